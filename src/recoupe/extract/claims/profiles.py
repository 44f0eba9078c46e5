"""Each statement as claims need it: weighted terms by clause, negation, who speaks and who is spoken of."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.extract.claims.lexicon import Lexicon, Word
    from recoupe.model import Actor, Doc, Span, Statement

_CUTS = frozenset(",;:.!?…()[]–—") | {"--", "..", "..."}
_WHOLE = frozenset({"not_negations", "falsehoods", "stresses"})  # phrases whose words say nothing alone
_PRAISE = frozenset({"ADJ", "ADV"})
_MARKED = 3  # a name has at least so many letters
_REFERRING = frozenset({"references", "pleas", "stresses"})
_DEEDS = frozenset({"references", "faults"})
_OPENING = 6  # words
_SLIGHTED = 4  # words between a noun for a saying and the word that calls it untrue
_FEW = 3  # words of its own that a reference to a saying may have
_MAX_WORDS = 400  # of one statement; the rest is not read


class Term(NamedTuple):
    """A word of a content that says what it is about; `weight` grows with its rarity in the article."""

    word: Word
    weight: float
    clause: int
    capital: bool
    pointed: bool
    pos: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause does to what it says: `sign` -1 where it negates it; `false` where it calls a saying untrue."""

    sign: int
    false: bool


@dataclass(frozen=True)
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
    inside: tuple[frozenset[str], frozenset[str]]
    around: tuple[frozenset[str], frozenset[str]]
    actors: frozenset[str]
    reports: bool
    slights: bool
    alludes: bool

    @cached_property
    def own(self) -> int:
        """How many words of its own the content has, other than those that refer to a saying or stress it."""
        return sum(
            not (t.word.sets & _REFERRING or (t.pos in _PRAISE and self.clauses[t.clause].false)) for t in self.terms
        )

    @cached_property
    def bare(self) -> bool:
        """Whether it has no words of its own ("it", "the allegations", "a lie", "guilty")."""
        return self.own == 0

    @cached_property
    def plea(self) -> bool:
        """Whether it answers any accusation ("guilty", "any wrongdoing")."""
        return self.own <= (_FEW if "anything" in self.sets else 0) and "pleas" in self.sets

    @cached_property
    def untrue(self) -> bool:
        """Whether it calls a saying untrue."""
        if self.statement.stance == "denies":
            return False
        if self.slights:
            return True
        if not any(c.false and c.sign > 0 for c in self.clauses):
            return False
        return self.own <= _FEW or bool(self.sets & {"references", "pronouns"})

    @cached_property
    def denial(self) -> bool:
        """Whether it denies, by its cue or by calling a saying untrue."""
        return self.statement.stance == "denies" or self.untrue

    @cached_property
    def repeats(self) -> bool:
        """Whether it only says again that something is untrue, not what."""
        return self.slights or (self.bare and self.lean < 0)

    @cached_property
    def answers(self) -> bool:
        """Whether it may be the answer to an assertion."""
        if self.question or self.statement.stance in {"doubts", "urges"}:
            return False
        return self.statement.stance == "denies" or any(c.sign < 0 or c.false for c in self.clauses)

    @cached_property
    def answerable(self) -> bool:
        """Whether it may be what somebody denies."""
        return self.statement.stance in {"asserts", "confirms", "urges"} and bool(self.terms) and not self.question

    @cached_property
    def accuses(self) -> bool:
        """Whether it says of somebody what is likely to be denied."""
        return "faults" in self.sets or "contested" in self.cue_sets

    def speaks_of(self, other: Profile) -> bool:
        """Whether the content names the speaker of `other`."""
        return bool(other.speaker & self.inside[not other.speaker_named]) or (
            other.statement.actor is not None and other.statement.actor in self.actors
        )

    def stands_by(self, other: Profile) -> bool:
        """Whether the sentence in which the content stands names the speaker of `other`."""
        return bool(other.speaker & self.around[not other.speaker_named])

    def sign_in(self, clause_sign: int) -> int:
        """Whether it says (1) or denies (-1) what a clause of that sign says."""
        return clause_sign * (-1 if self.statement.stance == "denies" or self.untrue else 1)

    @cached_property
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
        self.names = {a.id: self.named(a.name) for a in actors}

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
                if name in _WHOLE:
                    inside.update(dict.fromkeys(range(i, i + n), i))
        return inside, sets

    def named(self, phrase: str) -> frozenset[str]:
        """The words of `phrase` that may be of a name."""
        words = [w.strip("\"'“”«»(),.") for w in phrase.split()]
        found = [self.lex.word(w) for w in words if len(w) >= _MARKED and w[:1].isupper()]
        return frozenset(w.plain for w in found if "light" not in w.sets)

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


def profiles(page: Page, statements: Sequence[Statement]) -> list[Profile]:
    """The Profile of each of `statements` of `page`."""
    speakers = [_speaker(page, s) for s in statements]
    shared = _shared({words for words, named in speakers if named})
    return [
        _profile(page, i, s, (speakers[i][0] - shared or speakers[i][0], speakers[i][1]), _reports(statements, i))
        for i, s in enumerate(statements)
    ]


def _shared(speakers: set[frozenset[str]]) -> frozenset[str]:
    """The words that name speakers of whom none is the other ("party")."""
    found: set[str] = set()
    every = sorted(speakers, key=sorted)
    for i, a in enumerate(every):
        for b in every[i + 1 :]:
            if not (a <= b or b <= a):
                found |= a & b
    return frozenset(found)


def _reports(statements: Sequence[Statement], i: int) -> bool:
    """Whether the content of statement `i` holds another one with its cue: it says what a third one says."""
    spans = statements[i].content
    return any(
        o.cue and o.content and (o.source or o.who) and all(_within(x, spans) for x in (*o.cue, *o.content))
        for j, o in enumerate(statements)
        if j != i
    )


def _within(x: Span, spans: Iterable[Span]) -> bool:
    return any(a <= x[0] and x[1] <= b for a, b in spans)


def _profile(page: Page, index: int, s: Statement, speaker: tuple[frozenset[str], bool], reports: bool) -> Profile:  # noqa: FBT001
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
        speaker=speaker[0],
        speaker_named=speaker[1],
        inside=_spoken_of(page, inside),
        around=_spoken_of(page, _around(page, sentence, source)),
        actors=page.actors_in(s.content),
        reports=reports,
        slights=_slights(page, inside),
        alludes=_alludes(page, inside[:_OPENING]),
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
            terms.setdefault(
                word.plain, Term(word, _weight(page, word), len(clauses), capital, pointed, page.doc.tokens[i].pos)
            )
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


def _slights(page: Page, tokens: list[int]) -> bool:
    """Whether it speaks of sayings as untrue in passing ("these false allegations")."""
    near = -_SLIGHTED
    referred = -_SLIGHTED
    for n, i in enumerate(tokens):
        sets = page.words[i].sets
        if "falsehoods" in sets or "falsehoods" in page.phrases.get(i, ()):
            near = n
        elif "sayings" in sets:
            referred = n
        elif "negations" in sets:
            near = -_SLIGHTED
        if abs(near - referred) < _SLIGHTED and min(near, referred) >= 0:
            return True
    return False


def _alludes(page: Page, tokens: list[int]) -> bool:
    """Whether it begins with a deed called alleged ("the alleged attack")."""
    sets = [page.words[i].sets for i in tokens]
    return any(("alleged" in a and b & _DEEDS) or ("alleged" in b and a & _DEEDS) for a, b in itertools.pairwise(sets))


def _speaker(page: Page, s: Statement) -> tuple[frozenset[str], bool]:
    """The words that name the speaker, and whether they are names; where there are none, the words that describe."""
    source = [i for span in s.source for i in page.tokens(span)]
    names = set(page.named(s.who)) if s.who and s.kind != "unnamed" else set()
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


def _around(page: Page, sentence: int, source: set[int]) -> list[int]:
    """The tokens of a sentence, the source left out."""
    if not page.doc.sentences:
        return []
    bounds = page.doc.sentences[sentence]
    return [i for i in range(bounds.first, min(bounds.last, bounds.first + _MAX_WORDS)) if i not in source]


def _spoken_of(page: Page, tokens: Iterable[int]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of `tokens` that may be names, and all."""
    words = [(page.doc.tokens[i].text, page.low[i]) for i in tokens]
    return frozenset(low for text, low in words if text[:1].isupper()), frozenset(low for _, low in words)
