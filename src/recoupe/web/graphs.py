"""Who hangs together with whom, drawn as a ring: where each name and each line goes. Pure; `_charts.html` draws it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST = 24  # names on a ring
_WIDTH, _ROW, _LEAST, _LABEL = 720.0, 26.0, 46.0, 190.0  # of the drawing, in its own units
_LONGEST = 26  # characters of a name


@dataclass(frozen=True, slots=True)
class Tied:
    """Two ends, how strongly they are tied, whether surely, and the words for it."""

    a: str
    b: str
    weight: float
    certain: bool
    words: str


@dataclass(frozen=True, slots=True)
class Node:
    """A name: where it stands, on which side its words go, what it leads to; `first` of the one that it is about."""

    id: str
    words: str
    whole: str
    x: float
    y: float
    anchor: str
    at: float
    first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two names."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    certain: bool
    words: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A drawing, so wide and high; more: names that it has no room for."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: float
    height: float
    more: int


def ring(names: Sequence[tuple[str, str]], ties: Iterable[Tied], *, middle: str = "") -> Ring | None:
    """(id, name) of each, on a ring but for the one in the `middle`, with the ties among them; None of one alone."""
    shown = list(names)[:MOST]
    if len(shown) < 2:  # noqa: PLR2004 -- nobody to be tied to
        return None
    around = [name for name in shown if name[0] != middle]
    radius = max(_LEAST, len(around) * _ROW / 4)
    height = 2 * radius + 60
    across = (_WIDTH / 2 - _LABEL, radius)
    places = {one: _place(n, len(around), across, height) for n, (one, _) in enumerate(around)}
    if middle:
        places[middle] = (_WIDTH / 2, height / 2)
    nodes = tuple(_node(one, words, *places[one], first=one == middle) for one, words in shown if one in places)
    inside = [t for t in ties if t.a in places and t.b in places and t.a != t.b]
    most = max((t.weight for t in inside), default=1.0) or 1.0
    lines = tuple(
        Line(*places[t.a], *places[t.b], round(1 + 4 * t.weight / most, 1), t.certain, t.words) for t in inside
    )
    return Ring(nodes, lines, _WIDTH, round(height, 1), len(names) - len(shown))


def _place(n: int, count: int, across: tuple[float, float], height: float) -> tuple[float, float]:
    """Places on the right, then on the left of an ellipse, in rows of one height, so that no words meet."""
    right = -(-count // 2)
    row, rows, side = (n, right, 1) if n < right else (n - right, count - right, -1)
    up = 2 * (row + 0.5) / rows - 1
    x = _WIDTH / 2 + side * across[0] * math.sqrt(1 - up * up)
    return round(x, 1), round(height / 2 + across[1] * up, 1)


def _node(one: str, words: str, x: float, y: float, *, first: bool) -> Node:
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    if first:
        return Node(one, short, words, x, y, "middle", x, first)
    right = x >= _WIDTH / 2
    return Node(one, short, words, x, y, "start" if right else "end", x + (10 if right else -10), first)
