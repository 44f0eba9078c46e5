"""Quotation marks: where they stand, which way they look, which two make a pair inside one paragraph."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoupe.text.paragraphs import IGNORED
from recoupe.text.tokens import APOSTROPHES, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.lang.language import Language
    from recoupe.model import Span

Role = Literal["open", "close", "either"]
Family = Literal["double", "angle", "single", "corner"]

_FAMILIES: dict[str, Family] = {
    **dict.fromkeys(['"', "“", "”", "„", "‟", "＂", "״", "〝", "〞", "''", "``"], "double"),
    **dict.fromkeys("«»", "angle"),
    **dict.fromkeys("'’‘‚‛`‹›", "single"),
    **dict.fromkeys("「」『』《》", "corner"),
}
_GLYPH_ROLES: dict[str, Role] = {
    **dict.fromkeys(["“", "„", "‟", "〝", "``", "«", "‹", "「", "『", "《", "‘", "‚", "‛", "`"], "open"),
    **dict.fromkeys(["”", "〞", "»", "›", "」", "』", "》", "’"], "close"),
}
_FIXED = frozenset("„‚«»「」『』《》")
_MARK = re.compile(r"''|``|[«»“”„‟\"＂״〝〞「」『』《》‹›]|(?<![^\W_])['‘‚’`](?=\S)|(?<=\S)['’‘](?![^\W_])")
_BEFORE_OPEN = frozenset("([{<–—-/:=;¿¡*«»“”„\"'’‘‚‹›")
_AFTER_CLOSE = frozenset(".,;:!?…)]}>–—-/*«»“”\"'’‘‹›،؛؟")
_STRONG = frozenset(".,;!?…")
_DECADE = re.compile(r"\d\ds?(?!\w)")
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,10}\Z")
_WORD_AFTER = re.compile(r"\w{1,10}")
_MAX_OPEN = 8


class Mark(NamedTuple):
    """A quotation mark; `strong` for a single mark that can be no apostrophe."""

    start: int
    end: int
    family: Family
    role: Role
    strong: bool = True


class Pairing(NamedTuple):
    """The marks of a paragraph: pairs of (open, close), opens and closes left over; each ascending."""

    pairs: list[tuple[Mark, Mark]]
    opens: list[Mark]
    closes: list[Mark]


class Style(NamedTuple):
    """How a document uses marks that languages use both ways."""

    low: bool
    reversed_angles: bool
    words: frozenset[str]
    elisions: frozenset[str]


@functools.cache
def _reversed_votes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of angles that clearly open outwards, and inwards."""
    return re.compile(r"(?:^|(?<=[\s(]))»(?=\w)", re.MULTILINE), re.compile(r"«\s?(?=\w)")


def style(text: str, language: Language) -> Style:
    """Look at the whole `text` for its habits."""
    outwards, inwards = _reversed_votes()
    back = text.count("»") and len(outwards.findall(text))
    return Style(
        low="„" in text or "‚" in text,
        reversed_angles=bool(back) and back > len(inwards.findall(text)),
        words=frozenset(language.apostrophe_words),
        elisions=frozenset(language.elisions),
    )


def marks(text: str, span: Span, habits: Style) -> list[Mark]:
    """The quotation marks of the paragraph `span`, ascending; apostrophes are left out."""
    found = []
    for m in _MARK.finditer(text, *span):
        glyph = m.group()
        family = _FAMILIES[glyph]
        a, b = m.span()
        before, after = _before(text, a, span[0]), _after(text, b, span[1])
        mark = (
            _single(text, a, b, before, after, habits) if family == "single" and glyph not in "‹›" else None
        )
        if mark is None and (family != "single" or glyph in "‹›"):
            mark = _double(glyph, a, b, before, after, habits)
        if mark is not None:
            found.append(mark)
    return found


def _before(text: str, at: int, start: int) -> str:
    """The last visible character before `at`, "" at the paragraph's start."""
    while at > start and text[at - 1] in IGNORED:
        at -= 1
    return text[at - 1] if at > start else ""


def _after(text: str, at: int, end: int) -> str:
    """The first visible character from `at`, "" at the paragraph's end."""
    while at < end and text[at] in IGNORED:
        at += 1
    return text[at] if at < end else ""


def _role(glyph: str, before: str, after: str, habits: Style) -> Role:
    """Which way a mark looks: by its neighbours where they tell, else by its glyph."""
    default = _GLYPH_ROLES.get(glyph, "either")
    if habits.low and glyph in "“‘":
        default = "close"
    if glyph in "«»‹›" and habits.reversed_angles:
        return "close" if default == "open" else "open"
    if glyph in _FIXED:
        return default
    left = not before or before.isspace() or before in _BEFORE_OPEN
    right = not after or after.isspace() or after in _AFTER_CLOSE
    if left == right:
        return default
    return "open" if left else "close"


def _double(glyph: str, a: int, b: int, before: str, after: str, habits: Style) -> Mark | None:
    """A mark that is no apostrophe, unless it stands inside a word or after inches."""
    role = _role(glyph, before, after, habits)
    if role == "either" and glyph in '"״' and before.isalpha() and after.isalpha() and "א" <= before <= "ת":
        role = "open"
    return Mark(a, b, _FAMILIES[glyph], role, not before.isdecimal())


def _single(text: str, a: int, b: int, before: str, after: str, habits: Style) -> Mark | None:
    """A single mark, or None for an apostrophe."""
    glyph = text[a]
    if (not before or before.isspace() or before in _BEFORE_OPEN) and glyph != "’":
        if not after or after.isspace():
            return None
        word = _WORD_AFTER.match(text, b)
        if _DECADE.match(text, b) or (word and "'" + normal(word.group()) in habits.words):
            return None
        if after.isalnum() or after in _BEFORE_OPEN or after in "[(…$€£#@":
            return Mark(a, b, "single", "open")
    if not before or before.isspace() or glyph in "‚`" or (glyph == "‘" and not habits.low):
        return None
    word = _WORD_BEFORE.search(text, max(0, a - 10), a)
    if word and normal(word.group()) + "'" in habits.elisions:
        return None
    strong = before in _STRONG or before in '»”"' or not after or not after.isspace()
    weak = before in "sSxXzZ" and not strong
    return Mark(a, b, "single", "close", not weak)


def pair(found: Sequence[Mark]) -> Pairing:
    """Match the marks of one paragraph; each family on its own, single marks inside the doubles around them."""
    pairs: list[tuple[Mark, Mark]] = []
    left: list[Mark] = []
    closes: list[Mark] = []
    stacks: dict[Family, list[Mark]] = {}
    for mark in found:
        if mark.family == "single":
            continue
        stack = stacks.setdefault(mark.family, [])
        if mark.role == "close" or (mark.role == "either" and stack):
            if stack:
                pairs.append((stack.pop(), mark))
            elif mark.strong:
                closes.append(mark)
            continue
        if len(stack) >= _MAX_OPEN:
            left.append(stack.pop(0))
        stack.append(mark)
    left += [m for stack in stacks.values() for m in stack]
    _match_kinds(pairs, left, closes)
    singles = [m for m in found if m.family == "single"]
    if singles:
        _pair_singles(singles, pairs, left, closes)
    return Pairing(sorted(pairs), sorted(left), sorted(closes))


def _match_kinds(pairs: list[tuple[Mark, Mark]], left: list[Mark], closes: list[Mark]) -> None:
    """One open and one close left over, of two kinds, in this order: a pair after all."""
    if len(left) == len(closes) == 1 and left[0].start < closes[0].start:
        pairs.append((left.pop(), closes.pop()))


def _pair_singles(
    singles: Sequence[Mark], pairs: list[tuple[Mark, Mark]], left: list[Mark], closes: list[Mark]
) -> None:
    """Match single marks: an open with the best close before the next open, both inside the same double pair."""
    around = _enclosing(singles, pairs)
    matched: list[tuple[Mark, Mark]] = []
    opened: int | None = None
    best: int | None = None
    for i in [*range(len(singles)), -1]:
        if i >= 0 and singles[i].role == "close":
            if opened is None:
                closes.append(singles[i])
            elif around[i] == around[opened] and (
                best is None or (singles[i].strong and not singles[best].strong)
            ):
                best = i
            continue
        if opened is not None and best is not None:
            matched.append((singles[opened], singles[best]))
        elif opened is not None:
            left.append(singles[opened])
        opened, best = (i if i >= 0 else None), None
    pairs += matched


def _enclosing(singles: Sequence[Mark], pairs: Sequence[tuple[Mark, Mark]]) -> list[int]:
    """For each single mark the start of the innermost double pair around it, -1 for none."""
    events = sorted(
        [(o.start, 0, 0) for o, _ in pairs]
        + [(c.start, 1, 0) for _, c in pairs]
        + [(m.start, 2, i) for i, m in enumerate(singles)]
    )
    stack: list[int] = []
    around = [-1] * len(singles)
    for at, kind, i in events:
        if kind == 0:
            stack.append(at)
        elif kind == 1:
            stack.pop()
        else:
            around[i] = stack[-1] if stack else -1
    return around
