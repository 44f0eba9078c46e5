"""The words of `names.toml` compiled for look-up: what a token can be, phrases that name known things, roles."""

from __future__ import annotations

import functools
import itertools
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.actors import ledger
from recoupe.lang import load
from recoupe.lang.letters import folded, spelled
from recoupe.lang.names import GivenNames, Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.lang.names import Words

COMMON, TITLE, PERSON, PEOPLE, HEAD, ORGANISATION, DOCUMENT, CROWD, PAIR, ADJECTIVE = (1 << i for i in range(10))
MASCULINE, FEMININE, GIVEN, PARTICLE, LINK, PREPOSITION, PLACE_MARK, FROM_MARK = (1 << i for i in range(10, 18))
DEFINITE, INDEFINITE, POSSESSIVE, PLURAL, UNNAMED, FORMER, RELATIVE, COORDINATOR = (1 << i for i in range(18, 26))
GENITIVE, SUFFIX, COPULA, AGENT, GOVERNMENT, BUSINESS, PAPER, MEDIUM, EVENT, GROUND, INSTITUTION = (
    1 << i for i in range(26, 37)
)
DETERMINER = DEFINITE | INDEFINITE | POSSESSIVE
NOUN = PERSON | PEOPLE | ORGANISATION | DOCUMENT | CROWD | PAIR
_DECLINED = NOUN | HEAD | GOVERNMENT | MEDIUM | EVENT | GROUND | INSTITUTION | TITLE | GIVEN

_ALIKE = PERSON | ORGANISATION | DOCUMENT | HEAD
_COMPOUNDED = PERSON | ORGANISATION | BUSINESS | DOCUMENT | MASCULINE | FEMININE
_PART, _PARTS = 3, 6  # letters before, and of, the last part of a word written in one
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ＇‘", "'") | dict.fromkeys("‐‑", "-") | {"\u00a0": " ", "\u202f": " "})
_CACHED_WORDS = 50_000
_SHORT = 4
_STEM = 2  # letters: a shorter stem is none
_LONG = 4  # letters of a word whose capital tells of a headline


class Entity(NamedTuple):
    """What a name names: `kind` country, capital, seat, known, place or adjective; `name` in the ledger's language."""

    kind: str
    name: str
    country: str = ""
    shout: bool = False  # a short name all in capitals, which lower case would confuse with a word
    spelled: str = ""  # the nominative, in a language with cases


class Word(NamedTuple):
    """What is known of a token's text: plain lower case, without accents too, flags, whether a capital, whether all.

    `long`: a word of some letters, whose capital tells whether a line is a headline.
    """

    low: str
    fold: str
    flags: int
    cap: bool
    shouted: bool = False
    long: bool = False


Phrases = dict[str, list[tuple[tuple[str, ...], Entity]]]


def plain(text: str) -> str:
    """Lower case with plain apostrophes, hyphens and spaces."""
    return text.lower() if text.isascii() else folded(text.translate(_APOSTROPHES).lower())


def fold(text: str) -> str:
    """`text` in plain lower case without accents."""
    return _bare(plain(text))


def _bare(low: str) -> str:
    """`low` without accents."""
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All look-ups of one language; `shouts` are adjectives in capitals, `cache` remembers the words seen."""

    names: Names
    flags: dict[str, int]
    adjectives: dict[str, str]
    shouts: frozenset[str]
    phrases: Phrases
    roles: Phrases
    titles: dict[str, tuple[str, str, bool]]
    pronouns: dict[str, frozenset[str]]
    endings: tuple[str, ...]
    heads_first: bool
    nouns_capital: bool
    cache: dict[str, Word] = field(default_factory=dict)

    def word(self, text: str) -> Word:
        """The Word of a token's text."""
        found = self.cache.get(text)
        if found is None:
            if len(self.cache) >= _CACHED_WORDS:
                self.cache.clear()
            self.cache[text] = found = self._make(text)
        return found

    def _make(self, text: str) -> Word:
        low = plain(text)
        flags = self.flags.get(low, 0) | (_hyphenated(low, self.flags) if "-" in low else 0)
        if not flags and self.names.grammar.compounds:
            flags = self._compound(low)
        if not flags and text[:1].isupper() and not low.isascii():
            flags = _given(self.flags.get(_bare(low), 0))
        if not flags & (NOUN | COMMON) and text.islower() and len(low) > _SHORT and low.endswith(self.endings):
            flags |= AGENT
        for plural, singular in self.names.plurals:
            if plural == singular and low.endswith(plural) and self.flags.get(low, 0) & _ALIKE:
                break  # "Sänger" may be one or several: its article tells
            if low.endswith(plural) and len(low) > len(plural) + 1:
                base = self.flags.get(low[: len(low) - len(plural)] + singular, 0)
                flags |= base & FORMER
                if base & (PERSON | ORGANISATION | DOCUMENT | HEAD):
                    flags |= PLURAL | (base & (DOCUMENT | ORGANISATION)) | (PEOPLE if base & PERSON else 0)
                    flags &= ~PERSON
                    break
        upper = (
            text[:1].isupper()
            or _address(text)
            or (not text.islower() and any(a.islower() and b.isupper() for a, b in _pairs(text)))
        )
        long = len(low) >= _LONG and low[0].isalpha()
        return Word(low, _bare(low), flags, upper, text.isupper() and len(text) > 1, long)

    def _compound(self, low: str) -> int:
        """What the last part of a word written in one tells: "Investmentbanker", "opinieonderzoek"."""
        for i in range(_PART, len(low) - _PARTS + 1):
            if flags := self.flags.get(low[i:], 0) & _COMPOUNDED:
                return flags
        return 0

    def either_number(self, low: str) -> bool:
        """Whether the noun `low` is the same in singular and plural."""
        return any(plural == singular and low.endswith(plural) for plural, singular in self.names.plurals)


def _given(flags: int) -> int:
    """`flags` of a word without its accents if it is a given name: the lists write those without."""
    return flags & (GIVEN | MASCULINE | FEMININE) if flags & GIVEN else 0


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Neighbouring letters, a hyphen or apostrophe skipped: "al-Hakim", "iPhone"."""
    letters = text.replace("-", "").replace("'", "").replace("’", "")[:24]
    return itertools.pairwise(letters)


def _address(text: str) -> bool:
    """Whether the text is a host's name or a handle: "weather.com", "@reader"."""
    if text[0] == "@":
        return len(text) > 1
    stem, dot, end = text.rpartition(".")
    return bool(dot) and stem.replace(".", "").isalpha() and end.isalpha() and len(stem) > 1 and len(end) > 1


def _hyphenated(low: str, flags: dict[str, int]) -> int:
    """What the last part of a compound tells: "ex-minister", "singer-songwriter"."""
    return flags.get(low.rpartition("-")[2], 0) & (PERSON | ORGANISATION | MASCULINE | FEMININE | DOCUMENT)


def inflected(word: str, rows: Sequence[Words]) -> Iterator[str]:
    """All forms of `word` by the first of `rows` whose first ending it has."""
    for row in rows:
        if word.endswith(row[0]):
            stem = word[: len(word) - len(row[0])]
            yield from (stem + ending for ending in row)
            return
    yield word


def declined(text: str, rows: Sequence[Words]) -> Iterator[str]:
    """The forms of a phrase in every case: of its first word, its first two, and all of its words."""
    yield text
    if not rows:
        return
    words = text.split(" ")
    forms = [_cases(w, rows) for w in words]
    for case in range(1, len(rows[0]) if rows else 0):
        for n in dict.fromkeys((1, min(2, len(words)), len(words))):
            yield " ".join([*(f[case] for f in forms[:n]), *words[n:]])


def _cases(word: str, rows: Sequence[Words]) -> Words:
    """`word` in every case."""
    row = None if word.isascii() or word.isupper() else next((r for r in rows if word.endswith(r[0])), None)
    if row is None or len(word) <= len(row[0]) + 1:
        return (word,) * len(rows[0])
    stem = word[: len(word) - len(row[0])]
    return tuple(stem + ending for ending in row)


def _shared(words: Words) -> int:
    """How many letters all `words` begin with."""
    return next(
        (i for i, letters in enumerate(zip(*words, strict=False)) if len(set(letters)) > 1), min(map(len, words))
    )


@functools.cache
def _endings(rows: tuple[Words, ...]) -> Words:
    """What the rows change at the end of a word, the longest first."""
    found = {ending[_shared(row) :] for row in rows for ending in row} - {""}
    return tuple(sorted(found, key=lambda e: (-len(e), e)))


def stem(word: str, rows: tuple[Words, ...]) -> str:
    """`word` without its ending of case, three letters at least; the word itself in a language without cases."""
    if not rows or word.isascii():
        return word
    return next((word[: -len(e)] for e in _endings(rows) if word.endswith(e) and len(word) > len(e) + _STEM), word)


@functools.cache
def lexicon(code: str) -> Lexicon | None:
    """The Lexicon of language `code`, None where it has no names data."""
    names = load(Names, code)
    if names is None:
        return None
    adjectives = _adjectives(names)
    phrases: Phrases = {}
    for words, entity in _entities(names, code):
        known = entity._replace(spelled=words) if names.case_endings else entity
        for form in declined(words, names.case_endings):
            _add(phrases, form, known)
    roles: Phrases = {}
    for concept, texts in names.roles.items():
        for text in texts:
            for form in declined(text, names.case_endings):
                _add(roles, form, Entity("role", concept))
    for found in (*phrases.values(), *roles.values()):
        found.sort(key=lambda x: -len(x[0]))
    return Lexicon(
        names=names,
        flags=_flags(spelled(names), adjectives),
        adjectives=adjectives,
        shouts=frozenset(plain(a) for c in names.countries.values() for a in c.adjectives if a.isupper()),
        phrases=phrases,
        roles=roles,
        titles={
            folded(form): (t, v.gender, v.kept)
            for t, v in names.titles.items()
            for w in v.words
            for form in declined(w, names.case_endings)
        },
        pronouns=_pronouns(names),
        endings=names.people.endings,
        heads_first=names.grammar.heads_first,
        nouns_capital=names.grammar.nouns_capital,
    )


def _pronouns(names: Names) -> dict[str, frozenset[str]]:
    """What each pronoun can stand for."""
    names = spelled(names)
    out: dict[str, set[str]] = {}
    for kind in names.pronouns.__slots__:
        value = getattr(names.pronouns, kind)
        for w in value if isinstance(value, tuple) else ():
            out.setdefault(w, set()).add(kind)
    return {w: frozenset(kinds) for w, kinds in out.items()}


def _adjectives(names: Names) -> dict[str, str]:
    """Adjectives and people of countries, lower case, to ISO codes."""
    out = {}
    for code, country in names.countries.items():
        for a in country.adjectives:
            out.update(dict.fromkeys(inflected(plain(a), names.inflections), code))
        out.update((plain(p), code) for p in country.people)
    return out


def _all_cases(words: Iterable[str], rows: Sequence[Words]) -> Iterator[str]:
    """Every word in every case."""
    return (form for w in words for form in declined(w, rows))


def _kinds(names: Names) -> tuple[tuple[Words, int], ...]:
    """The lists of `names` whose words have a flag."""
    g, a, p, t = names.grammar, names.articles, names.people, names.things
    return (
        (g.common, COMMON),
        (g.unnamed, UNNAMED),
        (g.former, FORMER),
        (g.links, LINK),
        (g.particles, PARTICLE),
        (g.prepositions, PREPOSITION),
        (g.place_marks, PLACE_MARK),
        (g.from_marks, FROM_MARK),
        (g.relatives, RELATIVE),
        (g.coordinators, COORDINATOR),
        (g.genitives, GENITIVE),
        (g.suffixes, SUFFIX),
        (g.copulas, COPULA),
        (a.masculine, DEFINITE | MASCULINE),
        (a.feminine, DEFINITE | FEMININE),
        (a.singular + a.either, DEFINITE),
        (a.plural, DEFINITE | PLURAL),
        (a.indefinite, INDEFINITE),
        (a.indefinite_plural, INDEFINITE | PLURAL),
        (a.possessive, POSSESSIVE),
        (p.masculine, PERSON | MASCULINE),
        (p.feminine, PERSON | FEMININE),
        (p.either, PERSON),
        (p.plural, PEOPLE | PLURAL),
        (p.pairs, PAIR),
        (t.heads, HEAD),
        (t.trades, HEAD),
        (t.organisations, ORGANISATION),
        (t.documents, DOCUMENT),
        (t.crowds, CROWD),
        (t.governments, GOVERNMENT),
        (t.businesses, ORGANISATION | BUSINESS),
        (t.papers, PAPER),
        (t.mediums, MEDIUM),
        (t.events, EVENT),
        (t.grounds, GROUND),
        (t.institutions, INSTITUTION | HEAD),
    )


def _flags(names: Names, adjectives: dict[str, str]) -> dict[str, int]:
    """Flags by word."""
    out: dict[str, int] = {}

    def put(words: Iterable[str], flag: int) -> None:
        for w in _all_cases(words, names.case_endings) if flag & _DECLINED else words:
            last = w.rpartition(" ")[2] if flag & NOUN and not names.grammar.heads_first else w.partition(" ")[0]
            out[last] = out.get(last, 0) | flag

    for words, flag in _kinds(names):
        put(words, flag)
    put((w for title in names.titles.values() for w in title.words), TITLE)
    put((w for w in adjectives if " " not in w), ADJECTIVE)
    given = load(GivenNames, ledger.SHARED)
    for words, gender in ((names.given_masculine, MASCULINE), (names.given_feminine, FEMININE)):
        put(words, GIVEN | gender)
    if given is not None:
        put(given.either, GIVEN)
        either = set(given.either)
        put((w for w in given.masculine if w not in either), GIVEN | MASCULINE)
        put((w for w in given.feminine if w not in either), GIVEN | FEMININE)
    return out


def _add(phrases: Phrases, text: str, entity: Entity) -> None:
    """Enter `text`, cut at spaces and, in a second form, after apostrophes."""
    whole = fold(text).split()
    cut = fold(text).replace("'", "' ").split()
    for words in {tuple(whole), tuple(cut)}:
        rows = phrases.setdefault(words[0], [])
        if all(rest != words[1:] for rest, _ in rows):
            rows.append((words[1:], entity))


def _entities(names: Names, code: str) -> Iterator[tuple[str, Entity]]:
    """All known names of things with what they name; the first of a name wins."""
    for name, words in names.known.items():
        yield from ((w, Entity("known", name, "", _shout(w))) for w in words)
    for name, seat in names.seats.items():
        yield from ((w, Entity("seat", name, seat.country, _shout(w))) for w in seat.words)
    for iso, country in names.countries.items():
        if iso in {"EU", "UN"}:
            continue
        yield from ((w, Entity("country", ledger.country(iso), iso, _shout(w))) for w in country.names)
        standard = ledger.capitals().get(iso, ())
        for i, w in enumerate(country.capitals):
            same = standard[i] if i < len(standard) else standard[0] if standard else w
            kind = "capital" if i == 0 or fold(standard[0] if standard else "") == fold(w) else "place"
            yield w, Entity(kind, same, iso)
        yield from ((a, Entity("adjective", a, iso)) for a in country.adjectives if " " in a)
    for iso, territory in ledger.territories(code).items():
        if len(iso) == 2 and iso not in {"EU", "UN", "ZZ", "XA", "XB", "EZ"} and "(" not in territory:  # noqa: PLR2004
            for c in names.grammar.coordinators:
                yield territory.replace("&", c), Entity("country", ledger.country(iso), iso)
    yield from ((w, Entity("place", w)) for w in names.places)


def _shout(word: str) -> bool:
    return word.isupper() and len(word) <= 4  # noqa: PLR2004


def match(phrases: Phrases, folds: Sequence[str], i: int, end: int) -> tuple[int, Entity] | None:
    """The longest phrase that begins at token `i` and ends before `end`: its length in tokens and what it names."""
    for rest, entity in phrases.get(folds[i], ()):
        last = i + 1 + len(rest)
        if last <= end and tuple(folds[i + 1 : last]) == rest:
            return last - i, entity
    return None
