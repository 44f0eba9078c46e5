"""A language's time words and rules made ready, once per process and language."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from recoupe import lang
from recoupe.errors import LanguageDataError
from recoupe.extract.dates import lexicon, numbers, patterns, vocabulary
from recoupe.extract.dates.items import MONEY
from recoupe.lang.dates import Dates, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recoupe.extract.dates.numbers import Features, Readings

SHARED = "shared"
"""The folder of the rules that languages have in common."""
STEPS = (1, 2, 3)
_FIRST_CHAR = 0xE000
_NONE: Features = {}


class Ready(NamedTuple):
    """A rule compiled: one of its patterns, its classes and features, and its rank (lower wins a tie)."""

    rule: Rule
    pattern: patterns.Compiled
    makes: tuple[str, ...]
    features: Features
    rank: int


class Grammar(NamedTuple):
    """Everything that reading a language's dates needs. `chars` maps a set of classes to its signature."""

    data: Dates
    words: lexicon.Lexicon
    chars: Mapping[frozenset[str], str]
    steps: tuple[tuple[Ready, ...], ...]


@functools.cache
def of(code: str) -> Grammar | None:
    """The grammar of language `code`, None where dates are not covered."""
    data = lang.load(Dates, code)
    return build(data, code) if data else None


def build(data: Dates, code: str) -> Grammar:
    """Compile `data`: its own rules first, then the shared ones that it does not leave out."""
    shared = lang.load(Dates, SHARED)
    common = shared.rules if shared else ()
    rules = data.rules + tuple(r for r in common if r.name not in data.without)
    words = lexicon.build(data, code, _literals(rules))
    sets = {frozenset(r) for r in (*_leaves(words.root), *_samples(data), *_made(rules, data))}
    chars = {s: chr(_FIRST_CHAR + i) for i, s in enumerate(sorted(sets, key=sorted))}
    ready = tuple(_ready(rules, code, chars))
    return Grammar(data, words, chars, tuple(tuple(r for r in ready if r.rule.step == s) for s in STEPS))


def _literals(rules: tuple[Rule, ...]) -> dict[str, bool]:
    """The words that patterns name, each with whether it must tell of time by itself: nothing beside it does."""
    telling = vocabulary.TELLING | numbers.CLASSES | {name for rule in rules for name in rule.makes.split()}
    out: dict[str, bool] = {}
    for pattern in (p for rule in rules for p in rule.pattern):
        wanted = patterns.names(" ".join(word for word in pattern.split() if word[0] != "!"))
        alone = not any(n.partition("_")[0] in telling for n in wanted)
        literals = [n[1:] for n in patterns.names(pattern) if n[0] == "="]
        longest = max(literals, key=len, default="") if alone else ""
        out |= {word: word == longest or out.get(word, False) for word in literals}
    return out


def _ready(rules: tuple[Rule, ...], code: str, chars: Mapping[frozenset[str], str]) -> Iterator[Ready]:
    @functools.cache
    def holding(name: str) -> frozenset[str]:
        return frozenset(c for s, c in chars.items() if name in s)

    for rank, rule in enumerate(rules):
        for pattern in rule.pattern:
            try:
                compiled = patterns.compile_pattern(pattern, holding)
            except ValueError as e:
                raise LanguageDataError(f"{code}/{Dates.FILE}", rule.name, str(e)) from e
            if all(compiled.needs):
                yield Ready(rule, compiled, tuple(rule.makes.split()), vocabulary.features(rule.value), rank)


def _leaves(node: lexicon.Node) -> Iterator[Readings]:
    for key, value in node.items():
        if key == "":
            yield from (r for r in value if r)
        else:
            yield from _leaves(value)


def _samples(data: Dates) -> Iterator[Readings]:
    """Readings of every shape that numbers and clitics have."""
    shapes = [str(n) for n in (*range(100), 100, 640, 1000, 1001, 1010, 1901, 1910, 1950, 2000, 3000, 3010, 10000)]
    shapes += [f"{n:02d}" for n in range(10)] + [
        "0000",
        "0001",
        "2.5",
        "2,5",
        "2.55",
        "2.75",
        "2,55",
        "1,000",
        "1.000",
        "10:30",
        "10:30:15",
    ]
    shapes += ["2018-05-05", "2018-05-05T10:30", "5/5/2018", "5.5.2018", "5/5", "2018/19"]
    yield from (numbers.readings(s, order=data.order, decimal=data.decimal) for s in shapes)
    yield from (make(n) for n in (1, 20, 31, 100, 1000) for make in (numbers.worded, numbers.ordinal))
    yield from (numbers.ordinal(n, digits=True) for n in (1, 100))
    yield MONEY
    yield from ({name: _NONE} for name in data.prefix)


def _made(rules: tuple[Rule, ...], data: Dates) -> Iterator[Readings]:
    yield from (dict.fromkeys(rule.makes.split(), _NONE) for rule in rules)
    yield from (dict.fromkeys(fixed.makes.split(), _NONE) for fixed in data.fixed)
