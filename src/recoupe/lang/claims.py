"""`claims.toml`: the words by which statements affirm, negate and answer one another.

Words are lower case with `'` for any apostrophe. A trailing `*` stands for any ending ("accus*"); a phrase is written
as tokens with spaces and only its last word may have the star.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from recoupe.model import Stance  # noqa: TC001  # the loader reads the hint

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opposites:
    """Two sets of words; of one thing, what one set says the other contradicts ("innocent", "guilty")."""

    one: Words
    other: Words


@dataclass(frozen=True, slots=True)
class Example:
    """Two statements of different speakers, in an article, and whether the second disputes the first."""

    asserted: str
    answer: str
    disputed: bool
    stance: Stance = "asserts"


@dataclass(frozen=True, slots=True)
class Claims:
    """All of `claims.toml`.

    light: words that say nothing of what a statement is about. negations: words that negate their clause.
    not_negations: phrases that hold such a word and negate nothing ("not only"). breaks: words that begin a clause.
    falsehoods: words that call a saying untrue. truths: words that do so where negated ("not true").
    references: nouns for what somebody said or did ("allegation", "role"). sayings: those for what somebody said.
    disavowals: what somebody says who denies in his own words ("we deny").
    pronouns: words that can stand for it alone. pointers: words before a noun that point back ("such").
    stresses: words that only stress a denial ("completely", "despicable").
    anything: words that take in all of a kind ("any"). alleged: words that call a deed unproven ("alleged").
    contested: cue words of what is likely to be answered ("accus*", "rumour*"). faults: what people are accused of.
    pleas: contents that answer any accusation ("guilty", "wrongdoing").
    promises: cue words of what a speaker will do. disclosures: cue words of what a speaker says at last of himself.
    formerly: words that tell of what was said for long, or once ("for years", "initially").
    questions: words that open an indirect question. endings: what is cut off a word before it is compared.
    synonyms: words of one meaning in the news. opposites: see Opposites.
    """

    FILE: ClassVar[str] = "claims.toml"

    light: Words = ()
    negations: Words = ()
    not_negations: Words = ()
    breaks: Words = ()
    falsehoods: Words = ()
    truths: Words = ()
    references: Words = ()
    sayings: Words = ()
    disavowals: Words = ()
    pronouns: Words = ()
    pointers: Words = ()
    stresses: Words = ()
    alleged: Words = ()
    anything: Words = ()
    contested: Words = ()
    faults: Words = ()
    pleas: Words = ()
    promises: Words = ()
    disclosures: Words = ()
    formerly: Words = ()
    questions: Words = ()
    endings: Words = ()
    synonyms: tuple[Words, ...] = ()
    opposites: tuple[Opposites, ...] = ()
    examples: tuple[Example, ...] = ()
