"""A Reading made into another one: other names, words, numbers, days and order, and every span where it belongs."""

from __future__ import annotations

import collections
import datetime as dt
import functools
import random
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recoupe import ids
from recoupe.model import Claim, Days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from recoupe.model import Actor, Article, DateMention, Reading, Span, Spans, Statement

RENAMED = frozenset({"person", "organisation", "place"})
BAND = 128  # words of like frequency that take each other's place
STAY = 0.3  # the share of words that a story keeps
FREQUENT = 0.3  # the share of a language's texts from which on a word belongs to all stories
DAY = dt.date(2024, 1, 1)  # on which the articles were read
_STAYS, _NUMBER, _NAME = -1, -2, -3  # pieces that are no words to exchange
_SPREAD = 0x9E3779B1

_PIECE = re.compile(r"\d+|[^\W\d_]+(?:[’'][^\W\d_]+)*")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+(?=\S)|\n+")
_SOUNDS = (  # one a column: Latin, Cyrillic, Hebrew and Arabic letters, and other forms of some of them
    ("bdgklmnrstp", "BDGKLMNRSTP", "бдгклмнрстп", "БДГКЛМНРСТП", "בדגקלמנרסטפ", "بدجكلمنرستپ"),
    ("", "", "", "", "   כ םן  תף", "   ق    صط "),
    ("", "", "", "", "", "  گک      ف"),
)


class Recipe(NamedTuple):
    """How an article is made of another: seeds for names, for words that a story shares and for its own words.

    reworded: the share of words that are its own. kept: the share of sentences that it has. shuffled: whether in
    another order.
    """

    names: int
    words: int
    own: int
    reworded: float
    kept: float
    shuffled: bool


class Words:
    """The words of a language that can be exchanged, in bands of like frequency."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        every = [set(words) for words in texts]
        count = collections.Counter(w for words in every for w in words)
        most = max(2, FREQUENT * len(every))
        ranked = sorted((w for w, n in count.items() if n <= most), key=lambda w: (-count[w], w))
        self._places = {w: i for i, w in enumerate(ranked)}
        self._ranked = ranked[: len(ranked) // BAND * BAND]

    def place(self, word: str) -> int:
        """The place of `word`; -1 where it stays what it is."""
        at = self._places.get(word, -1)
        return at if at < len(self._ranked) else -1

    def other(self, at: int, seed: int) -> str:
        """The word that takes the place of the one at `at`."""
        step = (at % BAND * (2 * (seed % 61) + 1) + seed // 61) % BAND
        return self._ranked[at // BAND * BAND + step]


class Source:
    """A Reading, cut into sentences, and these into pieces that are exchanged; what no piece has stays.

    Sentences that a span joins are one.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lang = reading.article.lang or ""
        self.names, held = _name_words(reading.actors)
        text = reading.article.text
        spans = list(_spans(reading))
        marks = sorted({at for span in spans for at in span})
        self.sentences = _sentences(text, spans)
        self.starts = [a for a, _ in self.sentences]
        found = (m.span() for m in _PIECE.finditer(text))
        whole = ((a, b, text[a:b]) for a, b in found if bisect_right(marks, a) == bisect_left(marks, b))
        self.pieces = [(a, b, piece) for a, b, piece in whole if piece not in held]
        self.words = [piece.lower() for _, _, piece in self.pieces if piece not in self.names]
        self._coded: list[list[tuple[int, int, str, int]]] = []

    def coded(self, words: Words) -> list[list[tuple[int, int, str, int]]]:
        """By sentence its pieces: start, end, text, and the place among `words`, or what else it is."""
        if not self._coded:
            self._coded = [[] for _ in self.sentences]
            for a, b, piece in self.pieces:
                code = _NUMBER if piece[0].isdigit() else _NAME if piece in self.names else words.place(piece.lower())
                if code != _STAYS:
                    self._coded[bisect_right(self.starts, a) - 1].append((a, b, piece, code))
        return self._coded


def recast(source: Source, recipe: Recipe, words: Words, *, name: str, site: str, at: dt.datetime) -> Reading:
    """The article called `name` that `recipe` makes of `source`, published on `site`."""
    luck = random.Random(recipe.own)
    kept = [n for n in range(len(source.sentences)) if n == 0 or luck.random() < recipe.kept]
    if recipe.shuffled:
        kept[1:] = luck.sample(kept[1:], len(kept) - 1)
    text, places = _written(source, recipe, words, kept)
    url = f"https://{site}/{name}"
    article = replace(
        source.reading.article,
        ref=url,
        id=ids.make("a", url, text),
        text=text,
        url=url,
        site=site,
        title=text.split("\n", maxsplit=1)[0],
        published=at.isoformat(),
        boilerplate=(),
    )
    return _filled(source, recipe, article, places)


class _Places:
    """Where what stood in the source stands now: by sentence, how far what comes after each place has moved."""

    def __init__(self, starts: Sequence[int]) -> None:
        self._starts = starts
        self.moved: dict[int, tuple[list[int], list[int]]] = {}

    def span(self, span: Span) -> Span | None:
        """The new place of `span`; None where its sentence is left out."""
        found = self.moved.get(bisect_right(self._starts, span[0]) - 1)
        if found is None:
            return None
        after, by = found
        a, b = span
        return a + by[bisect_right(after, a) - 1], b + by[bisect_right(after, b) - 1]

    def spans(self, spans: Spans) -> Spans | None:
        """The new places of all `spans`; None where one has none."""
        found = [self.span(s) for s in spans]
        whole = tuple(s for s in found if s)
        return whole if len(whole) == len(spans) else None


def _written(source: Source, recipe: Recipe, words: Words, kept: Sequence[int]) -> tuple[str, _Places]:
    """The text of the sentences `kept`, in this order, and where all stands now."""
    old = source.reading.article.text
    coded, places = source.coded(words), _Places(source.starts)
    digits, sounds = _digits(recipe.words), _sounds(recipe.names)
    own, least = recipe.own, int(recipe.reworded * 1000)
    out: list[str] = []
    length = 0
    for n in kept:
        at, end = source.sentences[n]
        after, by = [at], [length - at]
        begin = length
        for a, b, piece, code in coded[n]:
            if code == _NAME:
                new = piece.translate(sounds)
            elif code == _NUMBER:
                new = piece.translate(digits)
            elif (code * _SPREAD ^ own) % 1009 < least:
                new = _cased(words.other(code, own), piece)
            elif (code * _SPREAD ^ recipe.words) % 1009 < STAY * 1000:
                continue
            else:
                new = _cased(words.other(code, recipe.words), piece)
            out += (old[at:a], new)
            length += a - at + len(new)
            at = b
            after.append(b)
            by.append(length - b)
        out += (old[at:end], "\n" if n == 0 else " ")
        length += end - at + 1
        places.moved[n] = (after, by)
        assert length > begin
    return "".join(out[:-1]), places


def _filled(source: Source, recipe: Recipe, article: Article, places: _Places) -> Reading:
    """The facts whose sentences are kept, in their new places."""
    reading, sounds = source.reading, _sounds(recipe.names)

    def named(text: str) -> str:
        return _WORD.sub(lambda m: m[0].translate(sounds) if m[0] in source.names else m[0], text)

    people: dict[str, Actor] = {}
    for a in reading.actors:
        mentions = tuple(sorted(s for span in a.mentions if (s := places.span(span))))
        if mentions:
            name = named(a.name) if a.type in RENAMED else a.name
            people[a.id] = replace(a, id=ids.make("p", article.id, mentions[0], name), name=name, mentions=mentions)
    moved = (dt.date.fromisoformat(article.published[:10]) if article.published else DAY) - DAY
    said = {
        s.id: new
        for s in reading.statements
        if (new := _said(s, article.id, places, people=people, named=named, moved=moved))
    }
    timexes = (_dated(t, places, moved) for t in reading.timexes)
    claims = (
        tuple(replace(m, statement=said[m.statement].id) for m in c.members if m.statement in said)
        for c in reading.claims
    )
    return replace(
        reading,
        article=article,
        statements=tuple(said.values()),
        timexes=tuple(sorted((t for t in timexes if t), key=lambda t: (t.start, t.end))),
        actors=tuple({a.id: a for a in people.values()}.values()),
        claims=tuple(Claim(ids.make("c", min(m.statement for m in c)), c) for c in claims if len(c) > 1),
    )


def _said(
    s: Statement,
    article: str,
    places: _Places,
    *,
    people: Mapping[str, Actor],
    named: Callable[[str], str],
    moved: dt.timedelta,
) -> Statement | None:
    """A statement in its new place; None where a part of it is left out."""
    spans = [places.spans(x) for x in (s.content, s.source, s.cue)]
    content, who, cue = spans
    if content is None or who is None or cue is None:
        return None
    actor = people.get(s.actor or "")
    return replace(
        s,
        id=ids.make("s", article, content, who, cue),
        content=content,
        source=who,
        cue=cue,
        who=named(s.who) if s.who else s.who,
        to=named(s.to) if s.to else s.to,
        actor=actor.id if actor else None,
        said_on=_shifted(s.said_on, moved),
    )


def _dated(t: DateMention, places: _Places, moved: dt.timedelta) -> DateMention | None:
    span = places.span((t.start, t.end))
    return replace(t, start=span[0], end=span[1], days=_shifted(t.days, moved)) if span else None


def _shifted(days: Days | None, by: dt.timedelta) -> Days | None:
    return days and Days(days.first and days.first + by, days.last and days.last + by)


def _spans(reading: Reading) -> Iterator[Span]:
    """Every span of a fact."""
    for s in reading.statements:
        yield from (*s.content, *s.source, *s.cue)
        every = [*s.content, *s.source, *s.cue]
        yield min(a for a, _ in every), max(b for _, b in every)
    yield from ((t.start, t.end) for t in reading.timexes)
    yield from (span for a in reading.actors for span in a.mentions)


def _name_words(actors: Iterable[Actor]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of names that are changed, and those of names that stay: countries', which keep their codes."""
    renamed: set[str] = set()
    held: set[str] = set()
    for a in actors:
        (renamed if a.type in RENAMED else held).update(w for w in _WORD.findall(a.name) if w[0] == w[0].upper())
    return frozenset(renamed - held), frozenset(held)


def _sentences(text: str, spans: Iterable[Span]) -> list[Span]:
    """The sentences, roughly; those that a span joins as one."""
    cuts = [m.span() for m in _SENTENCE.finditer(text)]
    inside = sorted(spans)
    free = []
    reach, at = 0, 0
    for a, b in cuts:
        while at < len(inside) and inside[at][0] < b:
            reach = max(reach, inside[at][1])
            at += 1
        if reach <= a:
            free.append((a, b))
    starts = [0, *(b for _, b in free)]
    ends = [*(a for a, _ in free), len(text)]
    return list(zip(starts, ends, strict=True))


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word


@functools.lru_cache(4096)
def _digits(seed: int) -> dict[int, int]:
    """Digits for digits: none for 0, which a number must not begin with."""
    mixed = random.Random(seed).sample("123456789", 9)
    return {ord(a): ord(b) for a, b in zip("123456789", mixed, strict=True)}


@functools.lru_cache(4096)
def _sounds(seed: int) -> dict[int, int]:
    """Letters for letters, by what they sound like; the seed 0 leaves all as it is."""
    order = list(range(len(_SOUNDS[0][0])))
    if seed:
        random.Random(seed).shuffle(order)
    table: dict[int, int] = {}
    for row in _SOUNDS if seed else ():
        for letters, plain in zip(row, _SOUNDS[0], strict=True):
            table |= {ord(c): ord(plain[order[i]]) for i, c in enumerate(letters) if c != " "}
    return table
