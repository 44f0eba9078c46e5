"""A Doc with what finding actors needs: known words, what begins a sentence, what is quoted or a headline."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from recoupe.extract.actors.lexicon import (
    ADJECTIVE,
    COMMON,
    DETERMINER,
    GIVEN,
    NOUN,
    PAPER,
    PREPOSITION,
    TITLE,
    UNNAMED,
    Word,
    match,
)
from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.actors.lexicon import Lexicon
    from recoupe.model import DateMention, Doc, Span

OPENERS = frozenset("«“„‹‘\"'`([{-–—•*:…")
STOPS = frozenset(".!?…;:")
_MARKS = frozenset({"PUNCT", "SYM"})
_TITLED = 0.7  # share of long words with a capital that makes a headline of capitals
_STOPPED = 0.85  # the same where it ends like a sentence
_SHOUTED = 3  # words in capitals that make a stretch of shouting
_LONG = 4
_NAMELIKE = frozenset({"NOUN", "PROPN", "X", "ADJ", ""})
_LISTED = NOUN | COMMON | UNNAMED | PREPOSITION | DETERMINER | ADJECTIVE
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


def view(doc: Doc, lex: Lexicon, timexes: Sequence[DateMention] = ()) -> View:
    """Make the View of `doc`; linear in its tokens. What is part of one of `timexes` is no name: "in May"."""
    tokens = doc.tokens
    known, word = lex.cache, lex.word
    words = _told(doc, lex, [known.get(t.text) or word(t.text) for t in tokens])
    starts = [t.start for t in tokens]
    timed = (i for t in timexes for i in range(bisect_left(starts, t.start), bisect_left(starts, t.end)))
    for i in [i for i in timed if not _in_name(words, i)]:
        words[i] = words[i]._replace(cap=False)
    quote = [-1] * len(tokens)
    for q, quotation in enumerate(doc.quotations):
        if quotation.depth == 0:
            a, b = bisect_left(starts, quotation.inner[0]), bisect_left(starts, quotation.inner[1])
            quote[a:b] = [q] * (b - a)
    initial, titled, sentence = [False] * len(tokens), [False] * len(tokens), [0] * len(tokens)
    columns: list[list[Any]] = [list(column) for column in zip(*words, strict=True)] or [[] for _ in Word._fields]
    low, folds, flags, caps, shouted, long = columns
    proper: set[str] = set()
    lower = {w for w, cap in zip(low, caps, strict=True) if not cap}
    places = [i for i, cap in enumerate(caps) if cap]
    for s, (_, end, first, last) in enumerate(doc.sentences):
        sentence[first:last] = [s] * (last - first)
        stopped = doc.text[end - 1 : end] in ".!?"
        inside = [i for i in range(first, last) if long[i]]
        capitals = [caps[i] and not caseless(low[i]) for i in inside]
        if _is_titled(capitals, stopped=stopped) and _is_titled(
            [cap for i, cap in zip(inside, capitals, strict=True) if quote[i] < 0], stopped=stopped
        ):
            titled[first:last] = [True] * (last - first)
        elif sum(shouted[first:last]) >= _SHOUTED:
            _mark_shouting(words, first, last, titled)
        _mark_initial(doc, first, last, initial)
        for i in places[bisect_left(places, first) : bisect_left(places, last)]:
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
        low=low,
        folds=folds,
        flags=flags,
        starts=starts,
        initial=initial,
        titled=titled,
        quote=quote,
        sentence=sentence,
        proper=frozenset(proper),
        lower=frozenset(lower),
    )


def _in_name(words: list[Word], i: int) -> bool:
    """Whether a word of time is part of a name: "April Jones", "USA Today", not "in April Olga Stern"."""
    before = words[i - 1] if i else None
    follows = i + 1 < len(words) and words[i + 1].cap
    if follows and words[i].flags & GIVEN:
        return before is None or not before.flags & PREPOSITION
    return before is not None and before.cap and before.shouted


def _told(doc: Doc, lex: Lexicon, words: list[Word]) -> list[Word]:
    """`words`; in a script without capitals names have theirs where the tagger or the lexicon finds a name."""
    if lex.nouns_capital:
        return _without_nouns(doc, lex, words)
    if not any(map(caseless, {w.low[:1] for w in words})):
        return words
    names = {t.text for t in doc.tokens if t.pos == "PROPN"}
    told = _named_by_neighbours(doc, lex, words)
    bynames = _bynames(doc, words)
    out: list[Word] = []
    for i, (t, w) in enumerate(zip(doc.tokens, words, strict=True)):
        follows = t.text in names and bool(out) and out[-1].cap and not w.flags & NOUN
        given = bool(w.flags & GIVEN) and t.pos in _NAMELIKE
        named = t.pos == "PROPN" or follows or given or t.text in told or i in bynames
        out.append(w._replace(cap=True) if named and caseless(w.low) else w)
    folds = [w.fold for w in words]
    i = 0
    while i < len(out):
        found = match(lex.phrases, folds, i, len(out)) if caseless(out[i].low) else None
        last = i + found[0] if found is not None and found[1].kind != "adjective" else i
        out[i:last] = [w._replace(cap=True) for w in out[i:last]]
        i = max(last, i + 1)
    return out


def _named_by_neighbours(doc: Doc, lex: Lexicon, words: list[Word]) -> set[str]:
    """Surnames, and words of no list, that stand behind a given name or a title: names, whatever their tag."""
    out: set[str] = set()
    for (a, b), t in zip(pairwise(words), doc.tokens[1:], strict=True):
        unlisted = t.pos in _NAMELIKE and not b.flags & _LISTED and len(b.low) > 1
        if a.flags & (GIVEN | TITLE) and (unlisted or b.low in lex.names.surnames):
            out.add(t.text)
    return out


def _bynames(doc: Doc, words: list[Word]) -> set[int]:
    """The tokens of adjectives with their article behind a given name: "محمد | السوداني"."""
    out: set[int] = set()
    for i in range(len(words) - 2):
        a, b = words[i], words[i + 1]
        parted = a.flags & GIVEN and b.flags & DETERMINER and not b.flags & PREPOSITION
        if parted and caseless(b.low) and doc.tokens[i + 1].end == doc.tokens[i + 2].start:
            out |= {i + 1, i + 2} if doc.tokens[i + 2].pos in {"ADJ", "PROPN", ""} else set()
    return out


def _without_nouns(doc: Doc, lex: Lexicon, words: list[Word]) -> list[Word]:
    """`words` of a language whose nouns have capitals: only names keep theirs, by their tag, the lexicon or a title."""
    tags = Counter((t.text, t.pos == "PROPN") for t in doc.tokens)
    behind = {b.text for a, b in zip(words, doc.tokens[1:], strict=False) if a.flags & GIVEN and a.cap}
    out: list[Word] = []
    done, opened = 0, -1
    texts = [t.text for t in doc.tokens]
    ends = (not w.cap for w in words[2:])  # no "New Yorker Mutter"
    pairs = Counter(pair for pair, end in zip(pairwise(texts), ends, strict=False) if end)
    for i, (w, t) in enumerate(zip(words, doc.tokens, strict=True)):
        if w.cap and i >= done and (found := match(lex.phrases, [x.fold for x in words[i : i + _KNOWN]], 0, _KNOWN)):
            done = i + found[0] if found[1].kind != "adjective" else done
        named = tags[t.text, True] > tags[t.text, False] or (t.pos == "PROPN" and not w.flags & NOUN)
        given = bool(w.flags & (GIVEN | TITLE)) and i + 1 < len(words) and words[i + 1].cap
        follows = i > 0 and out[i - 1].cap and bool(out[i - 1].flags & (GIVEN | TITLE)) and not w.flags & NOUN
        again = t.text in behind and not w.flags & _LISTED
        follows |= i > 0 and out[i - 1].cap and bool(out[i - 1].flags & GIVEN) and w.low in lex.names.surnames
        if w.cap and _begins_title(doc, words, i, pairs):
            opened = i
        paired = opened >= 0 and i - opened < _PAIR
        paper = w.cap and bool(w.flags & PAPER) and i > 0 and (i - 1 < done or out[-1].cap)
        keeps = (
            i < done
            or named
            or given
            or follows
            or again
            or paired
            or paper
            or t.text[1:].isupper()
            or t.pos not in _NOMINAL
        )
        out.append(w if keeps or not w.cap else w._replace(cap=False))
    return out


def _begins_title(doc: Doc, words: list[Word], i: int, pairs: Counter[tuple[str, str]]) -> bool:
    """Whether a word and the noun behind it make a name, neither being in a list: "sagte Global Citizen".

    It is an adjective with a capital inside a sentence, or a name, and the same noun stands behind it more than once.
    """
    if not 0 < i < len(words) - 1 or words[i].flags & (_LISTED | GIVEN) or not words[i + 1].cap:
        return False
    t, following = doc.tokens[i], doc.tokens[i + 1]
    alike = t.pos in _TITLING and pairs[t.text, following.text] > 1
    return alike and doc.tokens[i - 1].text[0].isalpha() and not words[i + 1].flags & (NOUN | GIVEN)


_TITLING = frozenset({"ADJ", "PROPN"})
_PAIR = 2  # words of a name that begins so
_KNOWN = 8  # tokens of a known name
_NOMINAL = frozenset({"NOUN", "ADJ", "NUM", "ADV", "VERB"})


def _mark_initial(doc: Doc, first: int, last: int, initial: list[bool]) -> None:
    """Set `initial` for the tokens that begin the sentence or follow an opening mark or colon."""
    begun = True
    for i, token in enumerate(doc.tokens[first:last], first):
        sign = token.text[0]
        if sign.isalnum():
            if begun:
                initial[i] = sign.isascii() or not caseless(sign)
                begun = False
        else:
            begun = sign in OPENERS and (begun or sign not in "-–—'’(")


def _is_titled(caps: list[bool], *, stopped: bool) -> bool:
    """Whether the sentence is a headline in Title Case or in capitals: its capitals tell nothing.

    `caps` says of each of its long words whether it has one.
    """
    share = sum(caps) / (len(caps) or 1)
    return len(caps) >= (_MANY if stopped else _LONG) and share > (_STOPPED if stopped else _TITLED)


def _mark_shouting(words: list[Word], first: int, last: int, titled: list[bool]) -> None:
    """Set `titled` for stretches of words in capitals."""
    run = first
    for i in range(first, last + 1):
        if i < last and (words[i].shouted or not words[i].low[0].isalnum()):
            continue
        if sum(len(words[k].low) > 1 for k in range(run, i)) >= _SHOUTED:
            titled[run:i] = [True] * (i - run)
        run = i + 1
