"""Articles that were taken from others, as they come; see docs/copies.md."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoupe.link.copies.direction import direction
from recoupe.link.copies.known import Known, Sort, known, shares, sort
from recoupe.link.copies.table import Table
from recoupe.link.copies.translated import Translations
from recoupe.link.stories import vectors
from recoupe.link.stories.priming import primed
from recoupe.link.stories.views import views
from recoupe.link.stories.weights import learned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recoupe.link.copies.known import Shares
    from recoupe.link.items import Item
    from recoupe.link.stories.counts import Counts

_CANDIDATES = 8
_FEW = 12
_WHOLE = 0.9
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Settings:
    """most: so many articles are remembered, the latest. least: the share of one of two articles that makes a copy.

    hint: from this share on a copy is told that is not certain. days: what was published further apart is not certain
    either: news is copied while it is news, and what has the same words weeks later may have them from elsewhere.
    translations: whether those are looked for.
    """

    most: int = 12_000
    least: float = 0.5
    hint: float = 0.3
    days: float = 3.0
    translations: bool = True


@dataclass(frozen=True, slots=True)
class Copy:
    """The article `id` was taken from the article `of`, the first of its family that is known.

    `share` is the share of the copy that was taken, `certain` False where it may be the other way round, or chance.
    """

    id: str
    of: str
    sort: Sort
    share: float
    certain: bool
    reasons: tuple[str, ...] = ()


class Copies:
    """The latest articles, and who took from whom among them."""

    def __init__(self, settings: Settings | None = None, *, counts: Counts | None = None) -> None:
        self._settings = settings or Settings()
        self._table = Table()
        self._translations = Translations()
        self._counts = counts or primed(learned())
        self._known: dict[int, Known] = {}
        self._numbers: dict[str, int] = {}
        self._first: dict[str, str] = {}
        self._families: dict[str, list[str]] = {}
        self._copies: dict[str, Copy] = {}
        self._last = 0

    def __len__(self) -> int:
        return len(self._known)

    @property
    def found(self) -> Mapping[str, Copy]:
        """All copies among the articles that are remembered, by the copy's id."""
        return self._copies

    def add(self, items: Iterable[Item]) -> list[Copy]:
        """Look for what new articles were taken from, by time of publication. An id that is known is passed over.

        Gives new copies, and copies that changed since an article came that was published before their original.
        """
        new = {item.id: item for item in items if item.id not in self._numbers}
        out: dict[str, Copy] = {}
        for item in sorted(new.values(), key=lambda i: (i.day is None, i.published or "", i.id)):
            for copy in self._add(item):
                out[copy.id] = copy
        return [copy for copy in out.values() if self._copies.get(copy.id) == copy]

    def _add(self, item: Item) -> Iterator[Copy]:
        seen = views(item)
        self._counts.add("", seen.bridge)
        self._last += 1
        one = known(self._last, item, vectors.bridge(seen, self._counts, learned().bridge))
        other, part = self._nearest(one) or (None, None)
        if other is not None and part is not None:
            yield from self._taken(one, other, part)
        elif self._settings.translations:
            yield from self._translation(one)
        self._remember(one, copied=bool(other and part and part.most >= _WHOLE and self._fresh(one, other)))

    def _nearest(self, one: Known) -> tuple[Known, Shares] | None:
        """The article that shares most words with `one`, if it is enough to be told."""
        numbers = self._table.find(one.runs, _CANDIDATES) if len(one.runs) else []
        others = [k for n in numbers if (k := self._known.get(n)) is not None and not k.item.versions(one.item)]
        pairs = [(shares(one, other), other) for other in others]
        part, other = max(pairs, key=lambda p: self._rank(one, *p), default=(None, None))
        if part is None or other is None or part.most < self._settings.hint:
            return None
        if part.runs < _FEW and min(part.mine, part.theirs) < _WHOLE:
            return None
        return other, part

    def _rank(self, one: Known, part: Shares, other: Known) -> tuple[bool, float, int, int]:
        """What is a sure copy first, then what shares most, then what is known longest."""
        sure = part.most >= self._settings.least and self._fresh(one, other)
        return sure, part.most, part.runs, -other.number

    def _fresh(self, one: Known, other: Known) -> bool:
        """Whether two articles were published close enough to each other for a copy, or may have been."""
        mine, theirs = one.item.moment, other.item.moment
        return mine is None or theirs is None or abs((mine - theirs).total_seconds()) <= self._settings.days * _DAY

    def _taken(self, one: Known, other: Known, part: Shares) -> Iterator[Copy]:
        """`one` and `other` share words: which is the copy, and of which first article."""
        sure = part.most >= self._settings.least and self._fresh(one, other)
        first = self._known.get(self._numbers.get(self._first.get(other.item.id, other.item.id), 0), other)
        if not sure:
            first = other
        if one.item.versions(first.item):
            return  # taken from an earlier version of its page
        way = direction(one.item, first.item)
        whole = shares(one, first)
        part = whole if whole.most >= self._settings.hint else part
        reasons = (f"{part.runs} runs of words shared", way.reason)
        if way.first_copies:
            row = Copy(one.item.id, first.item.id, sort(part), round(part.mine, 3), way.certain and sure, reasons)
            yield self._keep(row, join=sure)
            return
        turned = part._replace(mine=part.theirs, theirs=part.mine)
        row = Copy(first.item.id, one.item.id, sort(turned), round(turned.mine, 3), way.certain and sure, reasons)
        if not sure and first.item.id in self._copies:
            return
        yield self._keep(row, join=sure)
        if sure:
            yield from self._reroot(first.item.id, one.item.id)

    def _keep(self, row: Copy, *, join: bool) -> Copy:
        self._copies[row.id] = row
        if join:
            self._first[row.id] = row.of
            self._families.setdefault(row.of, []).append(row.id)
        return row

    def _reroot(self, old: str, new: str) -> Iterator[Copy]:
        """An earlier first article came: what was taken from the old one was taken from it."""
        for member in self._families.pop(old, []):
            row = self._copies.get(member)
            if row is not None and row.of == old and not (row.sort == "translated" and self._one_language(member, new)):
                yield self._keep(replace(row, of=new), join=True)

    def _one_language(self, one: str, other: str) -> bool:
        """Whether two articles have one language, so that neither is a translation of the other."""
        a, b = (self._known.get(self._numbers.get(name, 0)) for name in (one, other))
        return a is not None and b is not None and a.item.lang == b.item.lang

    def _translation(self, one: Known) -> Iterator[Copy]:
        """The article of another language that `one` is a translation of, or that is one of it."""
        found = self._translations.find(one, self._known, self._first, self._counts)
        if found is None:
            return
        other, share, sure, reason = found
        sure = sure and self._fresh(one, other)
        first = self._known.get(self._numbers.get(self._first.get(other.item.id, other.item.id), 0), other)
        first = first if first.item.lang != one.item.lang else other
        if one.item.versions(first.item):
            return
        way = direction(one.item, first.item)
        copy, original = (one, first) if way.first_copies else (first, one)
        if copy is first and first.item.id in self._copies:
            return
        row = Copy(copy.item.id, original.item.id, "translated", share, way.certain and sure, (reason, way.reason))
        yield self._keep(row, join=True)
        if copy is first:
            yield from self._reroot(first.item.id, one.item.id)

    def _remember(self, one: Known, *, copied: bool) -> None:
        """Let later articles meet `one`; what is all there in an article that is met already need not be."""
        self._known[one.number] = one
        self._numbers[one.item.id] = one.number
        if not copied and len(one.runs):
            self._table.add(one.number, one.runs)
        if self._settings.translations and not copied:
            self._translations.add(one)
        while len(self._known) > self._settings.most:
            gone = self._known.pop(next(iter(self._known)))
            self._forget(gone)

    def _forget(self, gone: Known) -> None:
        self._translations.drop(gone)
        self._copies.pop(gone.item.id, None)
        self._first.pop(gone.item.id, None)
        self._families.pop(gone.item.id, None)
        self._numbers.pop(gone.item.id, None)


def origins(members: Iterable[str], copies: Mapping[str, Copy]) -> int:
    """How many of a story's articles are no certain copy of another one in the story: its independent origins."""
    inside = set(members)
    return sum(1 for m in inside if (row := copies.get(m)) is None or not row.certain or row.of not in inside)
