"""Words of two names paired one to one, the most alike first; words that one name joins are joined in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoupe.link.names.alike import Look, alike, close

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.link.names.parts import Name, Word

ROUGH, ENOUGH = 0.5, 0.45  # words less alike than this, roughly and closely, are not paired
NICKNAME, INITIAL, SAME_INITIAL = 0.88, 0.7, 0.9
LONGER = 3  # letters by which a word and words joined may differ
SPLIT = 0.9  # words more alike than this are not joined with a neighbour
JOINED = 0.8  # words joined must be so alike


class Match(NamedTuple):
    """Words of both names that are taken for one: their places, how alike they are, and why."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    alike: float
    how: str

    def of(self, side: int) -> tuple[int, ...]:
        """The places in `a` (0) or `b` (1)."""
        return self.b if side else self.a


class Pairing(NamedTuple):
    """All matches, and the places of the words that have none."""

    matches: tuple[Match, ...]
    left_a: tuple[int, ...]
    left_b: tuple[int, ...]


def pairing(a: Name, b: Name) -> Pairing:
    """Pair the words of `a` and `b`."""
    found = sorted(
        (-score, abs(i - j), i, j, how)
        for i, x in enumerate(a.words)
        for j, y in enumerate(b.words)
        for score, how in (words_alike(x, y),)
        if score >= ENOUGH
    )
    free_a, free_b = set(range(len(a.words))), set(range(len(b.words)))
    matches = []
    for score, _, i, j, how in found:
        if i in free_a and j in free_b:
            free_a.discard(i)
            free_b.discard(j)
            matches.append(Match((i,), (j,), -score, how))
    if (free_a or free_b) and (len(a.words) > 1 or len(b.words) > 1):
        matches = _with_joined(a, b, matches, free_a, free_b)
    return Pairing(tuple(matches), tuple(sorted(free_a)), tuple(sorted(free_b)))


def words_alike(x: Word, y: Word) -> tuple[float, str]:
    """How alike two words are in their best readings, and why."""
    if x.initial or y.initial:
        return _initials(x, y)
    if not x.forms.isdisjoint(y.forms):
        return 1.0, "same"
    if not x.given.isdisjoint(y.given):
        return NICKNAME, "nickname"
    p, q = x.looks[0], y.looks[0]
    best = alike(p, q)
    if len(x.looks) > 1 or len(y.looks) > 1:
        best, p, q = max([(alike(p, q), p, q) for p in x.looks for q in y.looks])
    return (close(p.form, q.form, ENOUGH) if best >= ROUGH else 0.0), "alike"


def _initials(x: Word, y: Word) -> tuple[float, str]:
    if x.looks[0].form[0] != y.looks[0].form[0]:
        return 0.0, "alike"
    return (INITIAL, "initial") if x.initial != y.initial else (SAME_INITIAL, "same")


def _with_joined(a: Name, b: Name, matches: list[Match], free_a: set[int], free_b: set[int]) -> list[Match]:
    """`matches` where neighbours, one of them free, are one word of the other name."""
    for one, other, free, swapped in ((a, b, free_a, False), (b, a, free_b, True)):
        for i in range(len(one.words) - 1):
            if i not in free and i + 1 not in free:
                continue
            better = _join(one.words, other.words, i, matches, swapped=swapped)
            if better is not None:
                match, dropped = better
                matches = [m for m in matches if m not in dropped] + [match]
                _free(matches, a, b, free_a, free_b)
    return matches


def _free(matches: list[Match], a: Name, b: Name, free_a: set[int], free_b: set[int]) -> None:
    """Count the free places anew."""
    for free, words, side in ((free_a, a.words, 0), (free_b, b.words, 1)):
        free.clear()
        free.update(range(len(words)))
        free.difference_update(*(m.of(side) for m in matches))


def _join(
    one: Sequence[Word], other: Sequence[Word], i: int, matches: list[Match], *, swapped: bool
) -> tuple[Match, list[Match]] | None:
    """The match of words `i` and `i + 1` of `one`, joined, with a word of `other`, and the matches it takes over."""
    mine, theirs = (1, 0) if swapped else (0, 1)
    held = [m for m in matches if i in m.of(mine) or i + 1 in m.of(mine)]
    if len(held) > 1 or any(len(m.of(mine)) > 1 or len(m.of(theirs)) > 1 or m.alike > SPLIT for m in held):
        return None
    if not held and len(other) == sum(len(m.of(theirs)) for m in matches):
        return None
    taken = {j for m in matches if m not in held for j in m.of(theirs)}
    floor = max([JOINED, *(m.alike - 0.1 for m in held)])
    best, at = floor, -1
    joined = Look(*(p + q for p, q in zip(one[i].looks[0], one[i + 1].looks[0], strict=True)))
    for j, word in enumerate(other):
        if j in taken or word.initial or abs(len(word.looks[0].form) - len(joined.form)) > LONGER:
            continue
        score = max([alike(joined, q) for q in word.looks])
        if score > best:
            best, at = score, j
    if at < 0:
        return None
    both, single = (i, i + 1), (at,)
    return Match(single, both, best, "joined") if swapped else Match(both, single, best, "joined"), held
