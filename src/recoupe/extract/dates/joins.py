"""Numbers written in several words, and words written together, taken as what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.dates import numbers
from recoupe.extract.dates.items import Item

if TYPE_CHECKING:
    from recoupe.extract.dates.lexicon import Leaf, Node
    from recoupe.extract.dates.numbers import Readings
    from recoupe.lang.dates import Dates

_CLITICS, _SHORTEST = 3, 3
_THOUSAND = 1000


def split(word: str, start: int, data: Dates, root: Node, depth: int = 0) -> list[Item]:
    """A word with clitics before it, or one made of two, taken apart; nothing where it is neither."""
    for name, prefixes in data.prefix.items():
        for prefix in prefixes:
            rest, middle = word[len(prefix) :], start + len(prefix)
            if not word.startswith(prefix) or not rest or depth == _CLITICS:
                continue
            whole = _known(rest, root)
            items = [Item(middle, start + len(word), whole)] if whole else split(rest, middle, data, root, depth + 1)
            if items:
                return [Item(start, middle, {name: {}}), *items]
    return _halves(word, start, root) if data.compounds else []


def _halves(word: str, start: int, root: Node) -> list[Item]:
    for k in range(_SHORTEST, len(word) - _SHORTEST + 1):
        if word[:k] not in root:
            continue
        left, right = _known(word[:k], root), _known(word[k:], root)
        if left and right:
            return [Item(start, start + k, left), Item(start + k, start + len(word), right)]
    return []


def _known(word: str, root: Node) -> Readings:
    leaf: Leaf | None = root.get(word, {}).get("")
    return leaf.upper if leaf else {}


def numbers_joined(items: list[Item]) -> list[Item]:
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
    """The number that begins with `item`, and the index of what follows it."""
    total: float = item.readings["number"]["n"]
    worded = "numberword" in item.readings
    while i < len(items):
        j = i + 1 if "joiner" in items[i].readings and i + 1 < len(items) else i
        following = items[j].readings
        value: float = following.get("numberword", {}).get("n") or 0
        if worded and not value:
            value = following.get("ordinal", {}).get("nth") or 0
        both = numbers.add(total, value) if value else None
        if not both or (not worded and value < _THOUSAND):
            break
        total, i = both, j + 1
        if "ordinal" in following and "numberword" not in following:
            return Item(item.start, items[j].end, numbers.ordinal(int(total))), i
        item = Item(item.start, items[j].end, numbers.worded(total))
    return item, i
