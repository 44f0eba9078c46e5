"""What belongs together in a neighbourhood: the linkers of the ledger, over articles in the order of publication."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from recoupe import ids
from recoupe.link.claims import Claims, said
from recoupe.link.claims import Settings as ClaimSettings
from recoupe.link.copies import Copies
from recoupe.link.copies import Settings as CopySettings
from recoupe.link.items import item
from recoupe.link.stories import Settings as StorySettings
from recoupe.link.stories import Stories
from recoupe.linking.actors import Actors
from recoupe.linking.claims import words
from recoupe.linking.standing import root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recoupe.ledger import Known, Ledger
    from recoupe.link.copies import Copy
    from recoupe.link.items import Item
    from recoupe.link.stories import Placed
    from recoupe.link.stories.counts import Fixed
    from recoupe.model import Reading

_TOGETHER = 20
"""Articles after which stories are looked at again, whether one is two or two are one."""
_AGES = 100_000  # days: the linker of stories lets none go; that time has passed tells by itself


class Found(NamedTuple):
    """A row of what was found; what its columns mean depends on `what`, see `joins`."""

    what: str
    article: str
    subject: str
    object: str | None = None
    word: str = ""
    share: float | None = None
    sure: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """Articles of one neighbourhood, linked: the story of each, copies by the copy's id, the group of each actor."""

    readings: tuple[Reading, ...]
    stories: Mapping[str, str]
    copies: Mapping[str, Copy]
    actors: Mapping[str, str]
    rows: tuple[Found, ...]


def linked(readings: Iterable[Reading], counts: Fixed) -> Linked:
    """Link articles; the order in which they are given says nothing."""
    ordered = tuple(sorted(readings, key=lambda r: (r.article.published or "", r.article.id)))
    items = [item(r) for r in ordered]
    copies = _copies(items, counts)
    stories, rows = _stories(items, copies, counts)
    actors = _actors(ordered, stories)
    rows += [_copy(c) for c in copies.values()]
    rows += _claims(ordered, stories, copies, actors)
    return Linked(ordered, stories, copies, actors, tuple(rows))


def _copies(items: Sequence[Item], counts: Fixed) -> Mapping[str, Copy]:
    if len(items) < 2:  # noqa: PLR2004 -- two it takes
        return {}
    linker = Copies(CopySettings(most=len(items)), counts=counts)
    linker.add(items)
    return linker.found


def _copy(c: Copy) -> Found:
    return Found("copy", c.id, "", c.of, c.sort, c.share, c.certain, "; ".join(c.reasons))


def _stories(
    items: Sequence[Item], copies: Mapping[str, Copy], counts: Fixed
) -> tuple[dict[str, str], list[Found]]:  # fmt: skip
    """The story of each article, a certain copy with what it was taken from; and the rows of stories."""
    linker = Stories(StorySettings(days=_AGES, most=max(len(items), 1)), counts=counts)
    placed: dict[str, Placed] = {}
    for begin in range(0, len(items), _TOGETHER):
        placed |= {p.id: p for p in linker.add(items[begin : begin + _TOGETHER])}
    above: dict[str, str] = {}
    for members in linker.groups():
        _join(above, members)
    for c in copies.values():
        if c.certain:
            _join(above, (c.id, c.of))
    of = {i.id: root(above, i.id) for i in items}
    rows = []
    for i in items:
        found, copy = placed[i.id], copies.get(i.id)
        beside = found.to if found.to is not None and of[found.to] == of[i.id] else None
        own = copy is None or not copy.certain or of[copy.of] != of[i.id]
        fit = None if beside is None else round(1 / (1 + math.exp(-max(-30.0, min(30.0, found.fit)))), 4)
        rows.append(Found("story", i.id, ids.group("story", of[i.id]), beside, share=fit, sure=own))
    return {article: ids.group("story", smallest) for article, smallest in of.items()}, rows


def _join(above: dict[str, str], members: Sequence[str]) -> None:
    """Put all of `members` under the smallest that any of them is under."""
    roots = sorted({root(above, m) for m in members})
    for other in roots[1:]:
        above[other] = roots[0]


class _Nothing:
    """A ledger with nothing in it: all that actors are compared with is in the neighbourhood."""

    def candidates(self, _space: str, _keys: Iterable[str], **_: int) -> Iterator[tuple[str, str]]:
        """None."""
        return iter(())

    def keys(self, _space: str) -> Iterator[str]:
        """None."""
        return iter(())

    def known(self, **_: Any) -> Iterator[Known]:
        """None."""
        return iter(())


def _actors(readings: Sequence[Reading], stories: Mapping[str, str]) -> dict[str, str]:
    """The smallest member of the group of each actor."""
    linker = Actors(cast("Ledger", _Nothing()), "")
    above: dict[str, str] = {}
    for r in readings:
        for link in linker.add(r, stories[r.article.id]):
            _join(above, (link.a, link.b))
    return {a.id: root(above, a.id) for r in readings for a in r.actors}


def _claims(
    readings: Sequence[Reading], stories: Mapping[str, str], copies: Mapping[str, Copy], actors: Mapping[str, str]
) -> Iterator[Found]:
    """The rows of claims, those inside one article too."""
    linker = Claims(ClaimSettings(stays=True))
    copied, speakers = _repeated(readings, copies), dict(actors)
    articles = {s.id: r.article.id for r in readings for s in r.statements}
    for r in readings:
        linker.add(said(r, stories[r.article.id], speakers), copied)
    for claim in linker.claims():
        for m in claim.members:
            yield Found("claim", articles[m.statement], claim.id, m.statement, m.polarity, sure=claim.disputed)


def _repeated(readings: Sequence[Reading], copies: Mapping[str, Copy]) -> dict[str, str]:
    """By statements of certain copies and of their originals, what the other has word for word."""
    of = {r.article.id: r for r in readings}
    out: dict[str, str] = {}
    for c in copies.values():
        if c.certain and c.sort != "translated":
            one, two = words(of[c.id]), words(of[c.of])
            same = {one[w]: two[w] for w in one.keys() & two.keys()}
            out |= same | {y: x for x, y in same.items()}
    return out
