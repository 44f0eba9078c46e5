"""Which statements may be of one claim, and what they share."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang.claiming import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.extract.claims.profiles import Profile
    from recoupe.lang.claiming import Word

_KIN = 0.55  # letters that two words of one family share at least, of the longer one
_SYNONYM = 0.8  # what a shared meaning counts, where a shared word counts 1
_COMMON = 40  # a key of more statements than this proposes only neighbours
_OTHER = {"+": "-", "-": "+"}
_TWO = 2
_NONE = (0.0, 0)
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
    of_a, of_b = _kindred(a, b)
    mine, theirs = _poles(a, b) if against else (0.0, 0.0)
    if not of_a:
        sx, sy = a.clauses[0].sign, b.clauses[0].sign
        return Match(agree=(sx == sy) != against, opposed=against, sign_a=sx, sign_b=sy)
    weight, pointed = 0.0, False
    clauses: dict[tuple[int, int], float] = {}
    for m, (near, n) in of_a.items():
        s, t = a.terms[m], b.terms[n]
        shared = near * min(s.weight, t.weight)
        weight += shared
        pointed = pointed or (s.pointed if a.index > b.index else t.pointed)
        clauses[s.clause, t.clause] = clauses.get((s.clause, t.clause), 0.0) + shared
    x, y = max(clauses, key=lambda k: (clauses[k], -k[0], -k[1]))
    sx, sy = a.clauses[x].sign, b.clauses[y].sign
    return Match(
        weight=weight,
        terms=len(of_a),
        of_a=min((mine + sum([near * a.terms[m].weight for m, (near, _) in of_a.items()])) / a.weight, 1.0),
        of_b=min((theirs + sum([near * b.terms[n].weight for n, near in of_b.items()])) / b.weight, 1.0),
        agree=(sx == sy) != against,
        opposed=against,
        sign_a=sx,
        sign_b=sy,
        pointed=pointed,
    )


def _kindred(a: Profile, b: Profile) -> tuple[dict[int, tuple[float, int]], dict[int, float]]:
    """For each term of `a` how near its nearest of `b` is, and which; for each of `b` how near."""
    of_a: dict[int, tuple[float, int]] = {}
    of_b: dict[int, float] = {}
    theirs = b.keys
    for key in [k for k in a.keys if k in theirs]:
        for m, n in itertools.product(a.keys[key], theirs[key]):
            near = kin(a.terms[m].word, b.terms[n].word, key)
            if near > of_a.get(m, _NONE)[0]:
                of_a[m] = near, n
            if near > of_b.get(n, 0.0):
                of_b[n] = near
    return of_a, of_b


def kin(a: Word, b: Word, key: str) -> float:
    """How much words `a` and `b`, found under `key`, are one: 1 the same, 0 not."""
    if a.stem == b.stem:
        return 1.0
    if key[0] == "=" or "-" in a.plain or "-" in b.plain:
        return _SYNONYM
    x, y = unaccented(a.plain), unaccented(b.plain)
    shorter, longer = sorted((len(x), len(y)))
    n = 0
    while n < shorter and x[n] == y[n]:
        n += 1
    share = n / longer
    return share if share >= _KIN else 0.0


def opposed(a: Profile, b: Profile) -> bool:
    """Whether one says a word and the other its opposite."""
    return bool(a.poles and b.poles) and any(_OTHER[s[0]] + s[1:] in b.poles and s not in b.poles for s in a.poles)


def _poles(a: Profile, b: Profile) -> tuple[float, float]:
    """What the words weigh that say opposite things: they are of one matter."""
    return (
        sum(t.weight for t in a.terms if any(_OTHER[s[0]] + s[1:] in b.poles for s in t.word.sets & a.poles)),
        sum(t.weight for t in b.terms if any(_OTHER[s[0]] + s[1:] in a.poles for s in t.word.sets & b.poles)),
    )


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
    common: dict[tuple[int, int], int] = defaultdict(int)
    for members in index.values():
        reach = len(members) if len(members) <= _COMMON else 4
        for n, i in enumerate(members):
            for j in members[n + 1 : n + reach]:
                common[i, j] += 1
    answers = [p.answers for p in profiles]
    near = {(i, j) for i, j in _neighbours(profiles) if answers[i] or answers[j]}
    for i, j in sorted(near | {p for p, n in common.items() if n >= _TWO or _short(profiles, p)}):
        yield profiles[i], profiles[j]


def _neighbours(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of statements near each other; a plea is near to every one."""
    for i, p in enumerate(profiles):
        last = len(profiles) if p.plea else min(i + _NEAR + 1, len(profiles))
        yield from ((i, j) for j in range(i + 1, last))
        if p.plea:
            yield from ((j, i) for j in range(i - _NEAR))


def _short(profiles: Sequence[Profile], pair: tuple[int, int]) -> bool:
    """Whether one shared word is much of one of the two."""
    return any(len(profiles[i].terms) <= _TWO or profiles[i].answers for i in pair)


def overlap(a: Profile, b: Profile) -> float:
    """Characters that the contents share, of those in either."""
    x, y = a.content, b.content
    if not x or not y or x[-1][1] <= y[0][0] or y[-1][1] <= x[0][0]:
        return 0.0
    both = sum(max(0, min(p[1], q[1]) - max(p[0], q[0])) for p in x for q in y)
    every = sum(q - p for p, q in x) + sum(q - p for p, q in y) - both
    return both / every if every else 0.0
