"""Each statement as claims need it: weighted terms by clause, negation, who speaks and who is spoken of."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.claims.lexicon import Lexicon, Word, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.model import Actor, Doc, Span, Statement

_CUTS = frozenset(",;:.!?…()[]–—") | {"--", "..", "..."}
_MARKED = 3  # a name has at least so many letters
_REFERRING = frozenset({"references", "pleas"})
_FEW = 3  # words of its own that a reference to a saying may have
_MAX_WORDS = 400  # of one statement; the rest is not read


class Term(NamedTuple):
    """A word of a content that says what it is about; `weight` grows with its rarity in the article."""

    word: Word
    weight: float
    clause: int
    capital: bool
    pointed: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause does to what it says: `sign` -1 where it negates it; `false` where it calls a saying untrue."""

    sign: int
    false: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A statement with what claims need of it; `sentence` is the index of the sentence in which it begins."""

    index: int
    statement: Statement
    sentence: int
    terms: tuple[Term, ...]
    clauses: tuple[Clause, ...]
    keys: dict[str, list[int]]
    weight: float
    numbers: frozenset[str]
    sets: frozenset[str]
    cue_sets: frozenset[str]
    cited: bool
    question: bool
    speaker: frozenset[str]
    speaker_named: bool
    inside: frozenset[str]
    around: frozenset[str]
    actors: frozenset[str]

    @property
    def own(self) -> int:
        """How many words of its own the content has, other than those that refer to a saying."""
        return sum(not t.word.sets & _REFERRING for t in self.terms)

    @property
    def plea(self) -> bool:
        """Whether it answers any accusation ("guilty", "any wrongdoing")."""
        return self.own == 0 and any("pleas" in t.word.sets for t in self.terms)

    @property
    def untrue(self) -> bool:
        """Whether it calls a saying untrue."""
        if self.statement.stance == "denies" or not any(c.false and c.sign > 0 for c in self.clauses):
            return False
        return self.own <= _FEW or bool(self.sets & {"references", "pronouns"})

    @property
    def answers(self) -> bool:
        """Whether it may be the answer to an assertion."""
        if self.question or self.statement.stance in {"doubts", "urges"}:
            return False
        return self.statement.stance == "denies" or any(c.sign < 0 or c.false for c in self.clauses)

    @property
    def answerable(self) -> bool:
        """Whether it may be what somebody denies."""
        return self.statement.stance in {"asserts", "confirms", "urges"} and bool(self.terms) and not self.question

    def sign_in(self, clause_sign: int) -> int:
        """Whether it says (1) or denies (-1) what a clause of that sign says."""
        return clause_sign * (-1 if self.statement.stance == "denies" or self.untrue else 1)

    @property
    def lean(self) -> int:
        """1 if it affirms, -1 if it denies or negates, twice that for a denial."""
        if self.statement.stance == "denies" or self.untrue:
            return -2
        return -1 if any(c.sign < 0 for c in self.clauses) else 1


class Page:
    """A doc with what all its statements share: plain words, sentences by offset, how rare each word family is."""

    def __init__(self, doc: Doc, lex: Lexicon, actors: Sequence[Actor]) -> None:
        self.doc, self.lex = doc, lex
        self.words = [lex.word(t.text) for t in doc.tokens]
        self.low = [w.plain for w in self.words]
        self.starts = [t.start for t in doc.tokens]
        self.sentence_starts = [s.start for s in doc.sentences]
        self.rarity = self._rarities()
        self.marked, self.phrases = self._phrases()
        self.mentions = sorted((a, b, actor.id) for actor in actors for a, b in actor.mentions)
        self.names = {a.id: frozenset(_names(a.name)) for a in actors}

    def _rarities(self) -> dict[str, float]:
        df: dict[str, int] = {}
        for s in self.doc.sentences:
            for key in {self.words[i].keys[0] for i in range(s.first, s.last)}:
                df[key] = df.get(key, 0) + 1
        n = len(self.doc.sentences)
        return {k: math.log(1 + n / v) for k, v in df.items()}

    def _phrases(self) -> tuple[dict[int, int], dict[int, set[str]]]:
        """First tokens of the phrases whose words no longer count alone, by token; sets of phrases by first token."""
        inside: dict[int, int] = {}
        sets: dict[int, set[str]] = {}
        for i in range(len(self.low)):
            if self.low[i] not in self.lex.phrases:
                continue
            for n, name in self.lex.at(self.low, i):
                sets.setdefault(i, set()).add(name)
                if name in {"not_negations", "falsehoods"}:
                    inside.update(dict.fromkeys(range(i, i + n), i))
        return inside, sets

    def tokens(self, span: Span) -> range:
        """The tokens that begin in `span`."""
        return range(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1]))

    def sentence(self, offset: int) -> int:
        """The index of the sentence at `offset`."""
        return max(bisect_right(self.sentence_starts, offset) - 1, 0)

    def actors_in(self, spans: Iterable[Span]) -> frozenset[str]:
        """The actors mentioned inside `spans`."""
        found = set()
        for a, b in spans:
            i = bisect_left(self.mentions, (a, a, ""))
            while i < len(self.mentions) and self.mentions[i][0] < b:
                found.add(self.mentions[i][2])
                i += 1
        return frozenset(found)


def _names(text: str) -> list[str]:
    words = [w.strip("\"'“”«»(),.") for w in text.split()]
    return [plain(w) for w in words if len(w) >= _MARKED and w[:1].isupper()]


def profile(page: Page, index: int, s: Statement) -> Profile:
    """Make the Profile of statement `s`, the `index`th of `page`."""
    inside = [i for span in s.content for i in page.tokens(span)][:_MAX_WORDS]
    source = {i for span in s.source for i in page.tokens(span)}
    cue = [i for span in s.cue for i in page.tokens(span)]
    terms, clauses = _read(page, inside)
    keys: dict[str, list[int]] = {}
    for n, t in enumerate(terms):
        for key in t.word.keys:
            keys.setdefault(key, []).append(n)
    at = s.content[0][0] if s.content else 0
    sentence = page.sentence(at)
    speaker, named = _speaker(page, s, source)
    return Profile(
        index=index,
        statement=s,
        sentence=sentence,
        terms=terms,
        clauses=clauses,
        keys=keys,
        weight=sum(t.weight for t in terms),
        numbers=frozenset(page.low[i] for i in inside if page.low[i][:1].isdigit()),
        sets=_sets(page, inside),
        cue_sets=_sets(page, cue),
        cited=bool(source) or s.who is not None,
        question=_question(page, inside),
        speaker=speaker,
        speaker_named=named,
        inside=frozenset(page.low[i] for i in inside),
        around=_around(page, s, sentence, source, inside),
        actors=page.actors_in(s.content),
    )


def _sets(page: Page, tokens: Iterable[int]) -> frozenset[str]:
    found: set[str] = set()
    for i in tokens:
        found |= page.words[i].sets
        found |= page.phrases.get(i, set())
    return frozenset(found)


def _read(page: Page, tokens: list[int]) -> tuple[tuple[Term, ...], tuple[Clause, ...]]:
    """The terms and clauses of a content. A clause that only negates or calls untrue hands that on to the next."""
    terms: dict[str, Term] = {}
    clauses: list[Clause] = []
    negated = false = filled = False
    first = tokens[0] if tokens else 0
    for i in tokens:
        word = page.words[i]
        alone = page.marked.get(i, -1) < first
        if page.doc.tokens[i].text in _CUTS or "breaks" in word.sets:
            if filled:
                clauses.append(Clause(-1 if negated else 1, false))
                negated = false = filled = False
            continue
        phrase = page.phrases.get(i, ())
        false = false or "falsehoods" in phrase or ("falsehoods" in word.sets and alone)
        if "negations" in word.sets and alone:
            negated = True
        elif alone and _tells(page, i):
            filled = True
            capital = page.doc.tokens[i].text[:1].isupper()
            pointed = i > 0 and "pointers" in page.words[i - 1].sets
            terms.setdefault(word.plain, Term(word, _weight(page, word), len(clauses), capital, pointed))
    if filled or negated or false or not clauses:
        clauses.append(Clause(-1 if negated else 1, false))
    return tuple(terms.values()), tuple(clauses)


def _tells(page: Page, i: int) -> bool:
    """Whether the word says what the content is about."""
    word = page.words[i]
    if word.sets & {"light", "falsehoods", "truths", "pronouns"}:
        return False
    return word.plain[:1].isalnum() and (page.lex.covered or len(word.plain) >= _MARKED)


def _weight(page: Page, word: Word) -> float:
    rare = page.rarity.get(word.keys[0], 1.0)
    return rare * 0.3 if "references" in word.sets else rare


def _question(page: Page, tokens: list[int]) -> bool:
    if not tokens:
        return False
    doc = page.doc
    after = tokens[-1] + 1
    end = doc.tokens[tokens[-1]].text == "?" or (after < len(doc.tokens) and doc.tokens[after].text == "?")
    before = tokens[0] - 1
    indirect = "questions" in page.words[tokens[0]].sets or (before >= 0 and "questions" in page.words[before].sets)
    return end or indirect


def _speaker(page: Page, s: Statement, source: set[int]) -> tuple[frozenset[str], bool]:
    """The words that name the speaker, and whether they are names; where there are none, the words that describe."""
    names = set(_names(s.who)) if s.who and s.kind != "unnamed" else set()
    names |= {page.low[i] for i in source if _is_name(page, i)}
    if s.actor:
        names |= page.names.get(s.actor, frozenset())
    if names:
        return frozenset(names), True
    told = [page.words[i] for i in source] or [page.lex.word(w) for w in (s.who or "").split()]
    return frozenset(w.plain for w in told if "light" not in w.sets and len(w.plain) >= _MARKED), False


def _is_name(page: Page, i: int) -> bool:
    text = page.doc.tokens[i].text
    return len(text) >= _MARKED and text[0].isupper() and "light" not in page.words[i].sets


def _around(page: Page, s: Statement, sentence: int, source: set[int], inside: list[int]) -> frozenset[str]:
    """The words of the content and of the rest of its sentence, the source left out."""
    words = {page.low[i] for i in inside}
    if page.doc.sentences:
        bounds = page.doc.sentences[sentence]
        for i in range(bounds.first, min(bounds.last, bounds.first + _MAX_WORDS)):
            if i not in source:
                words.add(page.low[i])
    return frozenset(words)
