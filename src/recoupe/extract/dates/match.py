"""Items to phrases: the rules of each step, longest match first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.dates.items import Item
from recoupe.extract.dates.patterns import UNKNOWN

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from recoupe.extract.dates.grammar import Grammar, Ready
    from recoupe.extract.dates.numbers import Features
    from recoupe.extract.dates.patterns import Slot


class _Match(NamedTuple):
    """A rule's match: its span in items without context, how good it is, and where its values are."""

    first: int
    last: int
    goodness: tuple[int, int, int]
    ready: Ready
    found: re.Match[str]


def phrases(items: Sequence[Item], grammar: Grammar) -> list[Item]:
    """Apply every step; what matched is one item of the classes that its rule makes."""
    out = list(items)
    for rules in grammar.steps:
        encoded = "".join(grammar.chars.get(frozenset(i.readings), UNKNOWN) if i.readings else UNKNOWN for i in out)
        chosen = _choose(list(_matches(encoded, out, rules)))
        out = _replace(out, chosen)
    return out


def _matches(encoded: str, items: Sequence[Item], rules: Sequence[Ready]) -> Iterator[_Match]:
    present = frozenset(encoded)
    for ready in rules:
        for need in ready.pattern.needs:
            if present.isdisjoint(need):
                break
        else:
            yield from _of_rule(encoded, items, ready)


def _of_rule(encoded: str, items: Sequence[Item], ready: Ready) -> Iterator[_Match]:
    """The matches of one rule that mark something."""
    slots = ready.pattern.slots
    for m in ready.pattern.regex.finditer(encoded):
        cores = [m.start(k) for k, slot in enumerate(slots, 1) if slot.core and m.start(k) >= 0]
        if cores:
            first, last = min(cores), max(cores)
            size = items[last].end - items[first].start
            yield _Match(first, last, (-size, m.start() - m.end(), ready.rank), ready, m)


def _choose(matches: list[_Match]) -> list[_Match]:
    """The longest that do not overlap; then the one with more context, then the earlier rule."""
    taken: set[int] = set()
    chosen: list[_Match] = []
    for match in sorted(matches, key=lambda m: (m.goodness, m.first)):
        span = range(match.first, match.last + 1)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.first)


def _replace(items: list[Item], chosen: Sequence[_Match]) -> list[Item]:
    out: list[Item] = []
    i = 0
    for match in chosen:
        out += items[i : match.first]
        merged = _merge(items, match)
        name = match.ready.rule.name
        readings = dict.fromkeys(match.ready.makes, merged)
        out.append(Item(items[match.first].start, items[match.last].end, readings, name))
        i = match.last + 1
    return out + items[i:]


def _merge(items: Sequence[Item], match: _Match) -> Features:
    """The features of all parts, the rule's own over them."""
    out: Features = {}
    for k, slot in enumerate(match.ready.pattern.slots, 1):
        index = match.found.start(k)
        if index >= 0:
            part = _part(items[index], slot)
            if "n" in part and part.get("unit") and "n" in out:
                part = part | {"n": part["n"] * out["n"]}
            out |= part
    return out | match.ready.features


def _part(item: Item, slot: Slot) -> Features:
    """The features that the slot takes of an item, under the role that it gives them; the role `_` takes none."""
    if slot.role == "_":
        return {}
    features = next((item.readings[c] for c in slot.classes if c in item.readings), {})
    if slot.role is None or not features:
        return features
    if slot.role == "plus":
        return {"plus": features.get("n"), "plus_unit": features.get("unit")}
    value = next(iter(features.values()))
    return {slot.role: int(value) if slot.role != "n" and isinstance(value, float) else value}
