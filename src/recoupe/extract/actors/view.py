"""A Doc with what finding actors needs: known words, what begins a sentence, what is quoted or a headline."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.extract.actors.lexicon import Lexicon, Word
    from recoupe.model import Doc, Span

OPENERS = frozenset("«“„‹‘\"'`([{-–—•*:…")
STOPS = frozenset(".!?…;:")
_MARKS = frozenset({"PUNCT", "SYM"})
_TITLED = 0.7  # share of long words with a capital that makes a headline of capitals
_STOPPED = 0.85  # the same where it ends like a sentence
_SHOUTED = 3  # words in capitals that make a stretch of shouting
_LONG = 4
_MANY = 7  # long words that make a headline of a sentence that ends with a full stop
_PART = 3  # letters up to which a part of a hyphenated word is not remembered as a name


@dataclass(frozen=True, slots=True)
class View:
    """`words` say what each token can be; `initial` whether its capital means little; `quote` the outermost quotation.

    `lines` give the paragraph and `sentence` the sentence of each token. `proper` are the texts with a capital where
    capitals mean something, `lower` the plain texts without.
    """

    doc: Doc
    lex: Lexicon
    words: list[Word]
    low: list[str]
    folds: list[str]
    flags: list[int]
    starts: list[int]
    initial: list[bool]
    titled: list[bool]
    quote: list[int]
    sentence: list[int]
    proper: frozenset[str]
    lower: frozenset[str]

    def tokens(self, span: Span) -> tuple[int, int]:
        """First and last (exclusive) token of the characters `span`."""
        first = bisect_left(self.starts, span[0])
        inside = first > 0 and self.doc.tokens[first - 1].end > span[0]
        return first - inside, bisect_left(self.starts, span[1])

    def text(self, first: int, last: int) -> str:
        """The text of tokens `first` to `last` (exclusive), blanks made plain."""
        tokens = self.doc.tokens
        return " ".join(self.doc.text[tokens[first].start : tokens[last - 1].end].split())

    def pos(self, i: int) -> str:
        """The tag of token `i`, "" where there is no tagger or it calls a word a mark."""
        token = self.doc.tokens[i]
        return "" if token.pos in _MARKS and token.text[0].isalpha() else token.pos

    def bounds(self, i: int) -> tuple[int, int]:
        """The tokens of the sentence of token `i`."""
        s = self.doc.sentences[self.sentence[i]]
        return s.first, s.last

    def line(self, i: int) -> int:
        """The paragraph of token `i`."""
        return bisect_right(self.doc.paragraphs, (self.starts[i], 1 << 60)) - 1


def view(doc: Doc, lex: Lexicon) -> View:
    """Make the View of `doc`; linear in its tokens."""
    tokens = doc.tokens
    known, word = lex.cache, lex.word
    words = [known.get(t.text) or word(t.text) for t in tokens]
    starts = [t.start for t in tokens]
    quote = [-1] * len(tokens)
    for q, quotation in enumerate(doc.quotations):
        if quotation.depth == 0:
            a, b = bisect_left(starts, quotation.inner[0]), bisect_left(starts, quotation.inner[1])
            quote[a:b] = [q] * (b - a)
    initial, titled, sentence = [False] * len(tokens), [False] * len(tokens), [0] * len(tokens)
    proper: set[str] = set()
    lower = {w.low for w in words if not w.cap}
    for s, (_, end, first, last) in enumerate(doc.sentences):
        sentence[first:last] = [s] * (last - first)
        stopped = doc.text[end - 1 : end] in ".!?"
        inside = words[first:last]
        if _is_titled(inside, stopped=stopped) and _is_titled(
            [w for w, q in zip(inside, quote[first:last], strict=True) if q < 0], stopped=stopped
        ):
            titled[first:last] = [True] * (last - first)
        else:
            _mark_shouting(words, first, last, titled)
        _mark_initial(doc, first, last, initial)
        for i in [k for k, w in enumerate(inside, first) if w.cap]:
            if initial[i] or titled[i]:
                continue
            text = tokens[i].text
            proper.add(text)
            if "-" in text:
                proper.update(part for part in text.split("-") if part[:1].isupper() and len(part) > _PART)
    return View(
        doc=doc,
        lex=lex,
        words=words,
        low=[w.low for w in words],
        folds=[w.fold for w in words],
        flags=[w.flags for w in words],
        starts=starts,
        initial=initial,
        titled=titled,
        quote=quote,
        sentence=sentence,
        proper=frozenset(proper),
        lower=frozenset(lower),
    )


def _mark_initial(doc: Doc, first: int, last: int, initial: list[bool]) -> None:
    """Set `initial` for the tokens that begin the sentence or follow an opening mark or colon."""
    begun = True
    for i, token in enumerate(doc.tokens[first:last], first):
        sign = token.text[0]
        if sign.isalnum():
            if begun:
                initial[i] = True
                begun = False
        else:
            begun = sign in OPENERS and (begun or sign not in "-–—'’(")


def _is_titled(words: list[Word], *, stopped: bool) -> bool:
    """Whether the sentence is a headline in Title Case or in capitals: its capitals tell nothing."""
    long = [w.cap for w in words if w.long]
    share = sum(long) / (len(long) or 1)
    return len(long) >= (_MANY if stopped else _LONG) and share > (_STOPPED if stopped else _TITLED)


def _mark_shouting(words: list[Word], first: int, last: int, titled: list[bool]) -> None:
    """Set `titled` for stretches of words in capitals."""
    if sum([w.shouted for w in words[first:last]]) < _SHOUTED:
        return
    run = first
    for i in range(first, last + 1):
        if i < last and (words[i].shouted or not words[i].low[0].isalnum()):
            continue
        if sum(len(words[k].low) > 1 for k in range(run, i)) >= _SHOUTED:
            titled[run:i] = [True] * (i - run)
        run = i + 1
