"""A network's footer in a plain text: the lines near its end that list sites, and the sites.

A footer is a run of lines to the end of the text that name two other hosts or more and that are short, bulleted,
labelled links or their blurbs; it begins at a line that announces it, if there is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.clean import words
from recoupe.clean.links import absolute
from recoupe.model import Outlink

if TYPE_CHECKING:
    from recoupe.model import Span

_MOST = 300  # lines from the end that are looked at
_LONGEST_LINE = 400
_LEAST_SITES = 2
_URL = re.compile(r"https?://[^\s<>\"'«»“”()]{3,300}", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?<![\w@./-])(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,18}(?:/[^\s<>\"'«»()]{0,200})?(?![\w@-])",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[•·▪‣◦●○■□–—*>+-]|\d{1,2}[.)])\s+")
_PROSE = re.compile(r"[.!?…]['\"”»’)]*\s+\S")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where it stands, and the addresses in it."""

    start: int
    end: int
    text: str
    urls: tuple[str, ...]

    @property
    def listed(self) -> bool:
        """Whether it can be one entry of a list of sites."""
        return bool(self.urls) and len(self.text) <= _LONGEST_LINE


def footer(text: str) -> tuple[tuple[Span, ...], tuple[Outlink, ...]]:
    """The span of the network's footer in `text`, if it has one, and the sites that it names."""
    lines = _lines(text)
    first = _first(lines)
    if first is None:
        return (), ()
    found = _sites(lines[first:])
    return ((lines[first].start, len(text.rstrip()) if text.rstrip() else len(text)),), found


def _lines(text: str) -> list[Line]:
    """The last lines of `text`."""
    start = len(text)
    found: list[Line] = []
    while start > 0 and len(found) < _MOST:
        end, start = start, text.rfind("\n", 0, start - 1) + 1 if start > 1 else 0
        raw = text[start:end]
        if stripped := raw.strip():
            at = start + raw.index(stripped[0])
            found.append(Line(at, at + len(stripped), stripped, _addresses(stripped)))
    return found[::-1]


def _addresses(line: str) -> tuple[str, ...]:
    """The absolute addresses in a line; bare domains count as https."""
    if len(line) > 5 * _LONGEST_LINE:
        return ()
    found = [m[0].rstrip(".,;:!?") for m in _URL.finditer(line)]
    rest = _URL.sub(" ", line)
    found += ["https://" + m[0].rstrip(".,;:!?") for m in _DOMAIN.finditer(rest) if _is_domain(m[0])]
    return tuple(u for f in found if (u := absolute(f, None)))


def _is_domain(name: str) -> bool:
    """Whether `name` is written like a host, not like a file, a number or two sentences without a blank."""
    host = name.lower().split("/", maxsplit=1)[0]
    last = host.rpartition(".")[2]
    return name == name.lower() and last.isalpha() and last not in _FILES and not host.replace(".", "").isdigit()


_FILES = frozenset(
    [
        "html",
        "htm",
        "php",
        "pdf",
        "jpg",
        "jpeg",
        "png",
        "gif",
        "txt",
        "doc",
        "docx",
        "xls",
        "zip",
        "mp3",
        "mp4",
        "js",
        "css",
        "json",
        "xml",
        "py",
        "exe",
    ]
)


def _first(lines: list[Line]) -> int | None:
    """The index of the footer's first line: an announcement, or the first of two entries or more at the end."""
    top = _run(lines)
    announced = next((i for i in range(len(lines)) if _announces(lines, i)), None)
    if announced is not None and (top is None or announced <= top) and _hosts(lines[announced:]) >= 1:
        return announced
    if top is None or _hosts(lines[top:]) < _LEAST_SITES:
        return None
    return _heading(lines, top)


def _announces(lines: list[Line], i: int) -> bool:
    """Whether line `i` begins a list of other sites that goes on to the end."""
    line = lines[i]
    if not words.NETWORK.match(line.text) or len(line.text) > 2 * _LONGEST_LINE // 5:
        return False
    return not any(_prose(rest) for rest in lines[i + 1 :])


def _run(lines: list[Line]) -> int | None:
    """Where the run of entries at the end begins: lines with addresses, with at most two others before each."""
    top, loose = None, 0
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if _prose(line):
            break
        if line.listed:
            top, loose = i, 0
        else:
            loose += 1
            if loose > 2:  # noqa: PLR2004 -- a name and a blurb
                break
            if top is not None and _BULLET.match(line.text):
                top = i
    return top


def _prose(line: Line) -> bool:
    """Whether a line is a paragraph of the article: sentences, and no list mark."""
    if _BULLET.match(line.text) or line.urls:
        return len(line.text) > _LONGEST_LINE
    return len(line.text) > _LONGEST_LINE // 2 or (len(line.text) > 80 and bool(_PROSE.search(line.text)))  # noqa: PLR2004


def _heading(lines: list[Line], top: int) -> int:
    """`top`, or the line before it where that is a heading of the list."""
    if top == 0:
        return top
    before = lines[top - 1]
    short = len(before.text) <= 80 and not before.urls  # noqa: PLR2004
    return top - 1 if short and (before.text.endswith(":") or words.NETWORK.match(before.text)) else top


def _hosts(lines: list[Line]) -> int:
    return len({u.split("/")[2].removeprefix("www.") for line in lines for u in line.urls})


def _sites(lines: list[Line]) -> tuple[Outlink, ...]:
    """The sites of the footer, each with the words that name it: those of its line, else of the line before."""
    found: dict[str, Outlink] = {}
    before = ""
    for line in lines:
        label = _label(line.text)
        for url in line.urls:
            found.setdefault(url, Outlink(url, label or before, "footer"))
        before = "" if line.urls else label
    return tuple(found.values())


def _label(text: str) -> str:
    """The words of an entry without bullet, address and "link:"."""
    rest = _DOMAIN.sub(" ", _URL.sub(" ", _BULLET.sub("", text)))
    rest = " ".join(rest.split()).strip(" :-–—|>→")
    return (
        ""
        if len(rest) < 6 and text.rstrip().endswith(tuple("/abcdefghijklmnopqrstuvwxyz")) and ":" in text
        else rest[:200]
    )  # noqa: PLR2004
