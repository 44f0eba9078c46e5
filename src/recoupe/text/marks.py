"""Quotation marks: where they stand, which way they look, which two make a pair inside one paragraph."""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoupe.text.paragraphs import IGNORED
from recoupe.text.tokens import normal

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
_MAYBE_APOSTROPHES = frozenset("'’‘‚‛`")
_CLOSING = frozenset("'’‘")
_FIXED = frozenset("„‚«»「」『』《》")
_MARK = re.compile("[" + "".join(map(re.escape, sorted({c[0] for c in _FAMILIES} - {"‛"}))) + "](?:(?<=')'|(?<=`)`)?")
_BEFORE_OPEN = frozenset("([{<–—-/:=;¿¡*«»“”„\"'’‘‚‹›")
_AFTER_CLOSE = frozenset(".,;:!?…)]}>–—-/*«»“”\"'’‘‹›،؛؟")
_STRONG = frozenset(".,;!?…،؛؟")
_AFTER_OPEN = _BEFORE_OPEN | frozenset("[…$€£#@")
_DECADE = re.compile(r"\d\ds?(?!\w)")
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,10}\Z")
_WORD_AFTER = re.compile(r"\w{1,10}")
_MAX_OPEN = 8
_CERTAIN = 2
_PLURALS = frozenset("sSxXzZ")  # endings that a possessive apostrophe follows
_INCHES = re.compile(r"\d['’′] ?\d{1,2}\Z")
_PARTICLE = 2


class Mark(NamedTuple):
    """A quotation mark.

    `weight`: 2 certain, 1 likely, 0 doubtful (an apostrophe or an inner mark of a word). `straight`: its glyph looks
    neither way, only its neighbours tell its role.
    """

    start: int
    end: int
    family: Family
    role: Role
    weight: int = 2
    straight: bool = False


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
    clitics: frozenset[str]


@functools.cache
def _reversed_votes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of angles that clearly open outwards, and inwards."""
    return re.compile(r"(?:^|(?<=[\s(]))»(?=\w)", re.MULTILINE), re.compile(r"(?:^|(?<=[\s('’]))«", re.MULTILINE)


def style(text: str, language: Language) -> Style:
    """Look at the whole `text` for its habits."""
    outwards, inwards = _reversed_votes()
    back = text.count("»") and len(outwards.findall(text))
    return Style(
        low="„" in text or "‚" in text,
        reversed_angles=bool(back) and back > len(inwards.findall(text)),
        words=frozenset(language.apostrophe_words),
        elisions=frozenset(language.elisions),
        clitics=frozenset(language.clitics),
    )


def marks(text: str, span: Span, habits: Style) -> list[Mark]:
    """The quotation marks of the paragraph `span`, ascending; apostrophes are left out."""
    found = []
    for m in _MARK.finditer(text, *span):
        a, b = m.span()
        glyph = text[a:b]
        if glyph in _MAYBE_APOSTROPHES:
            if not _may_quote(text, a, span[1]):
                continue
            mark = _single(text, a, (_before(text, a, span[0]), _after(text, b, span[1])), habits)
        else:
            mark = _double(text, (a, b), (_before(text, a, span[0]), _after(text, b, span[1])), habits)
        if mark is not None:
            found.append(mark)
    return found


def _may_quote(text: str, at: int, end: int) -> bool:
    """Whether a mark like an apostrophe has a word on one side only; most have on both."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2] if at + 1 < end else ""
    opens = bool(after) and not after.isspace() and not before.isalnum()
    return opens or (bool(before) and not before.isspace() and not after.isalnum() and text[at] in _CLOSING)


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


def _double(text: str, at: Span, around: tuple[str, str], habits: Style) -> Mark | None:
    """Judge a mark that is no apostrophe; None for one inside an acronym."""
    (a, b), (before, after) = at, around
    glyph = text[a:b]
    family = _FAMILIES[glyph]
    role, weight = _role(glyph, before, after, habits), 2
    if before.isdecimal() and _INCHES.search(text, max(0, a - 6), a):
        return None
    if family == "double" and before.isalpha() and after.isalpha():
        if before.lower() != before.upper():
            role, weight = "either", 0
        elif _is_prefix(text, a, b, habits.clitics):
            role = "open"
        else:
            return None
    elif role == "close" and family == "double" and before.isalnum() and after not in _STRONG:
        weight = 1
    return Mark(a, b, family, role, weight, glyph not in _GLYPH_ROLES)


def _is_prefix(text: str, a: int, b: int, clitics: frozenset[str]) -> bool:
    """Whether a mark inside a caseless word stands after a particle of one or two letters and not in an acronym."""
    before, after = _WORD_BEFORE.search(text, max(0, a - 10), a), _WORD_AFTER.match(text, b)
    if clitics:
        return before is not None and after is not None and clitics >= set(before.group()) and len(after.group()) > 1
    return bool(before and after and len(before.group()) <= _PARTICLE < len(after.group()))


def _single(text: str, at: int, around: tuple[str, str], habits: Style) -> Mark | None:
    """Judge a single mark, which may be an apostrophe: then None."""
    glyph, (before, after) = text[at], around
    if (not before or before.isspace() or before in _BEFORE_OPEN) and glyph != "’":
        word = _WORD_AFTER.match(text, at + 1)
        if _DECADE.match(text, at + 1) or (word and "'" + normal(word.group()) in habits.words):
            return None
        if after.isalnum() or (after and after in _AFTER_OPEN):
            return Mark(at, at + 1, "single", "open")
    if not before or before.isspace() or glyph in "‚`":
        return None
    word = _WORD_BEFORE.search(text, max(0, at - 10), at)
    if word and normal(word.group()) + "'" in habits.elisions:
        return None
    sure = before in _STRONG or before in '»”"' or (after and after in _STRONG and before not in _PLURALS)
    weight = 2 if sure else 1
    if weight == 1 and ((before in _PLURALS and after.isspace()) or (glyph == "‘" and not habits.low)):
        weight = 0
    return Mark(at, at + 1, "single", "close", weight)


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
            elif mark.weight:
                closes.append(mark)
            continue
        if len(stack) >= _MAX_OPEN:
            left.append(stack.pop(0))
        stack.append(mark)
    left += [m for stack in stacks.values() for m in stack]
    left = [m for m in left if m.weight]
    closes = _match_straight(pairs, closes)
    _match_kinds(pairs, left, closes)
    singles = [m for m in found if m.family == "single"]
    if singles:
        _pair_singles(singles, pairs, left, closes)
    return Pairing(sorted(pairs), sorted(left), sorted(closes))


def _match_straight(pairs: list[tuple[Mark, Mark]], closes: list[Mark]) -> list[Mark]:
    """Two straight marks that both seem to close what nothing opened are a pair with a blank on the wrong side."""
    rest: list[Mark] = []
    for mark in closes:
        if rest and rest[-1].straight and mark.straight and rest[-1].family == mark.family:
            pairs.append((rest.pop(), mark))
        else:
            rest.append(mark)
    return rest


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
    stack: list[int] = []
    opened = [i for i, m in enumerate(singles) if m.role == "open"]
    for begin, end in pairwise([-1, *opened, len(singles)]):
        if begin >= 0:
            stack.append(begin)
        inside = [i for i in range(begin + 1, end) if not stack or around[i] == around[stack[-1]]]
        if not stack:
            closes += [singles[i] for i in inside if singles[i].weight]
            continue
        best = next((i for i in inside if singles[i].weight), inside[0] if inside else None)
        good = [i for i in inside if i == best or (best is not None and i > best and singles[i].weight == _CERTAIN)]
        matched += [(singles[stack.pop()], singles[i]) for i in good[: len(stack)]]
    left += [singles[i] for i in stack]
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
