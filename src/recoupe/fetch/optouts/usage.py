"""Content-Usage and License lines of robots.txt, and the header Content-Usage. Pure.

Sources: draft-ietf-aipref-attach, draft-ietf-aipref-vocab; Really Simple Licensing 1.0, https://rslstandard.org/rsl.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from recoupe.fetch import patterns
from recoupe.fetch.optouts.model import OptOut

if TYPE_CHECKING:
    from recoupe.fetch.optouts.model import Where

_LINE = re.compile(r"[ \t]*([A-Za-z-]{1,20})[ \t]*:[ \t]*([^#\r\n]*)")
_MEMBER = re.compile(r"[ \t]*([a-z*][a-z0-9_.*-]*)[ \t]*=[ \t]*([yn])[ \t]*(?:;[^,]*)?$")
_MOST_RULES = 2_000


@dataclass(frozen=True, slots=True)
class Lines:
    """What robots.txt says beside its rules for crawlers: usage by path for one product, and licences for all."""

    usage: tuple[tuple[str, str], ...]
    licences: tuple[str, ...]

    def of(self, url: str) -> tuple[OptOut, ...]:
        """What is said of `url`: the longest path that matches, every rule of it; and the licences."""
        path = patterns.path_of(url)
        found = [(p, value) for p, value in self.usage if patterns.matches(p, path)]
        longest = max((len(p) for p, _ in found), default=0)
        usage = (o for p, value in found if len(p) == longest for o in preferences(value, "robots.txt"))
        return (*usage, *(OptOut("rsl", "robots.txt", "license", address, address) for address in self.licences))


@lru_cache(maxsize=1_000)
def lines(text: str, product: str) -> Lines:
    """The lines of a robots.txt that are for `product`, or else for all."""
    groups: dict[str, list[tuple[str, str]]] = {}
    licences: list[str] = []
    agents: list[str] = []
    named = False  # whether the line before named an agent
    for line in text.splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        key, value = match[1].lower(), match[2].strip()
        if key == "user-agent":
            agents = [*(agents if named else ()), value.lower()]
            groups.setdefault(value.lower(), [])
        elif key == "license" and value:
            licences.append(value)
        elif key == "content-usage":
            for agent in agents:
                groups[agent].append(_rule(value))
        named = key == "user-agent" or (named and key in {"license", "sitemap"})
    usage = groups.get(product.lower(), groups.get("*", []))
    return Lines(tuple(usage[:_MOST_RULES]), tuple(dict.fromkeys(licences))[:10])


def preferences(value: str, where: Where) -> tuple[OptOut, ...]:
    """The preferences of a dictionary (RFC 9651, 3.2); of a key that stands twice the last counts.

    What is neither `y` nor `n` says nothing.
    """
    found = {m[1]: m[2] for part in value.split(",") if (m := _MEMBER.match(part))}
    return tuple(OptOut("content-usage", where, key, said) for key, said in found.items())


def _rule(value: str) -> tuple[str, str]:
    """Path and preferences; the path may be left out, as older drafts let it."""
    if not value.startswith("/"):
        return "/", value
    path, _, rest = value.replace("\t", " ").partition(" ")
    return path, rest
