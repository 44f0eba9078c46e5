"""What a statement is about: its words with their weight, clause by clause, numbers, and words that turn its sense."""

from __future__ import annotations

import functools
import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang import letters
from recoupe.lang.claiming import lexicon
from recoupe.link import terms
from recoupe.link.claims import background
from recoupe.link.stories import lexicon as translations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.lang.claiming import Word
    from recoupe.link.claims.facts import Said
    from recoupe.link.stories.lexicon import Look, Meanings

LONGEST = 3_000
"""Characters of a content that are read."""
_WORD = re.compile(
    r"\d+(?:[.,:]\d+)*|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|[^\W\d_]{1,5}['’](?=[^\W\d_]{2})"  # 1,000 is n't l' État
    r"|[^\W\d_]+(?:-[^\W\d_]+)*|[,;:.!?…؟؛،()\[\]–—]"
)
_CUTS = frozenset(",;:.!?…؟؛،()[]–—")
_SILENT = ("not_negations", "falsehoods", "stresses")
_REFERENCE = 0.4
_NUMBER = 3.0
_CACHED = 50_000


class Term(NamedTuple):
    """A word that says what a content is about, found by `keys`; `meanings` are what it may be in other languages.

    `weight` grows with its rarity in the language. `name`: it has a capital where none is due. `clause` it stands in.
    """

    plain: str
    keys: tuple[int, ...]
    weight: float
    clause: int
    name: bool
    number: bool
    meanings: Meanings
    bones: tuple[int, ...]


class Abroad(NamedTuple):
    """Which term stands where for who reads another language.

    By consonants (`bones`) and `numbers`. `meanings`: the terms that may mean a thing, with the root of the chance;
    `roots`: the same the other way round, term by term. `every`: all of these.
    """

    bones: dict[int, int]
    numbers: dict[int, int]
    meanings: dict[int, list[tuple[int, float]]]
    roots: list[list[tuple[int, float]]]
    every: frozenset[int]


class Places:
    """Which term stands where: made once, for a content is compared with many.

    `first` by its own key, `every` by all its keys; `abroad` is made for the first comparison with another language.
    """

    __slots__ = ("_abroad", "_terms", "every", "first")

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._abroad: Abroad | None = None
        self.first: dict[int, int] = {}
        self.every: dict[int, int] = {}
        for j, t in enumerate(terms):
            self.first.setdefault(t.keys[0], j)
            for key in t.keys:
                self.every.setdefault(key, j)

    @property
    def abroad(self) -> Abroad:
        """What other languages find the terms by."""
        if self._abroad is None:
            self._abroad = _abroad(self._terms)
        return self._abroad


class Content(NamedTuple):
    """`signs`: of each clause, -1 where it is negated. `sets`: of claims.toml that words of it are in.

    `poles`: the sides of opposites among them. `question`: it asks. `untrue`: it calls a saying untrue.
    """

    terms: tuple[Term, ...]
    signs: tuple[int, ...]
    weight: float
    sets: frozenset[str]
    poles: frozenset[str]
    pairs: frozenset[int]
    question: bool
    untrue: bool
    cue_sets: frozenset[str]
    places: Places
    name: bool
    number: bool


def content(said: Said, look: Look | None = None) -> Content:
    """Read the content of `said`; `look` is another lexicon than the package's, for measuring."""
    lex = lexicon(said.lang)
    texts = _WORD.findall(said.content[:LONGEST])
    words = [lex.word(t.translate(letters.DIGITS)) for t in texts]
    low = [w.plain for w in words]
    phrases = {i: list(lex.at(low, i)) for i, w in enumerate(low) if w in lex.phrases}
    quiet = {i for at, found in phrases.items() for n, name in found if name in _SILENT for i in range(at, at + n)}
    false = {at for at, found in phrases.items() for _, name in found if name == "falsehoods"}
    found, signs = _read(said, texts, words, quiet, false, look or translations.of(said.lang))
    sets = frozenset(s for w in words for s in w.sets) | {name for x in phrases.values() for _, name in x}
    own = sum("references" not in w.sets and w.tells for w in words)
    return Content(
        terms=found,
        signs=signs,
        weight=sum(t.weight for t in found),
        sets=sets,
        poles=frozenset(s for s in sets if s[0] in "+-"),
        pairs=_pairs(found),
        question=bool(low) and (low[-1] in "?؟" or "questions" in words[0].sets),
        untrue="falsehoods" in sets and own <= _FEW and said.stance != "denies",
        cue_sets=_sets_of(said.lang, said.cue),
        places=Places(found),
        name=any(t.name for t in found),
        number=any(t.number for t in found),
    )


_FEW = 3  # words besides, where a content only calls a saying untrue


def _read(  # noqa: PLR0917 -- one pass over the words needs all of it
    said: Said, texts: Sequence[str], words: Sequence[Word], quiet: set[int], false: set[int], look: Look
) -> tuple[tuple[Term, ...], tuple[int, ...]]:
    found: dict[str, Term] = {}
    signs = [1]
    filled, start = False, True
    for i, word in enumerate(words):
        if word.plain in _CUTS or "breaks" in word.sets:
            if filled:
                signs.append(1)
                filled = False
            start = start or word.plain in ".!?…؟:"
        if (i in false or "falsehoods" in word.sets or "negations" in word.sets) and (i in false or i not in quiet):
            signs[-1] = -1 if "negations" in word.sets else -signs[-1]
        elif word.tells and i not in quiet and word.plain not in _CUTS:
            filled = True
            if word.plain not in found:
                found[word.plain] = _term(said.lang, word, len(signs) - 1, look, name=_capital(texts[i], start=start))
        start = start and word.plain in _CUTS
    return tuple(found.values()), tuple(signs)


def _capital(text: str, *, start: bool) -> bool:
    return text[:1].isupper() and not start


@functools.lru_cache(_CACHED)
def _term(lang: str, word: Word, clause: int, look: Look, *, name: bool) -> Term:
    """One of all contents that have it so: many statements are in memory."""
    known = _known(lang, word.plain)
    keys, weight = _weighed(lang, word)
    meanings = look(known.stems) if known.stems else ()
    return Term(word.plain, keys, weight, clause, name, known.number, meanings, known.bones)


@functools.lru_cache(_CACHED)
def _weighed(lang: str, word: Word) -> tuple[tuple[int, ...], float]:
    """By what a word is found, and what it weighs."""
    known = _known(lang, word.plain)
    concepts = tuple(terms.hashed(f"{lang}{s}") for s in sorted(word.sets) if s[0] == "=")
    weight = _NUMBER if known.number else background.rarity(lang, known.stem)
    if "references" in word.sets:
        weight *= _REFERENCE
    family = terms.hashed(f"{lang}:{word.stem}")
    return tuple(dict.fromkeys((known.stem, family, *concepts))), weight


@functools.lru_cache(_CACHED)
def _known(lang: str, plain: str) -> terms.Word:
    found = next((t for t in terms.tokens(plain, lang) if t), None)
    return found.word if found else terms.Word(terms.hashed(plain), number=False, stems=(), bones=(), cut=False)


def _pairs(found: Sequence[Term]) -> frozenset[int]:
    """Words that follow each other, in the order of the content."""
    return frozenset((a.keys[0] * 31 + b.keys[0] * 17) & 0x7FFFFFFF for a, b in pairwise(found))


def _abroad(found: Sequence[Term]) -> Abroad:
    bones: dict[int, int] = {}
    meanings: dict[int, list[tuple[int, float]]] = {}
    roots = [[(m, math.sqrt(chance)) for m, chance in t.meanings] for t in found]
    for j, t in enumerate(found):
        for bone in t.bones:
            bones.setdefault(bone, j)
        for meaning, root in roots[j]:
            meanings.setdefault(meaning, []).append((j, root))
    numbers = {t.keys[0]: j for j, t in enumerate(found) if t.number}
    return Abroad(bones, numbers, meanings, roots, frozenset((*bones, *numbers, *meanings)))


def share(a: Content, b: Content, *, across: bool) -> int:
    """How many words two contents can share, 2 standing for more; across languages only whether they can."""
    if across:
        return 0 if a.places.abroad.every.isdisjoint(b.places.abroad.every) else 2
    mine, theirs = a.places.every, b.places.every
    if mine.keys().isdisjoint(theirs):
        return 0
    shared = {mine[key] for key in mine.keys() & theirs.keys()}
    return min(len(shared), 2)


@functools.lru_cache(_CACHED)
def _sets_of(lang: str, text: str) -> frozenset[str]:
    lex = lexicon(lang)
    words = [lex.word(t) for t in _WORD.findall(text[:200])]
    low = [w.plain for w in words]
    phrases = {name for i, w in enumerate(low) if w in lex.phrases for _, name in lex.at(low, i)}
    return frozenset(s for w in words for s in w.sets) | phrases


def least(a: Content, b: Content) -> float:
    """The weight of the lighter one, never 0."""
    return max(min(a.weight, b.weight), math.ulp(1.0))
