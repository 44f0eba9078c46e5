"""Text to items: the words of time and the numbers in it, everything else a gap."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.dates import numbers
from recoupe.extract.dates.lexicon import PIECE, Leaf, Node, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.extract.dates.numbers import Readings
    from recoupe.lang.dates import Dates
    from recoupe.model import Span


class Item(NamedTuple):
    """A stretch of text with the classes it may belong to; no readings: a gap."""

    start: int
    end: int
    readings: Readings
    rule: str = "word"


class Piece(NamedTuple):
    """A raw piece: its span and spelling in the lexicon, `upper` where it begins in upper case."""

    start: int
    end: int
    text: str
    upper: bool


GAP: Readings = {}
_GLUE = "-"
_LONG, _TOO_LONG, _CLITICS = 2, 40, 3


def scan(text: str, spans: Sequence[Span], data: Dates, root: Node) -> list[Item]:
    """The items of `text` inside `spans`, gaps collapsed; a gap stands between spans."""
    out: list[Item] = []
    for start, end in spans:
        pieces = [Piece(m.start(), m.end(), fold(m[0]), m[0][0].isupper()) for m in PIECE.finditer(text, start, end)]
        for item in _items(pieces, data, root):
            if item.readings or (out and out[-1].readings):
                out.append(item)
        out.append(Item(end, end, GAP))
    return _join_numbers(out)


def _items(pieces: Sequence[Piece], data: Dates, root: Node) -> Iterator[Item]:
    i, n = 0, len(pieces)
    while i < n:
        piece = pieces[i]
        node = root.get(piece.text)
        last = i
        readings = GAP
        if node is not None:
            last, readings = _longest(pieces, i, node)
        if not readings and piece.text[0].isdigit():
            last, readings = _number(pieces, i, data, root)
        if not readings and _LONG < len(piece.text) < _TOO_LONG and (data.prefix or data.compounds):
            parts = list(_split(piece, data, root))
            yield from parts or [Item(piece.start, piece.end, GAP)]
            i += 1
            continue
        yield Item(piece.start, pieces[last].end, readings)
        i = last + 1


def _longest(pieces: Sequence[Piece], i: int, node: Node) -> tuple[int, Readings]:
    """The last piece and the readings of the longest entry that begins at `i`."""
    best, readings, j = i, GAP, i
    upper = pieces[i].upper
    while True:
        leaf: Leaf | None = node.get("")
        if leaf and (found := leaf.upper if upper else leaf.lower):
            best, readings = j, found
        j += 1
        following = node.get(pieces[j].text) if j < len(pieces) else None
        if following is None:
            return best, readings
        node = following


def _number(pieces: Sequence[Piece], i: int, data: Dates, root: Node) -> tuple[int, Readings]:
    """Digits, unless a neighbour shows that they are part of a name, a price or a measure."""
    piece = pieces[i]
    before = pieces[i - 1] if i else None
    after = pieces[i + 1] if i + 1 < len(pieces) else None
    if before and _spoils(before, piece.start, root):
        return i, GAP
    if before and before.text == _GLUE and before.end == piece.start and i > 1:
        further = pieces[i - 2]
        if further.end == before.start and further.text.isalpha() and further.text not in root:
            return i, GAP
    readings = numbers.readings(piece.text, order=data.order, decimal=data.decimal)
    if after and after.start == piece.end and after.text.isalpha():
        if after.text in data.ordinal_suffix and "number" in readings:
            return i + 1, _ordinal(int(readings["number"]["n"]))
        if after.text not in root:
            return i, GAP
    if (after and after.text in "%°") or (after and unicodedata.category(after.text[0]) == "Sc"):
        return i, GAP
    return i, readings


def _spoils(before: Piece, start: int, root: Node) -> bool:
    """Whether the piece before makes digits no number of time: a currency, or a letter stuck to them."""
    if unicodedata.category(before.text[0]) == "Sc" or before.text in ("#", "№", "@"):
        return True
    return before.end == start and before.text[-1].isalpha() and before.text not in root


def _ordinal(value: int) -> Readings:
    return {"ordinal": {"nth": value}} | ({"ordinalday": {"day": value}} if 1 <= value <= 31 else {})  # noqa: PLR2004


def _split(piece: Piece, data: Dates, root: Node, depth: int = 0) -> Iterator[Item]:
    """A word with clitics before it, or one made of two, taken apart; nothing where it is neither."""
    for name, prefixes in data.prefix.items():
        for prefix in prefixes:
            rest = piece.text[len(prefix) :]
            if not piece.text.startswith(prefix) or not rest or depth == _CLITICS:
                continue
            middle = piece.start + len(prefix)
            inner = piece._replace(start=middle, text=rest)
            leaf: Leaf | None = root.get(rest, {}).get("")
            known = [Item(middle, piece.end, leaf.upper)] if leaf and leaf.upper else []
            items = known or list(_split(inner, data, root, depth + 1))
            if items:
                yield Item(piece.start, middle, {name: {}})
                yield from items
                return
    for k in range(3, len(piece.text) - 2) if data.compounds and len(piece.text) == piece.end - piece.start else ():
        left: Leaf | None = root.get(piece.text[:k], {}).get("")
        right: Leaf | None = root.get(piece.text[k:], {}).get("")
        if left and right and left.upper and right.upper:
            yield Item(piece.start, piece.start + k, left.upper)
            yield Item(piece.start + k, piece.end, right.upper)
            return


def _join_numbers(items: list[Item]) -> list[Item]:
    """Runs of number words made one number: "twenty-five", "deux cent mille"."""
    if not any("numberword" in item.readings for item in items):
        return items
    out: list[Item] = []
    i = 0
    while i < len(items):
        item, i = items[i], i + 1
        if "number" in item.readings:
            item, i = _run(items, item, i)
        out.append(item)
    return out


def _run(items: list[Item], item: Item, i: int) -> tuple[Item, int]:
    total: float = item.readings["number"]["n"]
    worded = "numberword" in item.readings
    while i < len(items):
        j = i + 1 if "joiner" in items[i].readings and i + 1 < len(items) else i
        following = items[j].readings
        value: float = following.get("numberword", {}).get("n") or 0
        if worded and not value:
            value = following.get("ordinal", {}).get("nth") or 0
        both = numbers.add(total, value) if value else None
        if not both or (not worded and value < 1000):  # noqa: PLR2004
            break
        total, i = both, j + 1
        if "ordinal" in following and "numberword" not in following:
            return Item(item.start, items[j].end, _ordinal(int(total))), i
        readings: Readings = {"number": {"n": total}, "numberword": {"n": total}}
        item = Item(
            item.start, items[j].end, readings | ({"day": {"day": int(total)}} if total in range(1, 32) else {})
        )
    return item, i
