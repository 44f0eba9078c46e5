"""Patterns over word classes, compiled to regular expressions over class signatures.

Each item of a text is one character, its signature: the set of classes that it belongs to. A class in a pattern
becomes the set of the characters that hold it, so that one pass of `re` matches classes, and ambiguity is free.
No pattern repeats, so none backtracks beyond its own few elements.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = "_"
_ELEMENT = re.compile(r"(!?)(<?)(?:(\w+):)?((?:'[^']+'|\w+)(?:[|-](?:'[^']+'|\w+))*)(>?)(\??)")
_ATOM = re.compile(r"([|-]?)('[^']+'|\w+)")


class Slot(NamedTuple):
    """A capturing group of a pattern: its classes in order of preference, the role of its value, in the span or not."""

    classes: tuple[str, ...]
    role: str | None
    core: bool


class Compiled(NamedTuple):
    """A pattern ready to match; group `i + 1` is slot `i`. `needs`: sets of signatures one each of which must occur."""

    source: str
    slots: tuple[Slot, ...]
    needs: tuple[frozenset[str], ...]

    @property
    def regex(self) -> re.Pattern[str]:
        """The regular expression, made when it is first wanted: most texts need few."""
        return _compiled(self.source)


_compiled = functools.cache(re.compile)


def names(pattern: str) -> frozenset[str]:
    """Every class that the pattern speaks of; a literal word is the class `=word`."""
    atoms = (a[2] for m in _ELEMENT.finditer(pattern) for a in _ATOM.finditer(m[4]))
    return frozenset("=" + a.strip("'") if a.startswith("'") else a for a in atoms)


def compile_pattern(pattern: str, signatures: Callable[[str], frozenset[str]]) -> Compiled:
    """Compile; `signatures` gives the characters that hold a class. Raises ValueError on what is no pattern."""
    out: list[str] = []
    slots: list[Slot] = []
    needs: list[frozenset[str]] = []
    depth = 0
    for word in pattern.split():
        if word in ("(", "|", ")", ")?"):
            depth += (word == "(") - (word[0] == ")")
            out.append({"(": "(?:", ")?": ")?"}.get(word, word))
            continue
        m = _ELEMENT.fullmatch(word)
        if not m or bool(m[2]) != bool(m[5]):
            msg = f"not a pattern element: {word!r}"
            raise ValueError(msg)
        classes, chars = _classes(m[4], signatures)
        group = "[" + "".join(sorted(chars)) + "]" if chars else "(?!)"
        if m[1]:
            out.append(("(?!" if slots else "(?<!") + group + ")" if chars else "")
            continue
        slots.append(Slot(classes, m[3], core=not m[2]))
        out.append(f"({group}){m[6]}")
        if not m[6] and not depth:
            needs.append(chars)
    if not any(s.core for s in slots):
        msg = f"nothing to mark: {pattern!r}"
        raise ValueError(msg)
    return Compiled("".join(out), tuple(slots), tuple(needs))


def _classes(body: str, signatures: Callable[[str], frozenset[str]]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The classes that `body` asks for, in order, and the characters that fit."""
    wanted: list[str] = []
    chars: frozenset[str] = frozenset()
    for sign, atom in _ATOM.findall(body):
        name = "=" + atom.strip("'") if atom.startswith("'") else atom
        if sign == "-":
            chars -= signatures(name)
        else:
            wanted.append(name)
            chars |= signatures(name)
    return tuple(wanted), chars
