"""Sites and networks: what of a site is its own, what it says without a source, what ties it to others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from recoupe.ledger import Query
from recoupe.link import networks
from recoupe.linking import edits as editing
from recoupe.web.asking import cards

if TYPE_CHECKING:
    from recoupe.ledger import Entry, Listed, Profile
    from recoupe.ledger import Site as Row
    from recoupe.linking.edits import Edited
    from recoupe.model import Link
    from recoupe.store.store import Store

MOST = 200  # sites in the list
_TIES = 200  # ties of a network that are shown
_COPIES = 300  # copies of a site of which the delay is measured


class Tie(NamedTuple):
    """Two sites, how surely they belong together, and why: each reason with its grade."""

    a: str
    b: str
    grade: str
    score: float
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Site:
    """All that is shown of a site; `behind` is the median of how much later than the first its copies came."""

    row: Row
    profile: Profile
    articles: tuple[Entry, ...]
    ties: tuple[Tie, ...]
    edits: tuple[Edited, ...]
    behind: dt.timedelta | None
    sources: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Sites that evidence ties, and the ties."""

    listed: Listed
    ties: tuple[Tie, ...]


def listed(there: Store) -> tuple[tuple[Row, ...], tuple[Listed, ...]]:
    """Sites, those with most articles first, and networks."""
    return tuple(there.sites(Query(limit=MOST))), tuple(there.groups("network", Query(limit=MOST)))


def site(there: Store, host: str) -> Site | None:
    """The site `host`; None if the ledger has nothing of it."""
    row = next((s for s in there.sites(Query(sites=(host,))) if s.host == host), None)
    if row is None:
        return None
    behind, sources = _behind(there, host)
    return Site(
        row=row,
        profile=there.profile(host),
        articles=tuple(e for e in there.articles(Query(sites=(host,), limit=40)) if e.site == host),
        ties=_ties(list(there.links("network", of=[host]))),
        edits=tuple(islice((e for e in editing.edits(there, Query(sites=(host,), limit=40))), 10)),
        behind=behind,
        sources=sources,
    )


def network(there: Store, group_id: str) -> Network | None:
    """The network with this id, or that it led to; None if there is none."""
    found = there.listed(group_id)
    if found is None or found.group.kind != "network":
        return None
    inside = set(found.sites)
    links = [k for k in there.links("network", of=sorted(inside)) if k.a in inside and k.b in inside]
    return Network(found, _ties(links))


def _ties(links: list[Link]) -> tuple[Tie, ...]:
    links.sort(key=lambda k: (-k.score, k.a, k.b))
    return tuple(Tie(k.a, k.b, k.sort, k.score, tuple(map(_reason, k.reasons))) for k in links[:_TIES])


def _reason(reason: str) -> tuple[str, str]:
    """The grade of a reason, and its words."""
    grade, kind, value = networks.told(reason)
    return (grade, f"{kind.replace('_', ' ')} {value}") if kind else ("", reason)


def _behind(there: Store, host: str) -> tuple[dt.timedelta | None, tuple[tuple[str, int], ...]]:
    """How much later than their originals copies come, and whose they are."""
    delays: list[float] = []
    of: dict[str, int] = {}
    for link in there.copies(Query(sites=(host,), limit=_COPIES)):
        copy, first = there.find(link.a), there.find(link.b)
        if not link.certain or copy is None or first is None:
            continue
        of[first.site or "?"] = of.get(first.site or "?", 0) + 1
        one, other = cards.moment(copy.published), cards.moment(first.published)
        if one and other:
            delays.append((one - other).total_seconds())
    ranked = sorted(of.items(), key=lambda x: (-x[1], x[0]))
    return (dt.timedelta(seconds=median(delays)) if delays else None), tuple(ranked[:8])
