"""Lists: disputed claims, actors, sites and networks; and one site with what ties it to others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from recoupe.ledger import ALL, Query
from recoupe.link import networks
from recoupe.linking import edits
from recoupe.web import graphs
from recoupe.web.asking import claims, cursors, stories

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.ledger import Ledger, Listed, Site, Tally
    from recoupe.model import Link
    from recoupe.sources import Health

CLAIMS, ACTORS, SITES, EDITS = 20, 60, 100, 40
_STATEMENTS = 200  # of one claim of a list
_TIES = 200


@dataclass(frozen=True, slots=True)
class Tie:
    """Two sites that belong together, and why: (grade, kind, value) of each reason."""

    a: str
    b: str
    grade: str
    certain: bool
    reasons: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site's page. noted: of how many of its latest `edits` a note of correction tells."""

    site: Site
    tally: Tally
    cards: tuple[stories.Card, ...]
    more: str
    ties: tuple[Tie, ...]
    network: Listed | None
    noted: int
    edits: int


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A network's page: its sites, and what ties them."""

    listed: Listed
    ties: tuple[Tie, ...]

    @property
    def ring(self) -> graphs.Ring | None:
        """The same as a drawing."""
        weight = {"strong": 3.0, "medium": 2.0}
        drawn = [
            graphs.Tied(t.a, t.b, weight.get(t.grade, 1.0), t.certain, f"{t.a} – {t.b}: {_told(t.reasons)}")
            for t in self.ties
        ]
        return graphs.ring([(s, s) for s in self.listed.sites], drawn)


def _told(reasons: Iterable[tuple[str, str, str]]) -> str:
    return "; ".join(f"{kind} {value}".strip() for _, kind, value in reasons)


def disputes(ledger: Ledger, query: Query, *, cursor: str = "") -> tuple[list[claims.Sided], str]:
    """Disputed claims, the latest first, and the cursor of what follows. Raises QueryError."""
    at = cursors.leaf(cursor, CLAIMS, cursors.GROUPS)
    asked = replace(query, disputed=True, past=at.past, limit=CLAIMS + 1)
    found, more = cursors.split(ledger.groups("claim", asked), at)
    made = ((g, list(ledger.statements(Query(limit=_STATEMENTS), group=g.group.id))) for g in found)
    return [claims.one(g.group.id, some) for g, some in made if some], more


def actors(ledger: Ledger, query: Query, *, cursor: str = "") -> tuple[list[Listed], str]:
    """Actors, the latest first, and the cursor of what follows. Raises QueryError."""
    at = cursors.leaf(cursor, ACTORS, cursors.GROUPS)
    return cursors.split(ledger.groups("actor", replace(query, past=at.past, limit=ACTORS + 1)), at)


def sites(ledger: Ledger) -> tuple[list[Site], list[Listed]]:
    """The sites with most articles, and the networks."""
    return list(islice(ledger.sites(replace(ALL, limit=SITES)), SITES)), list(
        ledger.groups("network", replace(ALL, limit=SITES))
    )


def broken(ledger: Ledger) -> list[Health]:
    """Sources that cannot be reached, or tell of nothing, the worst first."""
    return sorted((h for h in ledger.sources() if h.errors), key=lambda h: -h.errors)


def site(ledger: Ledger, host: str, *, lang: str, cursor: str = "") -> SiteView | None:
    """A site's page; None where the ledger knows nothing of it. Raises QueryError."""
    found = next((s for s in ledger.sites(Query(sites=(host,))) if s.host == host), None)
    if found is None:
        return None
    cards, more = stories.cards(ledger, Query(sites=(host,)), lang=lang, cursor=cursor, size=12)
    network = ledger.listed(found.network, hidden=False) if found.network else None
    tally = ledger.tally_of(host)
    noted, every = edits.noted(ledger, host, most=EDITS) if tally.changed else (0, 0)
    return SiteView(found, tally, tuple(cards), more, tuple(ties(ledger, [host])), network, noted, every)


def network(ledger: Ledger, name: str) -> NetworkView | None:
    """A network's page; None where there is none of that id."""
    listed = ledger.listed(name, hidden=False)
    if listed is None or listed.group.kind != "network":
        return None
    inside = set(listed.sites)
    return NetworkView(listed, tuple(t for t in ties(ledger, listed.sites) if t.a in inside and t.b in inside))


def ties(ledger: Ledger, hosts: Iterable[str]) -> list[Tie]:
    """What ties sites to others, the surest first."""
    links = sorted(islice(ledger.links("network", of=list(hosts)), 10 * _TIES), key=lambda k: (-k.score, k.a, k.b))
    return [_tie(k) for k in links[:_TIES]]


def _tie(link: Link) -> Tie:
    return Tie(link.a, link.b, link.sort, link.certain, tuple(_reason(r) for r in link.reasons))


def _reason(reason: str) -> tuple[str, str, str]:
    known = networks.told(reason)
    return known if any(known) else ("", "", reason)
