"""Text to items: the words of time and the numbers in it, everything else a gap."""

from __future__ import annotations

import bisect
import re
import unicodedata
from typing import TYPE_CHECKING

from recoupe.extract.dates import joins, numbers, vocabulary
from recoupe.extract.dates.items import GAP, MONEY, Item, Pieces
from recoupe.extract.dates.lexicon import PIECE, Leaf, Lexicon, Node, spell
from recoupe.lang.letters import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.extract.dates.numbers import Readings
    from recoupe.lang.dates import Dates
    from recoupe.model import Doc, Span

_GLUE = "-"
_DIGIT = re.compile(r"\d")
_LONG, _TOO_LONG = 2, 40
_CLITICS = 4  # characters of clitics before a word
_JOINING = frozenset({",", "-", "/"})


def scan(doc: Doc, data: Dates, words: Lexicon) -> list[Item]:
    """The items of `doc` around words that speak of time, a gap after each such stretch."""
    out: list[Item] = []
    spelled = spell(doc.text)
    splits = bool(data.prefix or data.compounds)
    small = doc.text == doc.text.lower()
    for start, end in doc.paragraphs:
        found = PIECE.findall(spelled, start, end)
        known = [folded(piece) or piece for piece in found]
        if not splits and words.cores.isdisjoint(known) and not _DIGIT.search(spelled, start, end):
            continue
        spans = _spans(spelled, start, found)
        pieces = Pieces(doc.text, spans, known, small)
        stretches = ((0, len(spans)),) if splits else _stretches(known, words)
        for first, last in stretches:
            for item in _items(pieces, first, last, data, words.root):
                if item.readings or not out or out[-1].readings:  # one gap is as good as many
                    out.append(item)
            out.append(Item(spans[last - 1][1], spans[last - 1][1], GAP))
    return joins.numbers_joined(_of_their_tag(doc, out, data))


def _spans(spelled: str, start: int, pieces: Sequence[str]) -> list[Span]:
    """Where the `pieces` of `spelled` from `start` on are: only blanks stand between them."""
    out: list[Span] = []
    find = spelled.find
    for piece in pieces:
        start = find(piece, start)
        span = start, start + len(piece)
        out.append(span)
        start = span[1]
    return out


def _stretches(text: Sequence[str], words: Lexicon) -> Iterator[Span]:
    """Runs of known pieces and numbers in `text` that hold a core or a number, as first and last (exclusive) index."""
    done, cores = 0, words.cores
    for i in [k for k, word in enumerate(text) if word in cores or word[0].isdigit()]:
        if i < done:
            continue
        first, last = i, i + 1
        while first > done and (text[first - 1] in words.pieces or text[first - 1][0].isdigit()):
            first -= 1
        while last < len(text) and (text[last] in words.pieces or text[last][0].isdigit()):
            last += 1
        done = last
        yield first, last


def _items(pieces: Pieces, first: int, last: int, data: Dates, root: Node) -> Iterator[Item]:
    """The items of the pieces from `first` to before `last`."""
    splits = bool(data.prefix or data.compounds)
    i = first
    while i < last:
        word = pieces.words[i]
        end, readings = _read(pieces, i, data, root) if word in root or word[0].isdigit() else (i, GAP)
        span = pieces.spans[i][0], pieces.spans[end][1]
        behind = _behind(pieces, i, word, data, root) if data.prefix and not readings else None
        if behind is not None:
            end, items = behind
            yield from items
        elif not readings and splits and _LONG < len(word) < _TOO_LONG:
            yield from joins.split(word, span[0], data, root) or (Item(*span, GAP),)
        else:
            yield Item(*span, readings)
        i = end + 1


def _behind(pieces: Pieces, i: int, word: str, data: Dates, root: Node) -> tuple[int, list[Item]] | None:
    """The last piece and the items of an entry of several words that begins behind clitics of `word`, a piece's end."""
    start = pieces.spans[i][1] - len(word)
    first = start - pieces.spans[i][0]  # characters of clitics that are off already
    for name, prefixes in data.prefix.items():
        for prefix in prefixes:
            rest = word[len(prefix) :]
            if not word.startswith(prefix) or not rest:
                continue
            last, readings = _longest(pieces, i, root[rest]) if rest in root else (i, GAP)
            clitic = Item(start, start + len(prefix), {name: {}})
            if last > i:
                return last, [clitic, Item(start + len(prefix), pieces.spans[last][1], readings)]
            more = _behind(pieces, i, rest, data, root) if first < _CLITICS else None
            if more is not None:
                return more[0], [clitic, *more[1]]
    return None


def _read(pieces: Pieces, i: int, data: Dates, root: Node) -> tuple[int, Readings]:
    """The last piece and the readings of what begins at piece `i`."""
    node = root.get(pieces.words[i])
    last, readings = _longest(pieces, i, node) if node is not None else (i, GAP)
    if not readings and pieces.words[i][0].isdigit():
        return _number(pieces, i, data, root)
    return last, readings


def _longest(pieces: Pieces, i: int, node: Node) -> tuple[int, Readings]:
    """The last piece and the readings of the longest entry that begins at `i`."""
    best, readings, j = i, GAP, i
    upper = pieces.upper(i)
    while True:
        leaf: Leaf | None = node.get("")
        if leaf and (found := leaf.upper if upper else leaf.lower):
            best, readings = j, found
        j += 1
        following = node.get(pieces.words[j]) if j < len(pieces.words) else None
        if following is None:
            return best, readings
        node = following


def _number(pieces: Pieces, i: int, data: Dates, root: Node) -> tuple[int, Readings]:
    """Digits, unless a neighbour shows that they are part of a name, a price or a measure."""
    before, after = pieces.word(i - 1), pieces.word(i + 1)
    if _currency(before) or _currency(after):
        return i, MONEY
    if before in ("#", "№", "@") or after in ("%", "°") or _named(pieces, i, root, _letters(data)):
        return i, GAP
    readings = numbers.readings(pieces.words[i], order=data.order, decimal=data.decimal, solar=data.solar_years)
    if after in data.ordinal_suffix and not after.isalpha() and "day" in readings and _counts(pieces, i + 1, root):
        return i + 1, numbers.ordinal(int(readings["number"]["n"]), digits=True)
    if pieces.glued(i + 1) and after.isalpha():
        if after in data.ordinal_suffix and "number" in readings:
            return i + 1, numbers.ordinal(int(readings["number"]["n"]), digits=True)
        if after not in root:
            return i, GAP
    return i, readings


def _counts(pieces: Pieces, i: int, root: Node) -> bool:
    """Whether the full stop at `i` makes an ordinal of the number before it ("5. Mai", "5. und 6. Mai")."""
    following = pieces.word(i + 1)
    if not pieces.glued(i) or not following or following in _JOINING:
        return pieces.glued(i) and following in _JOINING
    leaf: Leaf | None = root.get(following, {}).get("")
    if leaf is None or pieces.glued(i + 1):
        return False
    return not pieces.upper(i + 1) or not vocabulary.TELLING.isdisjoint(leaf.upper)


def _currency(word: str) -> bool:
    return bool(word) and unicodedata.category(word[0]) == "Sc"


def _letters(data: Dates) -> frozenset[str]:
    """The proclitics of one letter."""
    return frozenset(p for prefixes in data.prefix.values() for p in prefixes if len(p) == 1)


def _named(pieces: Pieces, i: int, root: Node, clitics: frozenset[str]) -> bool:
    """Whether digits hang on a word that is none of time: "B52", "Covid-19"."""
    if not pieces.glued(i):
        return False
    before = pieces.word(i - 1)
    if before == _GLUE and pieces.glued(i - 1):
        before = pieces.word(i - 2)
        if clitics.issuperset(before):
            return False
        return before.isalpha() and before not in root
    return before[-1].isalpha() and before not in root


def _of_their_tag(doc: Doc, items: list[Item], data: Dates) -> list[Item]:
    """`items` without words that `data.pos` wants as another part of speech than the tagger found."""
    wanted: dict[str, set[str]] = {}
    for tag, words in data.pos.items():
        for word in words:
            wanted.setdefault(word, {""}).add(tag)
    if not wanted:
        return items
    out: list[Item] = []
    for item in items:
        tags = wanted.get(doc.text[item.start : item.end].lower()) if item.readings else None
        out.append(item if tags is None or _tag(doc, item.start) in tags else item._replace(readings=GAP))
    return out


def _tag(doc: Doc, start: int) -> str:
    """The part of speech of the token at `start`, "" where none is known."""
    i = bisect.bisect_right(doc.tokens, start, key=lambda t: t.start) - 1
    return doc.tokens[i].pos if i >= 0 else ""
