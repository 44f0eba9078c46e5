"""A Doc with the look-ups that finding statements needs: plain words, quotations by token, units of text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.extract.statements.lexicon import Lexicon
    from recoupe.model import DateMention, Doc, Span

OPEN_PUNCTUATION = frozenset("([{«“„‹‘\"'")
_PAUSES = frozenset({",", ";", ":"})
_BREAKS = _PAUSES | {"-", "—", "–", ".", "?", "!"}
_FIRST = frozenset({"self", "selves"})
_VERBS = frozenset({"VERB", ""})
_PERSONAL = 0.012  # share of the first person among the words of a text that its teller stands in


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens `first` to `last` (exclusive) that are read as one sentence.

    `quote` is the index of the quotation that the unit lies in, -1 outside. Outside, sentences that a quotation
    spans are one unit; inside, every sentence of the quotation is one.
    """

    first: int
    last: int
    quote: int = -1


@dataclass(frozen=True, slots=True)
class View:
    """`low` are the plain words, `pos` the tags, `inner`/`outer` the innermost and outermost quotation of each token.

    `time` says whether it belongs to an expression of time, `speaks` whether it may be a verb of speech (`verbs` are
    the tokens that may), `category` what it is: a quotation mark, "TIME", a kind of function word, another mark itself,
    else its tag; `words` whether it has a letter or digit, `marks` whether it is a quotation mark. `breaks` are
    the tokens that may end a content, `boundaries` remembers what was found out about them; `pauses` are the commas,
    semicolons and colons. `personal`: a text whose teller says "I" or "we".
    """

    doc: Doc
    lex: Lexicon
    low: list[str]
    pos: list[str]
    inner: list[int]
    outer: list[int]
    units: tuple[Unit, ...]
    starts: list[int]
    time: list[bool]
    speaks: list[bool]
    verbs: list[int]
    category: list[str]
    words: list[bool]
    marks: list[bool]
    breaks: list[int]
    pauses: list[int]
    boundaries: dict[int, str]
    personal: bool

    def speaking(self, first: int, last: int) -> list[int]:
        """The tokens from `first` to `last` (exclusive) that may be verbs of speech."""
        return self.verbs[bisect_left(self.verbs, first) : bisect_left(self.verbs, last)]

    def pausing(self, first: int, last: int) -> list[int]:
        """The commas, semicolons and colons from token `first` to `last` (exclusive)."""
        return self.pauses[bisect_left(self.pauses, first) : bisect_left(self.pauses, last)]

    def tokens(self, span: Span) -> tuple[int, int]:
        """First and last (exclusive) token of the characters `span`."""
        first = bisect_left(self.starts, span[0])
        inside = first > 0 and self.doc.tokens[first - 1].end > span[0]
        return first - inside, bisect_left(self.starts, span[1])

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens `first` to `last` (exclusive)."""
        return self.doc.tokens[first].start, self.doc.tokens[last - 1].end

    def is_mark(self, i: int) -> bool:
        """Whether token `i` is a quotation mark."""
        return self.marks[i]

    def is_word(self, i: int) -> bool:
        """Whether token `i` has a letter or digit."""
        return self.words[i]

    def upper(self, i: int) -> bool:
        """Whether token `i` starts with a capital."""
        return self.doc.tokens[i].text[:1].isupper()


def view(doc: Doc, lex: Lexicon, timexes: Iterable[DateMention] = ()) -> View:
    """Make the View of `doc`, whose expressions of time are `timexes`."""
    starts = [t.start for t in doc.tokens]
    inner, outer = [-1] * len(starts), [-1] * len(starts)
    for q, quotation in enumerate(doc.quotations):
        for i in range(bisect_left(starts, quotation.inner[0]), bisect_left(starts, quotation.inner[1])):
            inner[i] = q
            outer[i] = q if outer[i] < 0 else outer[i]
    known, form_of = lex.forms, lex.form
    forms = [known.get(t.text) or form_of(t.text) for t in doc.tokens]
    low = [form.low for form in forms]
    pos = [t.pos for t in doc.tokens]
    category = [form.kind or tag for form, tag in zip(forms, pos, strict=True)]
    time = [False] * len(starts)
    for t in timexes:
        for i in range(bisect_left(starts, t.start), bisect_left(starts, t.end)):
            time[i] = True
            category[i] = "mark" if forms[i].mark else "TIME"
    speaks = [form.verb and tag in _VERBS for form, tag in zip(forms, pos, strict=True)]
    verbs = [i for i, may in enumerate(speaks) if may]
    words, marks = [form.word for form in forms], [form.mark for form in forms]
    breaks = [i for i, w in enumerate(low) if w in _BREAKS or w in lex.boundary_words]
    units = _units(doc, outer, starts)
    personal = _is_personal(lex, low, outer)
    return View(
        doc=doc,
        lex=lex,
        low=low,
        pos=pos,
        inner=inner,
        outer=outer,
        units=units,
        starts=starts,
        time=time,
        speaks=speaks,
        verbs=verbs,
        category=category,
        words=words,
        marks=marks,
        breaks=breaks,
        pauses=[i for i in breaks if low[i] in _PAUSES],
        boundaries={},
        personal=personal,
    )


def _is_personal(lex: Lexicon, low: list[str], outer: list[int]) -> bool:
    """Whether words of the first person are frequent outside quotations: a speech, an interview, a column."""
    told = [w for w, q in zip(low, outer, strict=True) if q < 0]
    first = sum([lex.voices[w] in _FIRST for w in told if w in lex.voices])
    return first > _PERSONAL * len(told)


def _units(doc: Doc, outer: list[int], starts: list[int]) -> tuple[Unit, ...]:
    """Units outside quotations first, then those inside, by quotation."""
    out: list[Unit] = []
    for s in doc.sentences:
        if s.first >= s.last:
            continue
        if out and outer[s.first - 1] >= 0 and outer[s.first - 1] == outer[s.first] and out[-1].last == s.first:
            out[-1] = Unit(out[-1].first, s.last)
        else:
            out.append(Unit(s.first, s.last))
    bounds = [s.first for s in doc.sentences]
    for q, quotation in enumerate(doc.quotations):
        a, b = bisect_left(starts, quotation.inner[0]), bisect_left(starts, quotation.inner[1])
        cuts = [a, *(x for x in bounds[bisect_left(bounds, a + 1) : bisect_left(bounds, b)]), b]
        out += [Unit(x, y, q) for x, y in pairwise(cuts) if y - x > 2]  # noqa: PLR2004
    return tuple(out)
