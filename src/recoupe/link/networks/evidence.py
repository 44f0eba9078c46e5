"""What ties two sites: marks that they share, and links by which one names the other, graded.

strong: who holds the mark holds the account, or the site says that the other is its own. medium: often one owner, not
always. weak: tells nothing alone. A mark that too many sites share, a host that too many point to, is a hub: dropped.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

from recoupe.model import SiteMark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from recoupe.model import Article, Link

Grade = Literal["strong", "medium", "weak"]

GRADES: dict[str, Grade] = {
    "footer": "strong",  # a list of sites in the footer that announces them as its own, or names two or more
    "ownership": "strong",
    "ads": "strong",
    "analytics": "strong",
    "certificate": "strong",  # one certificate for several names
    "setup": "strong",  # registrar, day of registration and address of the server, all three the same
    "app": "medium",
    "tags": "medium",
    "copies": "medium",  # the same articles at about the same time
    "headline": "weak",
    "template": "weak",
    "outlink": "weak",
    "address": "weak",  # of the server
}
WORTH: dict[Grade, float] = {"strong": 0.85, "medium": 0.45, "weak": 0.12}
LINKING = frozenset({"footer", "outlink"})
POINTING = LINKING | {"copies"}  # the value is another site
MOST = 100  # sites that share a mark, beyond which it is a hub unless other evidence ties most of them
MOST_POINTING = 20  # sites that point to a host that points to none of them, beyond which it is a hub


class Tie(NamedTuple):
    """Evidence between two sites, the smaller first: its kind, the value shared or what points where."""

    a: str
    b: str
    kind: str
    value: str


def host(url: str) -> str | None:
    """The host of a url or bare host in lower case, without "www."; None where there is none."""
    try:
        name = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return name.removeprefix("www.").rstrip(".") or None if name and "." in name else None


def marks(article: Article) -> Iterator[SiteMark]:
    """What an article's links tell of its site. A footer counts where it lists two other sites that are no platforms.

    Where the article's own site is unknown (a text without an address), the first site of its footer stands for it.
    """
    listed = dict.fromkeys(h for o in article.outlinks if o.where == "footer" if (h := host(o.url)) and not platform(h))
    own = host(article.site or "") or next(iter(listed), None)
    if own is None:
        return
    others = [h for h in listed if h != own]
    kind = "footer" if len(others) > 1 or (len(others) == 1 and len(listed) > 1) else "outlink"
    yield from (SiteMark(own, kind, h, article.id) for h in others)
    body = dict.fromkeys(h for o in article.outlinks if o.where != "footer" if (h := host(o.url)) and not platform(h))
    yield from (SiteMark(own, "outlink", h, article.id) for h in body if h != own and h not in listed)


def copied(links: Iterable[Link], sites: Mapping[str, str]) -> Iterator[SiteMark]:
    """Marks of certain links of kind copy, by which article is on which site: who copies points to whom he copies."""
    for link in links:
        a, b = sites.get(link.a), sites.get(link.b)
        if link.kind == "copy" and link.certain and a and b and a != b:
            yield SiteMark(a, "copies", b, link.a)


def platform(name: str) -> bool:
    """Whether sites of every owner link to the host `name`."""
    parts = name.split(".")
    return any(".".join(parts[i:]) in _platforms() for i in range(len(parts) - 1))


_KNOWN: set[str] = set()


def _platforms() -> set[str]:
    if not _KNOWN:
        text = Path(__file__).with_name("hubs.txt").read_text(encoding="utf-8")
        _KNOWN.update(line for line in text.splitlines() if line and not line.startswith("#"))
    return _KNOWN


def shared(found: Iterable[SiteMark]) -> dict[tuple[str, str], list[str]]:
    """By kind and value of a mark that does not point, the sites that have it, sorted: those that two or more have."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mark in found:
        if mark.kind not in POINTING:
            holders[mark.kind, mark.value].add(mark.site)
    return {key: sorted(sites) for key, sites in sorted(holders.items()) if len(sites) > 1}


def pointing(found: Iterable[SiteMark]) -> list[Tie]:
    """Ties by links, without those to hubs."""
    links = {(m.kind, m.site, h) for m in found if m.kind in POINTING if (h := host(m.value)) and h != m.site}
    to: dict[tuple[bool, str], set[str]] = defaultdict(set)  # copies and links are counted apart
    for kind, a, b in links:
        to[kind in LINKING, b].add(a)
    hubs = {k for k, many in to.items() if is_hub(k[1], many, sum(k[1] in to.get((k[0], a), ()) for a in many))}
    return sorted(directed(kind, a, b) for kind, a, b in links if (kind in LINKING, b) not in hubs)


def directed(kind: str, a: str, b: str) -> Tie:
    """The tie of site `a` that points to site `b`."""
    return Tie(min(a, b), max(a, b), kind, f"{a} → {b}")


def is_hub(target: str, many: Collection[str], answered: int) -> bool:
    """Whether `many` sites point to a host for no tie's sake: a platform, or it answers fewer than one in ten."""
    return platform(target) or (len(many) > MOST_POINTING and answered * 10 < len(many))
