"""`<meta>` and `<link>` of a page's head: Open Graph, Dublin Core, parsely and the rest, by lower-case name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMES = ("property", "name", "itemprop", "http-equiv")
_MOST = 1_000
_LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Metas:
    """Values by name, in the order of the page."""

    values: dict[str, list[str]]

    def first(self, *names: str) -> str | None:
        """The first value of the first of `names` that has one."""
        return next((v for name in names for v in self.values.get(name, ())), None)

    def all(self, *names: str) -> list[str]:
        """The values of the first of `names` that has one."""
        return next((self.values[name] for name in names if name in self.values), [])


def metas(root: HtmlElement) -> Metas:
    """What the page says of itself in `<meta>`."""
    values: dict[str, list[str]] = {}
    for element in list(root.iter("meta"))[:_MOST]:
        content = " ".join((element.get("content") or "")[:_LONGEST].split())
        if not content:
            continue
        for key in _NAMES:
            for name in (element.get(key) or "").lower().split():
                values.setdefault(name, []).append(content)
    return Metas(values)


def links(root: HtmlElement, rel: str) -> list[str]:
    """Targets of `<link rel=…>`."""
    return [e.get("href") for e in root.iter("link") if e.get("href") and rel in (e.get("rel") or "").lower().split()]
