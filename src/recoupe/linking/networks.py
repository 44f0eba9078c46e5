"""Which sites new articles tie: what their pages show of their sites, weighed together with all that the ledger knows.

Marks of sites lie in the ledger, by mark; only pairs of sites that a new mark may tie, or untie, are weighed. A pair
with less than one medium mark between them is not kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from recoupe.ledger import UNMARKED
from recoupe.link import networks
from recoupe.link.networks import GRADES, LINKING, MOST, MOST_POINTING, POINTING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.ledger import Ledger
    from recoupe.model import Link, Reading, SiteMark

    Key = tuple[str, str]  # kind and value of a mark
    Pair = tuple[str, str]

SHOWN = 0.4
"""Score from which a link is kept: one medium mark, or more."""
_ASKED = 4 * MOST  # sites of a hub that are looked at
_TOGETHER = 300  # sites whose marks are weighed at a time


class Tying:
    """Links sites, batch by batch."""

    def __init__(self, ledger: Ledger, maker: str) -> None:
        self._ledger = ledger
        self._maker = maker
        self._hubs: dict[Key, bool] = {}
        self._live: dict[Pair, Link] = {}  # the links of the ledger that were looked at, of one batch
        self.memory: dict[str, str] = {}

    def add(self, readings: Sequence[Reading], now: dt.datetime) -> Iterator[Link]:
        """The links between sites that new articles give reason for; those that hold no longer, withdrawn at `now`.

        Marks are kept first and by themselves: a run that is broken off finds them again by its articles. `memory` is
        what the ledger is to keep with the links.
        """
        marks = self._marks(readings)
        if marks:
            self._ledger.link((), marks=marks)
        new = list(self._ledger.shown([r.article.id for r in readings]))
        lost = self._ledger.unmarked()
        self.memory = {f"{UNMARKED}{site}": "seen" for site in lost}
        self._hubs.clear()
        self._live.clear()
        if new or lost:
            yield from self._weighed(sorted(self._pairs(new, lost)), now)

    def _marks(self, readings: Sequence[Reading]) -> list[SiteMark]:
        """What the articles show of their sites, each mark of a site a few times at most."""
        found: dict[tuple[str, str, str], list[SiteMark]] = {}
        articles = [r.article for r in readings]
        shown = (m for a in articles for m in (*networks.marks(a), *(own for own in a.marks if own.site)))
        for mark in chain(shown, self._copied(readings)):
            found.setdefault((mark.site, mark.kind, mark.value), []).append(mark)
        return [mark for some in found.values() for mark in some[:3]]

    def _copied(self, readings: Sequence[Reading]) -> Iterator[SiteMark]:
        """Who took whose articles."""
        sites = {r.article.id: r.article.site for r in readings}
        copies = [c for c in self._ledger.links("copy", of=list(sites), maker=self._maker) if c.certain]
        for end in sorted({end for c in copies for end in (c.a, c.b)} - sites.keys()):
            entry = self._ledger.find(end)
            sites[end] = entry.site if entry else None
        return networks.copied(copies, {article: site for article, site in sites.items() if site})

    def _pairs(self, new: Sequence[SiteMark], lost: Iterable[str]) -> set[Pair]:
        """The pairs of sites to be weighed; those among them that are linked are known by then, with their links."""
        touched = {m.site for m in new if m.kind != "outlink"} | set(lost)
        pairs = self._linked(sorted(touched)) | self._named(new)
        for site in sorted(touched):
            for kind in sorted(POINTING - {"outlink"}):
                others = self._ledger.showing(kind, site, most=_ASKED)
                pairs |= {_pair(site, other) for other in others if other != site}
        for key in sorted({(m.kind, m.value) for m in new if GRADES.get(m.kind, "weak") != "weak"}):
            pairs |= self._sharing(key, touched)
        return pairs

    def _named(self, new: Iterable[SiteMark]) -> set[Pair]:
        """The pairs that are linked and of which one site has newly been seen to name the other."""
        named = {_pair(m.site, m.value) for m in new if m.kind == "outlink"}
        return named & self._linked(sorted({m.value for m in new if m.kind == "outlink"}))

    def _sharing(self, key: Key, touched: set[str]) -> set[Pair]:
        """The pairs that a mark may tie; where it has become a hub's, those that it tied."""
        kind, value = key
        holders = self._ledger.showing(kind, value, most=_ASKED)
        before = len(set(holders) - touched)
        if kind in POINTING:
            target = networks.host(value) or ""
            pairs = {_pair(s, target) for s in holders if s in touched and target and s != target}
            return pairs | (self._linked([target]) if before <= MOST_POINTING < len(holders) else set())
        if len(holders) <= MOST or self._one_owner(holders):
            return {pair for pair in networks.paired(holders) if touched & set(pair)}
        return self._linked(holders) if before <= MOST else set()

    def _linked(self, sites: Sequence[str]) -> set[Pair]:
        """The pairs with a link that touches `sites`."""
        if not sites:
            return set()  # else the ledger gives all links
        found = {(link.a, link.b): link for link in self._ledger.links("network", of=sites, maker=self._maker)}
        self._live |= found
        return set(found)

    def _weighed(self, pairs: Sequence[Pair], now: dt.datetime) -> Iterator[Link]:
        """The links of `pairs` that are new or changed, and those that are to go."""
        for some in _together(pairs):
            sites = sorted({site for pair in some for site in pair})
            marks = list(self._ledger.marked(sites))
            for link in networks.between(some, marks, self._hubs_among(marks, set(sites)), maker=self._maker):
                known = self._live.get((link.a, link.b))
                if link.score < SHOWN:
                    if known is not None:
                        yield replace(known, withdrawn=now)
                elif known is None or (known.score, known.reasons) != (link.score, link.reasons):
                    yield link

    def _hubs_among(self, marks: Iterable[SiteMark], sites: set[str]) -> set[Key]:
        """The marks that would tie some of `sites` but are hubs'."""
        count: dict[Key, int] = {}
        for mark in marks:
            if mark.kind not in POINTING:
                count[mark.kind, mark.value] = count.get((mark.kind, mark.value), 0) + 1
            elif (target := networks.host(mark.value)) in sites:
                count[mark.kind, target] = 2
        return {key for key, many in count.items() if many > 1 and self._is_hub(key)}

    def _is_hub(self, key: Key) -> bool:
        if key not in self._hubs:
            kind, value = key
            if kind in POINTING:
                self._hubs[key] = self._is_pointed_to(value, LINKING if kind in LINKING else {kind})
            else:
                holders = self._ledger.showing(kind, value, most=_ASKED)
                self._hubs[key] = len(holders) > MOST and not self._one_owner(holders)
        return self._hubs[key]

    def _is_pointed_to(self, site: str, kinds: Iterable[str]) -> bool:
        """Whether too many sites point to `site` by marks of these kinds, and it to too few of them."""
        kinds = sorted(kinds)
        many = {s for kind in kinds for s in self._ledger.showing(kind, site, most=_ASKED)} - {site}
        if len(many) <= MOST_POINTING:
            return networks.is_hub(site, many, 0)
        own = (m for m in self._ledger.marked([site, *many]) if m.site == site and m.kind in kinds)
        return networks.is_hub(site, many, len({networks.host(m.value) for m in own} & many))

    def _one_owner(self, sites: Sequence[str]) -> bool:
        """Whether more than half of `sites` are in one network already."""
        groups = Counter(g.id for s in sites if (g := self._ledger.group_of("network", s)))
        return 2 * max(groups.values(), default=0) > len(sites)


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _together(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """`pairs` in lists of few sites each."""
    some: list[Pair] = []
    sites: set[str] = set()
    for pair in pairs:
        if len(sites | set(pair)) > _TOGETHER:
            yield some
            some, sites = [], set()
        some.append(pair)
        sites |= set(pair)
    if some:
        yield some
