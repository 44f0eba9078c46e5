"""A Doc with the look-ups that finding statements needs: plain words, quotations by token, units of text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from recoupe.extract.statements import untagged
from recoupe.extract.statements.lexicon import Lexicon, plain
from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.model import DateMention, Doc, Span

OPEN_PUNCTUATION = frozenset("([{«“„‹‘\"'")
_FIRST = frozenset({"self", "selves"})
_NAMELIKE = frozenset({"ADV", "ADJ", "NOUN", "X"})  # tags that given names are given by mistake
_PERSONAL = 0.012  # share of the first person among the words of a text that its teller stands in
CLAUSAL = frozenset({"complementisers", "interrogatives", "relative_pronouns", "subordinators"})
_PREPOSITION = 3  # words of a preposition
_OPENING = frozenset({"PUNCT", "CCONJ", "SCONJ", "ADP"})
_DECLINED = frozenset({"NOUN", "ADJ", "DET"})
DASHES = frozenset("—–-")
MARKS = frozenset("«»“”„‟\"‹›‘’'‚‛″״")


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
    else its tag. `boundaries` remembers what was found out about tokens that may end a content. `personal`: a text
    whose teller says "I" or "we".
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
    boundaries: dict[int, str]
    personal: bool

    def speaking(self, first: int, last: int) -> list[int]:
        """The tokens from `first` to `last` (exclusive) that may be verbs of speech."""
        return self.verbs[bisect_left(self.verbs, first) : bisect_left(self.verbs, last)]

    def tokens(self, span: Span) -> tuple[int, int]:
        """First and last (exclusive) token of the characters `span`."""
        first = bisect_left(self.starts, span[0])
        inside = first > 0 and self.doc.tokens[first - 1].end > span[0]
        return first - inside, bisect_left(self.starts, span[1])

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens `first` to `last` (exclusive)."""
        return self.doc.tokens[first].start, self.doc.tokens[last - 1].end

    def kept(self, i: int, first: int) -> int:
        """Where a content that begins at token `i`, behind `first`, begins with the word that leads to it."""
        return i - 1 if i > first and self.low[i - 1] in self.lex.words["kept_complementisers"] else i

    def dated(self, i: int) -> bool:
        """Whether token `i` belongs to an expression of time, the preposition before one included."""
        return self.time[i] or (self.pos[i] == "ADP" and any(self.time[i + 1 : i + 2]))

    def past_time(self, i: int, last: int) -> int:
        """The first token from `i` on, before `last`, that belongs to no time with its preposition; else `last`."""
        return next((j for j in range(i, last) if not self.dated(j)), max(i, last))

    def is_mark(self, i: int) -> bool:
        """Whether token `i` is a quotation mark."""
        return self.doc.tokens[i].text in MARKS

    def is_word(self, i: int) -> bool:
        """Whether token `i` has a letter or digit."""
        return _is_word(self.doc.tokens[i].text)

    def oblique(self, i: int) -> bool:
        """Whether the ending of the common noun, adjective or determiner `i` says that it is no subject."""
        w = self.low[i]
        if w in self.lex.words["oblique_words"]:
            return True
        return bool(self.lex.speech.oblique_endings) and (
            w.endswith(self.lex.speech.oblique_endings)
            and self.pos[i] in _DECLINED
            and (self.pos[i] == "ADJ" or not self.upper(i))
        )

    def upper(self, i: int) -> bool:
        """Whether token `i` starts with a capital."""
        return self.doc.tokens[i].text[:1].isupper()

    def named(self, i: int) -> bool:
        """Whether token `i` is a name by its place, whatever verb is written like it: "قال | نجيب", "السيد | نجيب"."""
        if not self.lex.speech.verb_first or i == 0 or self.pos[i] != "PROPN":
            return False
        titled = self.pos[i - 1] == "NOUN" and self.low[i - 1].startswith(self.lex.articles)
        return self.speaks[i - 1] or titled

    def may_begin(self, i: int) -> bool:
        """Whether token `i` can begin a sentence: it has a capital, or a script without them."""
        return self.upper(i) or caseless(self.doc.tokens[i].text)


def view(doc: Doc, lex: Lexicon, timexes: Iterable[DateMention] = ()) -> View:
    """Make the View of `doc`, whose expressions of time are `timexes`."""
    starts = [t.start for t in doc.tokens]
    inner, outer = [-1] * len(starts), [-1] * len(starts)
    for q, quotation in enumerate(doc.quotations):
        for i in range(bisect_left(starts, quotation.inner[0]), bisect_left(starts, quotation.inner[1])):
            inner[i] = q
            outer[i] = q if outer[i] < 0 else outer[i]
    low = [plain(t.text) for t in doc.tokens]
    time = [False] * len(starts)
    for t in timexes:
        for i in range(bisect_left(starts, t.start), bisect_left(starts, t.end)):
            time[i] = True
    pos = ["PROPN" if w in lex.given and t.pos in _NAMELIKE else t.pos for t, w in zip(doc.tokens, low, strict=True)]
    if not any(t.pos for t in doc.tokens):
        pos = untagged.tags(doc, lex, low)
    if lex.caseless and lex.speech.verb_first:
        _with_bynames(lex, low, pos)
        _with_particles(lex, low, pos)
    elif lex.caseless:
        _with_titles(lex, low, pos)
        _with_surnames(lex, low, pos, time)
    speaks = [w in lex.verbs and tag in {"VERB", ""} for w, tag in zip(low, pos, strict=True)]
    category = [
        "mark" if t.text in MARKS else "TIME" if when else lex.categories.get(w) or (tag if _is_word(t.text) else w)
        for t, w, when, tag in zip(doc.tokens, low, time, pos, strict=True)
    ]
    if lex.speech.clause_commas:
        _without_clause_commas(lex, low, pos, category)
    if lex.speech.quoted_narrator:
        _without_narrator_dashes(low, category)
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
        verbs=[i for i, may in enumerate(speaks) if may],
        category=category,
        boundaries={},
        personal=personal,
    )


def _with_titles(lex: Lexicon, low: list[str], pos: list[str]) -> None:
    """Make nouns of words for who can speak that were taken for verbs, where they open a phrase: "דובר המשטרה"."""
    for i, (tag, after) in enumerate(pairwise(pos)):
        opens = i == 0 or pos[i - 1] in _OPENING or lex.ends("prepositions", low, i, _PREPOSITION)
        if tag == "VERB" and after in {"NOUN", "PROPN"} and opens and low[i] in lex.speakers:
            pos[i] = "NOUN"
        behind = i > 0 and pos[i - 1] == "NOUN" and low[i - 1] in lex.speakers and lex.speech.parted_subjects
        behind = behind and not (i > 1 and low[i - 2] in lex.articles) and low[i] not in lex.phrases["before_denial"]
        if behind and tag == after == "VERB" and low[i] in lex.verbs and low[i + 1] in lex.verbs:
            pos[i] = "NOUN"  # "ראש | העיר | אמר"


def _with_surnames(lex: Lexicon, low: list[str], pos: list[str], time: list[bool]) -> None:
    """Make a name of what stands between a given name and a verb of speech: "יואב | כהן | אמר"."""
    for i in range(1, len(pos) - 1):
        fits = low[i - 1] in lex.given and pos[i] in _NAMELIKE and not time[i] and low[i] not in lex.categories
        verb = low[i + 1] in lex.verbs and pos[i + 1] == "VERB"
        if fits and verb and low[i] not in lex.words["adverbs_between"] and low[i] not in lex.speakers:
            pos[i] = "PROPN"


def _with_bynames(lex: Lexicon, low: list[str], pos: list[str]) -> None:
    """Make names of what stands behind a given name: "محمد | السوداني", or behind a verb too: "قال سالم | كرم"."""
    common = lex.speakers.keys() | lex.categories.keys() | lex.words["adverbs_between"]
    for i in range(1, len(pos) - 1):
        if low[i - 1] not in lex.given or pos[i - 1] != "PROPN":
            continue
        told = i > 1 and low[i - 2] in lex.verbs and low[i] not in common
        if low[i] in lex.articles and pos[i + 1] in _NAMELIKE:
            pos[i] = pos[i + 1] = "PROPN"
        elif pos[i] in _NAMELIKE and (told or low[i].startswith(lex.articles)):
            pos[i] = "PROPN"


def _with_particles(lex: Lexicon, low: list[str], pos: list[str]) -> None:
    """Set right what leads to a clause or a reason and was taken for a part of a noun phrase: "سالم | إن", "بسبب"."""
    for i, word in enumerate(low):
        if pos[i] == "ADP" and word in lex.words["complementisers"]:
            pos[i] = "SCONJ"
        elif pos[i] == "NOUN" and (word in lex.words["for_marks"] or word in lex.words["noun_links"]):
            pos[i] = "ADP"


def _without_clause_commas(lex: Lexicon, low: list[str], pos: list[str], category: list[str]) -> None:
    """Give a comma that only spelling asks for the kind of the word that it stands before ("said, that").

    One before an infinitive that closes its clause becomes a mark of infinitives.
    """
    for i, (comma, after) in enumerate(pairwise(low)):
        if comma == "," and after != ",":
            if category[i + 1] in CLAUSAL or _is_relative(lex, low, pos, i + 1):
                category[i] = category[i + 1] if category[i + 1] in CLAUSAL else "relative_pronouns"
            elif lex.speech.verb_final and _infinitive(lex, low, pos, i + 1):
                category[i] = "infinitive_marks"
            elif lex.phrase("subordinators", low, i + 1):
                category[i] = "subordinators"


def _without_narrator_dashes(low: list[str], category: list[str]) -> None:
    """Give a dash behind a comma or a quotation mark, where the narrator begins, the kind of a comma."""
    for i in range(1, len(low)):
        if low[i] in DASHES and category[i - 1] in {",", "mark"}:
            category[i] = ","


def _is_relative(lex: Lexicon, low: list[str], pos: list[str], i: int) -> bool:
    """Whether token `i` is a relative pronoun that is also an article, and no article here."""
    return lex.speech.verb_final and pos[i] == "PRON" and low[i] in lex.words["relative_pronouns"]


def _infinitive(lex: Lexicon, low: list[str], pos: list[str], i: int) -> bool:
    """Whether the clause that begins at token `i` has an infinitive with its mark and no other verb."""
    for j in range(i, min(len(low), i + _CLAUSE)):
        if low[j] in _ENDS:
            return False
        if low[j] in lex.words["infixes"] and pos[j + 1 : j + 2] in (["VERB"], ["AUX"]):
            return True
        if pos[j] in {"VERB", "AUX"}:
            parted = any(x in low[j][2:-2] for x in lex.words["infixes"]) and low[j].endswith("n")
            return parted and low[j + 1 : j + 2][:1] in ([","], ["."], [])
    return False


_CLAUSE = 30  # tokens of a clause
_ENDS = frozenset({",", ".", ";", ":", "?", "!"})


def _is_personal(lex: Lexicon, low: list[str], outer: list[int]) -> bool:
    """Whether words of the first person are frequent outside quotations: a speech, an interview, a column."""
    told = [w for w, q in zip(low, outer, strict=True) if q < 0]
    return sum(lex.voices.get(w) in _FIRST for w in told) > _PERSONAL * len(told)


def _is_word(text: str) -> bool:
    return text[-1:].isalnum() or text[:1].isalnum()


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
