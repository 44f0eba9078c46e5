"""Words of two names paired one to one, the most alike first; words that one name joins are joined in the other."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang.roman.sounds import shared
from recoupe.link.names.alike import alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.link.names.parts import Name, Word

ENOUGH = 0.45  # words less alike than this are not paired
FEW, HARD = 2, 0.5  # words with so many consonants must share this much of them to be compared letter by letter
NICKNAME, INITIAL = 0.88, 0.7
SPLIT = 0.9  # words more alike than this are not joined with a neighbour
JOINED, HARD_JOINED = 0.8, 0.6  # words joined must be so alike, and share this much of their consonants


class Match(NamedTuple):
    """Words of both names that are taken for one: their places, how alike they are, and why."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    alike: float
    how: str


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


@functools.lru_cache(maxsize=1 << 17)
def words_alike(x: Word, y: Word) -> tuple[float, str]:
    """How alike two words are in their best forms, and why."""
    if x.initial or y.initial:
        return _initials(x, y)
    if not x.known.isdisjoint(y.known):
        return 1.0, "same"
    if not x.given.isdisjoint(y.given):
        return NICKNAME, "nickname"
    best = 0.0
    for form, hard in zip(x.forms, x.bones, strict=True):
        for other, bones in zip(y.forms, y.bones, strict=True):
            if len(hard) < FEW or len(bones) < FEW or shared(hard, bones) >= HARD:
                best = max(best, alike(form, other, ENOUGH))
    return best, "alike"


def _initials(x: Word, y: Word) -> tuple[float, str]:
    if x.forms[0][0] != y.forms[0][0]:
        return 0.0, "alike"
    return (INITIAL, "initial") if x.initial != y.initial else (0.9, "same")


def _with_joined(a: Name, b: Name, matches: list[Match], free_a: set[int], free_b: set[int]) -> list[Match]:
    """`matches` where neighbours, one of them free, are one word of the other name."""
    for one, other, free, swapped in ((a, b, free_a, False), (b, a, free_b, True)):
        for place in sorted(free):
            if place not in free:
                continue
            for i in (place - 1, place):
                if i < 0 or i + 1 >= len(one.words):
                    continue
                better = _join(one.words, other.words, i, matches, swapped=swapped)
                if better is not None:
                    match, dropped = better
                    matches = [m for m in matches if m not in dropped] + [match]
                    _free(matches, a, b, free_a, free_b)
                    break
    return matches


def _free(matches: list[Match], a: Name, b: Name, free_a: set[int], free_b: set[int]) -> None:
    """Count the free places anew."""
    for free, words, side in ((free_a, a.words, 0), (free_b, b.words, 1)):
        free.clear()
        free.update(range(len(words)))
        free.difference_update(*(m[side] for m in matches))


def _join(
    one: Sequence[Word], other: Sequence[Word], i: int, matches: list[Match], *, swapped: bool
) -> tuple[Match, list[Match]] | None:
    """The match of words `i` and `i + 1` of `one`, joined, with a word of `other`, and the matches it takes over."""
    mine, theirs = (1, 0) if swapped else (0, 1)
    held = [m for m in matches if i in m[mine] or i + 1 in m[mine]]
    if len(held) > 1 or any(len(m[mine]) > 1 or len(m[theirs]) > 1 or m.alike > SPLIT for m in held):
        return None
    if not held and len(other) == sum(len(m[theirs]) for m in matches):
        return None
    taken = {j for m in matches if m not in held for j in m[theirs]}
    floor = max([JOINED, *(m.alike - 0.1 for m in held)])
    best, at = floor, -1
    joined = one[i].forms[0] + one[i + 1].forms[0]
    hard = one[i].bones[0] + one[i + 1].bones[0]
    for j, word in enumerate(other):
        if j in taken or word.initial or shared(hard, word.bones[0]) < HARD_JOINED:
            continue
        score = max(alike(joined, q, JOINED) for q in word.forms)
        if score > best:
            best, at = score, j
    if at < 0:
        return None
    pair = ((at,), (i, i + 1)) if swapped else ((i, i + 1), (at,))
    return Match(*pair, best, "joined"), held
