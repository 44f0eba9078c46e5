"""Where a paragraph's dateline ends: "PARIS (AP) —", "Mumbai, Nov 11 -", "LOW FELL, 3 March (Coast News) –".

It is no part of the first sentence, and so of nobody's words. What tells it is a place in capitals, an agency in
brackets or a day behind the place, and that a sentence begins after the dash; "Anna Berg (SPD) – the mayor – said" has
none of that.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from recoupe.lang import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.model import Token

_DASHES = frozenset(["—", "–", "--", "-"])
_LONGEST = 16  # tokens of a dateline
_CAPITALS = 3  # letters of a word in capitals that tells a dateline
_PLACE = 5  # tokens of the place before an agency in brackets
_JOINS = frozenset("/-־")
_DIGITS = 2  # of a day of a month
_QUOTES = frozenset("\"'“”„«»‘’‹›")


@dataclass(frozen=True, slots=True)
class Datelines:
    """All of `datelines.toml`: news agencies, as they are printed."""

    FILE: ClassVar[str] = "datelines.toml"

    agencies: tuple[str, ...]


def end(tokens: Sequence[Token], first: int, last: int) -> int:
    """The number of the token after the dash of a dateline at the head of `tokens[first:last]`; `first` for none."""
    for i in range(first + 1, min(first + _LONGEST, last - 1)):
        if tokens[i].text in _DASHES:
            head = tokens[first:i]
            long = tokens[i].text != "-"
            is_one = _apart(tokens, i) and _begins(tokens, i + 1, last, head) and _is_one(head, long=long)
            return i + 1 if is_one else first
        if tokens[i].text[-1] in "!?…:;":
            break
    return first


def is_one(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the sentence `tokens[first:last]` is a dateline."""
    return last < len(tokens) and tokens[last - 1].text in _DASHES and end(tokens, first, last + 1) == last


def _apart(tokens: Sequence[Token], i: int) -> bool:
    """Whether a dash joins no two words: blanks stand beside it, or it is a long one."""
    before, dash, after = tokens[i - 1], tokens[i], tokens[i + 1]
    return dash.text == "—" or (before.end < dash.start and dash.end < after.start)


def _begins(tokens: Sequence[Token], i: int, last: int, head: Sequence[Token]) -> bool:
    """Whether a sentence may begin at `i`, and other than in the capitals of a headline."""
    while i < last - 1 and tokens[i].text in _QUOTES:
        i += 1
    word = tokens[i].text
    if not word[0].isalpha() or word[0].islower():
        return False
    letters = [c for c in word if c.isalpha()]  # of "L'usine" the first token is "L'"
    return not (word.isupper() and len(letters) > 1 and all(t.text.isupper() for t in head if t.text[0].isalpha()))


def _is_one(head: Sequence[Token], *, long: bool) -> bool:
    """Whether what stands before the dash is a place with capitals, an agency or a day; `long`: no mere hyphen."""
    place = next((n for n, t in enumerate(head) if t.text in {"(", ",", "/"} or t.text[0].isdigit()), len(head))
    if not 0 < place <= _PLACE or not all(_named(t.text) for t in head[:place]):
        return False
    if len(head[0].text) >= _CAPITALS and all(t.text.isupper() for t in head[:place] if t.text[0].isalpha()):
        whole = all(_named(t.text) or _bracketed(head, n) or _day(head, n) for n, t in enumerate(head))
        return whole and (long or place < len(head))
    if head[-1].text == ")" and _agency(head):
        return True
    return head[place : place + 1] != [] and head[place].text == "," and _dated(head[place + 1 :])


def _named(word: str) -> bool:
    """Whether a word may be of a place: not one in small letters, of scripts that have them."""
    return word in {".", ",", "/", "-", "(", ")"} or (word[0].isalpha() and not word[0].islower())


def _bracketed(head: Sequence[Token], n: int) -> bool:
    return any(t.text == "(" for t in head[:n]) and any(t.text == ")" for t in head[n:])


def _day(head: Sequence[Token], n: int) -> bool:
    """Whether a word belongs to a day: a number, or a word beside one ("3 de marzo", "3 mars")."""
    return any(t.text[0].isdigit() for t in head[max(n - 2, 0) : n + 3])


def _agency(head: Sequence[Token]) -> bool:
    """Whether the brackets at the end hold an agency, and a place, or a place and a day, stands before them."""
    opens = next((n for n in range(len(head) - 1, -1, -1) if head[n].text == "("), None)
    if not opens:
        return False
    before = head[:opens]
    inside = "".join(t.text if t.text in _JOINS else f" {t.text}" for t in head[opens + 1 : -1]).replace("/ ", "/")
    return inside.strip() in _agencies() and all(_named(t.text) or _day(before, n) for n, t in enumerate(before))


@functools.cache
def _agencies() -> frozenset[str]:
    data = load(Datelines, "shared")
    assert data is not None
    return frozenset(data.agencies)


def _dated(rest: Sequence[Token]) -> bool:
    """Whether a day follows, "Nov 11", "3 mars (AFP)", and nothing else but what stands in brackets."""
    numbers = [t for t in rest if t.text.isdecimal() and len(t.text) <= _DIGITS]
    letters = [t for t in rest if t.text[0].isalpha()]
    return bool(numbers and letters) and all(
        _day(rest, n) or _bracketed(rest, n) or t.text in {"(", ")", ",", "."} for n, t in enumerate(rest)
    )
