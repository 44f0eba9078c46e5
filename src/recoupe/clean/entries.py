"""Lines of a plain text as entries of a list of sites: the addresses in them, and the words that name them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from recoupe.clean.links import absolute

_MOST = 300  # lines from the end that are looked at
_LONGEST = 400  # characters of an entry
_LABEL = 200
_SENTENCES = 80  # characters of a line that can hold two sentences
_URL = re.compile(r"https?://[^\s<>\"'«»“”()\[\]]{3,300}", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?<![\w@./-])(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,18}(?:/[^\s<>\"'«»()\[\]]{0,200})?"
    r"(?![\w@-])"
)
_DOTTED = re.compile(r"\.[a-z]{2}")
"""What every host's name has: few lines need the long look."""
_FILE = re.compile(r"\.(?:x?html?|php|pdf|jpe?g|png|gif|txt|docx?|xlsx?|zip|mp[34]|js|css|json|xml|py|exe|md)$")
_BULLET = re.compile(r"^\s*(?:[•·▪‣◦●○■□–—*>+→»-]|\d{1,2}[.)])\s+")
_PROSE = re.compile(r"[.!?…。！？]['\"”»’)]*\s+\S")
# a word for "link" before the address, in whatever language: one short word and a colon
_LINK_WORD = re.compile(r"^\w{1,12}\s*[:：]\s*$")
_EDGES = " \t:：-–—|>→[]()"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that is not blank, without the blanks around it: where it stands and the addresses that are its point."""

    start: int
    end: int
    text: str
    urls: tuple[str, ...]

    @property
    def bulleted(self) -> bool:
        """Whether a mark of a list stands before it."""
        return bool(_BULLET.match(self.text))

    @property
    def prose(self) -> bool:
        """Whether it is a paragraph of the article: sentences, no address that is its point, no mark of a list."""
        if self.urls or self.bulleted:
            return len(self.text) > _LONGEST
        long = len(self.text) > _LONGEST // 2
        return long or (len(self.text) > _SENTENCES and bool(_PROSE.search(self.text)))

    @property
    def label(self) -> str:
        """The words without mark, address and "link:"."""
        rest = _DOMAIN.sub(" ", _URL.sub(" ", _BULLET.sub("", self.text)))
        if self.urls and _LINK_WORD.match(rest):
            return ""
        return " ".join(rest.split()).strip(_EDGES)[:_LABEL]


def last_lines(text: str) -> list[Entry]:
    """The last lines of `text` that are not blank, in order."""
    end = len(text)
    found: list[Entry] = []
    while end > 0 and len(found) < _MOST:
        start = text.rfind("\n", 0, end) + 1
        raw = text[start:end]
        if stripped := raw.strip():
            at = start + raw.index(stripped)
            found.append(Entry(at, at + len(stripped), stripped, _point(stripped)))
        end = start - 1
    return found[::-1]


def _point(line: str) -> tuple[str, ...]:
    """The absolute addresses in a line, if they are its point and not in passing in a sentence."""
    if len(line) > _LONGEST:
        return ()
    found = [*_URL.finditer(line)] if "://" in line else []
    if not found and _DOTTED.search(line):
        found = [m for m in _DOMAIN.finditer(line) if _is_host(m[0])]
    if not found:
        return ()
    after = line[found[-1].end() :].strip(_EDGES + ".,;!…")
    sentence = len(line) > _SENTENCES and not _BULLET.match(line) and line[0].isupper() and len(after.split()) > _AFTER
    return () if sentence else tuple(u for m in found if (u := _address(m[0])))


_AFTER = 4  # words that may follow an entry's address


@functools.lru_cache(maxsize=1000)
def _address(written: str) -> str | None:
    trimmed = written.rstrip(".,;:!?…")
    return absolute(trimmed if "://" in trimmed else f"https://{trimmed}", None)


def _is_host(name: str) -> bool:
    """Whether `name` is written like a host, not like a file or a number."""
    host = name.rstrip(".").split("/", maxsplit=1)[0]
    return not _FILE.search(host) and not host.replace(".", "").replace("-", "").isdigit()
