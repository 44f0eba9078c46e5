"""What ties sites, as rows: each link with its grade, and each reason with the articles in which it was seen."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from recoupe.cli.records import Row
    from recoupe.model import Link
    from recoupe.store.store import Store

_MOST = 200  # links of one network or site that are shown
_SITES = 400  # sites whose marks are looked up


def among(there: Store, sites: Collection[str]) -> list[Row]:
    """The links among the sites of a network, the surest first."""
    inside = set(sites)
    return _rows(there, (k for k in there.links("network", of=sites) if k.a in inside and k.b in inside))


def of(there: Store, site: str) -> list[Row]:
    """The links of one site."""
    return _rows(there, there.links("network", of=[site]))


def _rows(there: Store, links: Iterable[Link]) -> list[Row]:
    found = sorted(islice(links, 10 * _MOST), key=lambda k: (-k.score, k.a, k.b))[:_MOST]
    sites = sorted({end for k in found for end in (k.a, k.b)})[:_SITES]
    seen = {(m.site, m.kind, m.value): m.ref for m in there.marked(sites)}
    names: dict[str, str | None] = {}
    return [_row(there, link, seen, names) for link in found]


def _row(there: Store, link: Link, seen: dict[tuple[str, str, str], str], names: dict[str, str | None]) -> Row:
    from recoupe.link import networks  # noqa: PLC0415 -- late: --help must not wait for it

    reasons = []
    for reason in link.reasons:
        grade, kind, value = networks.told(reason)
        told = {"grade": grade, "kind": kind, "value": value} if kind else {"reason": reason}
        articles = dict.fromkeys(seen[key] for key in _keys(link, kind, value) if key in seen)
        reasons.append(told | {"seen": [name for a in articles if (name := _name(there, a, names))]})
    row: Row = {"a": link.a, "b": link.b, "grade": link.sort, "score": round(link.score, 3), "certain": link.certain}
    return row | {"maker": link.maker, "reasons": reasons}


def _keys(link: Link, kind: str, value: str) -> Iterator[tuple[str, str, str]]:
    """The marks that a reason rests on: of the site that points, or of both."""
    one, arrow, other = value.partition(" → ")
    if arrow:
        yield one, kind, other
    else:
        yield from ((site, kind, value) for site in (link.a, link.b))


def _name(there: Store, article: str, names: dict[str, str | None]) -> str | None:
    """The address of an article, else what it came in as; None where it is hidden."""
    if article not in names:
        entry = there.find(article)
        names[article] = (entry.url or entry.ref) if entry and not entry.hidden else None
    return names[article]
