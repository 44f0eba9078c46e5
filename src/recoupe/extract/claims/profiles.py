"""A statement as claims need it: weighted terms by clause, negation, who speaks and who is spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from recoupe.extract.claims.page import Page
    from recoupe.lang.claiming import Word
    from recoupe.model import Spans, Statement

_PRAISE = frozenset({"ADJ", "ADV"})
_REFERRING = frozenset({"references", "pleas", "stresses"})
_FEW = 3  # words of its own that a reference to a saying may have


class Term(NamedTuple):
    """A word of a content that says what it is about; `weight` grows with its rarity in the article.

    `pointed` is True where a word that points back ("such") stands before it.
    """

    word: Word
    weight: float
    clause: int
    pointed: bool
    pos: str = ""


class Clause(NamedTuple):
    """What a clause does to what it says: `sign` -1 where it negates it; `false` where it calls a saying untrue."""

    sign: int
    false: bool


class Speaker(NamedTuple):
    """The stems of the words that name a speaker (`named`), or else that describe one; none where nobody is known."""

    words: frozenset[str] = frozenset()
    named: bool = False


@dataclass(frozen=True)
class Profile:
    """A statement with what claims need of it.

    `index` is its place among the statements, `content` its own without an answer that it runs into, `sentence` the
    sentence in which it begins. `keys` has the indices of `terms` by the keys of their words. `sets` are those of
    claims.toml that the words of the content are in, `poles` the sides of opposites among them, `cue_sets` those of
    the cue's. `reports`: it says what another statement says. `slights`: it calls a saying untrue in passing.
    `alludes`: it speaks of a deed as known and unproven.
    """

    page: Page
    index: int
    statement: Statement
    content: Spans
    sentence: int
    tokens: tuple[int, ...]
    terms: tuple[Term, ...]
    clauses: tuple[Clause, ...]
    keys: dict[str, list[int]]
    weight: float
    numbers: frozenset[str]
    sets: frozenset[str]
    poles: frozenset[str]
    cue_sets: frozenset[str]
    question: bool
    speaker: Speaker
    reports: bool
    slights: bool
    alludes: bool

    @cached_property
    def own(self) -> int:
        """How many words of its own the content has, other than those that refer to a saying or stress it."""
        praise = any(c.false for c in self.clauses)
        return sum(
            [
                not (t.word.sets & _REFERRING or (praise and t.pos in _PRAISE and self.clauses[t.clause].false))
                for t in self.terms
            ]
        )

    @property
    def bare(self) -> bool:
        """Whether it has no words of its own ("it", "the allegations", "a lie", "guilty")."""
        return self.own == 0

    @cached_property
    def plea(self) -> bool:
        """Whether it answers any accusation ("guilty", "any wrongdoing")."""
        return "pleas" in self.sets and self.own <= (_FEW if "anything" in self.sets else 0)

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
        return self.statement.stance == "denies" or self.untrue or self.disavows

    @property
    def disavows(self) -> bool:
        """Whether its speaker denies in his own words ("we deny that ...")."""
        return "disavowals" in self.sets

    @cached_property
    def lean(self) -> int:
        """1 if it affirms, -1 if it negates, -2 if it denies."""
        if self.denial:
            return -2
        return -1 if any(c.sign < 0 for c in self.clauses) else 1

    @property
    def repeats(self) -> bool:
        """Whether it only says again that something is untrue, not what."""
        return self.slights or (self.bare and self.lean < 0)

    @cached_property
    def answers(self) -> bool:
        """Whether it may be the answer to an assertion."""
        if self.question or self.statement.stance in {"doubts", "urges"}:
            return False
        return self.denial or any(c.sign < 0 or c.false for c in self.clauses)

    @cached_property
    def answerable(self) -> bool:
        """Whether it may be what somebody denies."""
        return self.statement.stance in {"asserts", "confirms", "urges"} and bool(self.terms) and not self.question

    @property
    def accuses(self) -> bool:
        """Whether it says of somebody what is likely to be denied."""
        return "faults" in self.sets or "contested" in self.cue_sets

    @property
    def cited(self) -> bool:
        """Whether the article says who speaks."""
        return bool(self.statement.source) or self.statement.who is not None

    @cached_property
    def past(self) -> bool:
        """Whether its sentence tells it as what was said for long, or once."""
        return "formerly" in self.page.sets(self.page.around(self.sentence))

    @cached_property
    def inside(self) -> dict[bool, frozenset[str]]:
        """The stems of the words of the content: by True those that may be names or of a people, by False all."""
        return self._words(self.tokens)

    @cached_property
    def around(self) -> dict[bool, frozenset[str]]:
        """The same of the sentence in which the content begins, the source left out."""
        source = set(self.page.tokens(self.statement.source))
        return self._words(tuple(i for i in self.page.around(self.sentence) if i not in source))

    def _words(self, tokens: tuple[int, ...]) -> dict[bool, frozenset[str]]:
        stems, named = self.page.stems, self.page.named_so
        return {
            True: frozenset([stems[i] for i in tokens if named[i]]),
            False: frozenset([stems[i] for i in tokens]),
        }

    @cached_property
    def actors(self) -> frozenset[str]:
        """The actors that the content mentions."""
        return self.page.actors_in(self.content)

    def speaks_of(self, other: Profile) -> bool:
        """Whether the content names the speaker of `other`."""
        actor = other.statement.actor
        named = not other.speaker.words.isdisjoint(self.inside[other.speaker.named])
        return named or (actor is not None and actor in self.actors)

    def stands_by(self, other: Profile) -> bool:
        """Whether the sentence in which the content begins names the speaker of `other`."""
        return not other.speaker.words.isdisjoint(self.around[other.speaker.named])

    def sign_in(self, clause_sign: int) -> int:
        """Whether it says (1) or denies (-1) what a clause of that sign says."""
        return -clause_sign if self.denial else clause_sign
