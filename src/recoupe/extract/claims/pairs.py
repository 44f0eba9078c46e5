"""Which statements may be of one claim, and what they share."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.claims.lexicon import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.extract.claims.lexicon import Word
    from recoupe.extract.claims.profiles import Profile

_KIN = 0.55  # letters that two words of one family share at least, of the longer one
_SYNONYM = 0.8  # what a shared meaning counts, where a shared word counts 1
_COMMON = 40  # a key of more statements than this proposes only neighbours
_OTHER = {"+": "-", "-": "+"}
_NEAR = 12  # statements before and after an answer that has no words of its own


class Match(NamedTuple):
    """What two contents share: weight and number of terms, how much of either that is, whether their signs agree."""

    weight: float = 0.0
    terms: int = 0
    of_a: float = 0.0
    of_b: float = 0.0
    agree: bool = True
    opposed: bool = False
    sign_a: int = 1
    sign_b: int = 1
    pointed: bool = False


def match(a: Profile, b: Profile) -> Match:
    """Match the terms of `a` with those of `b`; the signs compared are those of the clauses that share the most."""
    against = opposed(a, b)
    if a.keys.keys().isdisjoint(b.keys):
        return Match(
            agree=(a.clauses[0].sign == b.clauses[0].sign) != against,
            opposed=against,
            sign_a=a.clauses[0].sign,
            sign_b=b.clauses[0].sign,
        )
    weight, of_a, count, pointed = 0.0, 0.0, 0, False
    best_of_b: dict[int, float] = {}
    clauses: dict[tuple[int, int], float] = defaultdict(float)
    for t in a.terms:
        best, found = 0.0, None
        for key in t.word.keys:
            for n in b.keys.get(key, ()):
                near = kin(t.word, b.terms[n].word, key)
                best_of_b[n] = max(near, best_of_b.get(n, 0.0))
                if near > best:
                    best, found = near, b.terms[n]
        if found is not None:
            shared = best * min(t.weight, found.weight)
            weight, of_a, count = weight + shared, of_a + best * t.weight, count + 1
            pointed = pointed or (t.pointed if a.index > b.index else found.pointed)
            clauses[t.clause, found.clause] += shared
    x, y = max(clauses, key=lambda k: (clauses[k], -k[0], -k[1]), default=(0, 0))
    of_b = sum(near * b.terms[n].weight for n, near in best_of_b.items())
    sx, sy = a.clauses[x].sign, b.clauses[y].sign
    return Match(
        weight,
        count,
        min(of_a / a.weight, 1.0) if a.weight else 0.0,
        min(of_b / b.weight, 1.0) if b.weight else 0.0,
        (sx == sy) != against,
        against,
        sx,
        sy,
        pointed,
    )


def kin(a: Word, b: Word, key: str) -> float:
    """How much words `a` and `b`, found under `key`, are one: 1 the same, 0 not."""
    if a.stem == b.stem:
        return 1.0
    if key[0] == "=" or "-" in a.plain or "-" in b.plain:
        return _SYNONYM
    x, y = unaccented(a.plain), unaccented(b.plain)
    n = next((i for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y)))
    share = n / max(len(x), len(y))
    return share if share >= _KIN else 0.0


def opposed(a: Profile, b: Profile) -> bool:
    """Whether one says a word and the other its opposite."""
    return any(s[0] in "+-" and _OTHER[s[0]] + s[1:] in b.sets and s not in b.sets for s in a.sets)


def same_speaker(a: Profile, b: Profile) -> bool:
    """Whether both statements are one speaker's, as far as names or descriptions tell."""
    s, t = a.statement, b.statement
    if s.who and t.who and s.who.casefold() == t.who.casefold():
        return True
    if s.actor and t.actor:
        return s.actor == t.actor
    x, y = a.speaker, b.speaker
    if not x.words or not y.words or x.named != y.named:
        return False
    return x.words <= y.words or y.words <= x.words


def proposals(profiles: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that share a word which is not everywhere, and answers with the statements near them; a before b."""
    index: dict[str, list[int]] = defaultdict(list)
    for p in profiles:
        for key in p.keys:
            index[key].append(p.index)
    shared: set[tuple[int, int]] = set()
    for members in index.values():
        reach = len(members) if len(members) <= _COMMON else 4
        shared.update((i, j) for n, i in enumerate(members) for j in members[n + 1 : n + reach])
    for p in profiles:
        if p.answers:
            shared.update((i, p.index) for i in range(max(p.index - _NEAR, 0), p.index))
            shared.update((p.index, j) for j in range(p.index + 1, min(p.index + _NEAR + 1, len(profiles))))
    for i, j in sorted(shared):
        yield profiles[i], profiles[j]


def overlap(a: Profile, b: Profile) -> float:
    """Characters that the contents share, of those in either."""
    x, y = a.statement.content, b.statement.content
    both = sum(max(0, min(p[1], q[1]) - max(p[0], q[0])) for p in x for q in y)
    every = sum(q - p for p, q in x) + sum(q - p for p, q in y) - both
    return both / every if every else 0.0
