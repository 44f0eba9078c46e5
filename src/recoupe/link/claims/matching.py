"""What two contents share, word by word, in one language or across two."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from recoupe.link.claims.content import Content

_SAME, _FAMILY = 1.0, 0.85
_BONES = 0.7  # words with the same consonants, in two languages
_MEANT = 0.35  # what a possible meaning counts at least
_THREE = 3
_OTHER = {"+": "-", "-": "+"}


class Rare:
    """By what words weigh less that are everywhere in a story; the weights of a content are made once.

    It lives no longer than the contents that it weighs.
    """

    __slots__ = ("_made", "_shares")

    def __init__(self, shares: Mapping[int, float] | None = None) -> None:
        self._shares = shares or {}
        self._made: dict[int, tuple[list[float], float]] = {}

    def weights(self, content: Content) -> tuple[list[float], float]:
        """The weight of each term, and of all, never 0."""
        found = self._made.get(id(content))
        if found is None:
            shares = self._shares
            each = [t.weight * shares.get(t.keys[0], 1.0) for t in content.terms]
            found = self._made[id(content)] = each, sum(each) or 1.0
        return found


class Match(NamedTuple):
    """`shared`: weight of what both say; `of_a`, `of_b`: what share of each that is; `common`: how many words that is.

    `words`: the words, dearest first. `signs`: those of the clauses that share most. `opposed`: one says the opposite
    of a word of the other. `names`, `numbers`: how many names and numbers they share. `order`: the share of
    neighbouring words that stay so. `swapped`: all words are the same, and two names have changed places around one of
    them. `counted`: each tells another number of the same thing.
    """

    shared: float
    of_a: float
    of_b: float
    common: int
    ranked: Callable[[], tuple[str, ...]]
    signs: tuple[int, int]
    opposed: bool
    names: int
    numbers: int
    order: float
    swapped: bool = False
    counted: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Sorted when they are asked for: of most pairs nobody does."""
        return self.ranked()


def match(a: Content, b: Content, *, across: bool, rare: Rare) -> Match:
    """Match each word of `a` with its nearest of `b`; `across` languages by meanings, consonants and numbers."""
    near = dict(_across(a, b) if across else _within(a, b))
    (weights_a, whole_a), (weights_b, whole_b) = rare.weights(a), rare.weights(b)
    mine_terms, their_terms = a.terms, b.terms
    best_b: dict[int, float] = {}
    clauses: dict[tuple[int, int], float] = {}
    names: set[int] = set()
    shared = mine = 0.0
    numbers = 0
    for i, (j, how) in near.items():
        one, other = mine_terms[i], their_terms[j]
        heavy, light = weights_a[i], weights_b[j]
        weight = how * min(heavy, light)
        shared += weight
        mine += how * heavy
        if how > best_b.get(j, 0.0):
            best_b[j] = how
        key = one.clause, other.clause
        clauses[key] = clauses.get(key, 0.0) + weight
        if one.name or other.name:
            names.add(j)
        if one.number:
            numbers += 1
    x, y = max(clauses, key=lambda k: (clauses[k], -k[0], -k[1])) if clauses else (0, 0)
    return Match(
        shared=shared,
        of_a=mine / whole_a,
        of_b=sum([how * weights_b[j] for j, how in best_b.items()]) / whole_b,
        common=len(near),
        ranked=functools.partial(_ranked, a, near, weights_a),
        signs=(a.signs[x], b.signs[y]),
        opposed=not across and bool(a.poles) and any(_OTHER[s[0]] + s[1:] in b.poles for s in a.poles - b.poles),
        names=len(names),
        numbers=numbers,
        order=len(a.pairs & b.pairs) / max(min(len(a.pairs), len(b.pairs)), 1),
        swapped=not across and _swapped(a, b, near),
        counted=a.number and b.number and _counted(a, b, near),
    )


def _ranked(a: Content, near: Mapping[int, tuple[int, float]], weights: Sequence[float]) -> tuple[str, ...]:
    return tuple(a.terms[i].plain for i in sorted(near, key=lambda i: (-weights[i] * near[i][1], i)))


def _counted(a: Content, b: Content, near: dict[int, tuple[int, float]]) -> bool:
    """Whether numbers that the two do not share stand beside the same word: "384 dead", "832 dead"."""
    known = {j for j, _ in near.values()}
    theirs = [j for j, t in enumerate(b.terms) if t.number and j not in known]
    mine = [i for i, t in enumerate(a.terms) if t.number and i not in near]
    beside = {j + step for j in theirs for step in (-1, 1)}
    return any(near[i + step][0] in beside for i in mine for step in (-1, 1) if i + step in near)


def _swapped(a: Content, b: Content, near: dict[int, tuple[int, float]]) -> bool:
    """Whether two names have changed places: "Ann sued Bob", "Bob sued Ann". The word between must be the same one."""
    if len(near) < _THREE or len(near) < min(len(a.terms), len(b.terms)):
        return False
    names = [i for i in sorted(near) if a.terms[i].name or b.terms[near[i][0]].name]
    for i, k in itertools.pairwise(names):
        between = [j for j in near if i < j < k and near[j][1] == _SAME]
        if any(near[k][0] < near[j][0] < near[i][0] for j in between):
            return True
    return False


def _within(a: Content, b: Content) -> Iterator[tuple[int, tuple[int, float]]]:
    """For each word of `a` its nearest of `b`: the same one, or one of its family or meaning."""
    first, every = b.places.first, b.places.every
    for i, term in enumerate(a.terms):
        if term.keys[0] in first:
            yield i, (first[term.keys[0]], _SAME)
        else:
            found = next((every[k] for k in term.keys if k in every), None)
            if found is not None:
                yield i, (found, _FAMILY)


def _across(a: Content, b: Content) -> Iterator[tuple[int, tuple[int, float]]]:
    """The same in two languages: by meanings, the surest first, by consonants, as numbers."""
    there = b.places.abroad
    mine = a.places.abroad.roots
    for i, term in enumerate(a.terms):
        if term.number:
            if term.keys[0] in there.numbers:
                yield i, (there.numbers[term.keys[0]], _SAME)
            continue
        how, at = 0.0, 0
        for meaning, root in mine[i]:
            for j, other in there.meanings.get(meaning, ()):
                fit = min(_MEANT + root * other, 1.0)
                if fit > how or (fit == how and j < at):
                    how, at = fit, j
        for bone in term.bones:
            j = there.bones.get(bone, -1)
            if j >= 0 and (how < _BONES or (how == _BONES and j < at)):
                how, at = _BONES, j
        if how:
            yield i, (at, how)
