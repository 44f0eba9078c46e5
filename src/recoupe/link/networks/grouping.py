"""Sites tied into networks: links with their grade and the evidence named, and groups of what is tied well enough."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from recoupe.link.networks import evidence
from recoupe.link.networks.evidence import GRADES, POINTING, WORTH, Tie
from recoupe.model import Link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from recoupe.link.networks.evidence import Grade
    from recoupe.model import SiteMark

    Tied = dict[tuple[str, str], dict[tuple[str, str], None]]

CERTAIN = 0.7  # score from which two sites are of one network
_SHOWN = 6  # reasons of a link
_ORDER: dict[Grade, int] = {"strong": 0, "medium": 1, "weak": 2}
PAIRS = 12  # sites up to which a shared mark ties all pairs; more are tied in a ring, which groups them as well


def links(marks: Iterable[SiteMark], *, maker: str = "") -> tuple[Link, ...]:
    """Links of kind network between sites, the smaller first, ordered; `sort` is the grade of the best evidence.

    A score is what is left of doubt when each kind of evidence takes its part of it away; several marks of one kind
    count once. Of a mark that many sites share, only neighbours in the alphabet are tied.
    """
    known = list(marks)
    ties = evidence.pointing(known)
    holders = evidence.shared(known)
    small = {k: s for k, s in holders.items() if len(s) <= evidence.MOST}
    tied = _gathered([*ties, *_ties(small)])
    root = _roots(pair for pair, found in tied.items() if _score(found) >= CERTAIN)
    large = {k: s for k, s in holders.items() if k not in small and _one_owner(s, root)}
    tied = _gathered([*ties, *_ties(small), *_ties(large)])
    return tuple(_link(pair, found, maker) for pair, found in sorted(tied.items()))


def between(
    pairs: Iterable[tuple[str, str]], marks: Iterable[SiteMark], hubs: Collection[tuple[str, str]], *, maker: str = ""
) -> Iterator[Link]:
    """The links of these pairs of sites alone, the smaller first; of what nothing ties any more, with a score of 0.

    `marks` are all of the sites in `pairs`; `hubs` are kinds and values that tie nobody, as `links` would find them
    among all marks.
    """
    of: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for mark in marks:
        value = evidence.host(mark.value) or "" if mark.kind in POINTING else mark.value
        if (mark.kind, value) not in hubs:
            of[mark.site].add((mark.kind, value))
    for a, b in pairs:
        same = {(kind, value) for kind, value in of[a] & of[b] if kind not in POINTING}
        ways = ((kind, x, y) for x, y in ((a, b), (b, a)) for kind in POINTING if (kind, y) in of[x])
        pointing = (evidence.directed(*way) for way in ways)
        yield _link((a, b), dict.fromkeys([*same, *((t.kind, t.value) for t in pointing)]), maker)


def told(reason: str) -> tuple[str, str, str]:
    """Grade, kind and value that a reason of a link names; empty where it names none."""
    grade, _, rest = reason.partition(": ")
    kind, _, value = rest.partition(" ")
    return (grade, kind, value) if kind in GRADES else ("", "", "")


def networks(found: Iterable[Link]) -> tuple[tuple[str, ...], ...]:
    """The groups of sites that certain links tie, each sorted, the largest first."""
    root = _roots((k.a, k.b) for k in found if k.kind == "network" and k.certain)
    groups: dict[str, list[str]] = defaultdict(list)
    for site in sorted(root):
        groups[_top(root, site)].append(site)
    return tuple(sorted((tuple(g) for g in groups.values() if len(g) > 1), key=lambda g: (-len(g), g)))


def paired(sites: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of sites, sorted, that a mark ties: all where they are few, else neighbours."""
    if len(sites) <= PAIRS:
        return combinations(sites, 2)
    return pairwise(sites)


def _ties(holders: dict[tuple[str, str], list[str]]) -> Iterator[Tie]:
    for (kind, value), sites in holders.items():
        yield from (Tie(a, b, kind, value) for a, b in paired(sites))


def _gathered(ties: Iterable[Tie]) -> Tied:
    """Kinds and values of evidence by pair of sites."""
    tied: Tied = defaultdict(dict)
    for tie in ties:
        tied[tie.a, tie.b][tie.kind, tie.value] = None
    return tied


def _score(found: Iterable[tuple[str, str]]) -> float:
    doubt = 1.0
    for kind in {kind for kind, _ in found}:
        doubt *= 1 - WORTH[_grade(kind)]
    return 1 - doubt


def _grade(kind: str) -> Grade:
    return GRADES.get(kind, "weak")


def _link(pair: tuple[str, str], found: dict[tuple[str, str], None], maker: str) -> Link:
    ordered = sorted(found, key=lambda kv: (_ORDER[_grade(kv[0])], kv))
    reasons = tuple(f"{_grade(kind)}: {kind} {value}" for kind, value in ordered[:_SHOWN])
    score = _score(found)
    grade = _grade(ordered[0][0]) if ordered else "weak"
    return Link("network", *pair, score, reasons, maker, sort=grade, certain=score >= CERTAIN)


def _one_owner(sites: list[str], root: dict[str, str]) -> bool:
    """Whether more than half of `sites` are in one network already, so that what they share is no hub's."""
    counts: dict[str, int] = defaultdict(int)
    for site in sites:
        if site in root:
            counts[_top(root, site)] += 1
    return 2 * max(counts.values(), default=0) > len(sites)


def _roots(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A forest of sites: each points to one nearer to its network's smallest site."""
    root: dict[str, str] = {}
    for a, b in pairs:
        for site in (a, b):
            root.setdefault(site, site)
        one, other = sorted((_top(root, a), _top(root, b)))
        root[other] = one
    return root


def _top(root: dict[str, str], site: str) -> str:
    while root[site] != site:
        root[site] = root[root[site]]
        site = root[site]
    return site
