"""`language.toml`: how a language is written: clitics, abbreviations, quotation, script.

Words are lower case with `'` for any apostrophe; abbreviations stand in their usual case. A language without the file
is not covered, and its texts are read with the neutral defaults: nothing is split off words, and only acronyms and
initials keep their full stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what must come out: tokens (blank between), sentences, quotations (without their marks)."""

    text: str
    tokens: str = ""
    sentences: Words = ()
    quotations: Words | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """All of `language.toml`.

    elisions: beginnings cut off a word ("l'" of "l'eau"). enclitics: endings cut off, one after another ("-il"
    and "-t" of "a-t-il", "n't" of "can't"). unsplit: words that look as if they had such a part but are whole.
    clitics: short words written on to the next one, cut off it where the language's data know what is left;
    free_clitics: those of them that are cut off any word that the data do not know whole.
    finals: letters that stand at the end of words only; initials: those that stand at the beginning only, behind
    clitics at most. Inside a word they tell that a blank was lost.
    abbreviations: may end a sentence, and do before one of `starters`; titles: never do; numbered: abbreviations
    only before a number ("no. 5"). starters: words that often begin a sentence and are seldom capitalised inside.
    frequent: function words that every text is full of and that texts of other languages are not; they tell the
    language.
    apostrophe_words: words that begin with an apostrophe ("'tis"). dialogue_dash: a paragraph that begins with a
    dash is speech. ordinal_dot: a number with a full stop is an ordinal ("29. September").
    """

    FILE: ClassVar[str] = "language.toml"

    name: str = ""
    script: str = "Latn"
    direction: Literal["ltr", "rtl"] = "ltr"
    elisions: Words = ()
    enclitics: Words = ()
    clitics: Words = ()
    free_clitics: Words = ()
    unsplit: Words = ()
    finals: str = ""
    initials: str = ""
    abbreviations: Words = ()
    titles: Words = ()
    numbered: Words = ()
    starters: Words = ()
    frequent: Words = ()
    apostrophe_words: Words = ()
    dialogue_dash: bool = False
    ordinal_dot: bool = False
    examples: tuple[Example, ...] = ()


NEUTRAL = Language()
