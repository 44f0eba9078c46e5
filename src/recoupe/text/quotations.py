"""Quotations over a whole document: nested, over several paragraphs, with marks missing."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from recoupe.model import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.model import Sentence, Span, Spans
    from recoupe.text.marks import Family, Mark, Pairing

_LOOK_AHEAD = 12
_DASHES = "—"
_CERTAIN = 2


class _Carry(NamedTuple):
    """A quotation that goes on: its family, the last paragraph, the closing mark there (None: up to its end)."""

    family: Family
    last: int
    close: Mark | None


class _Piece(NamedTuple):
    """A quotation before its depth is known."""

    start: int
    end: int
    inner: Span
    closed: bool
    continued: bool


def quotations(
    text: str,
    paragraphs: Spans,
    pairings: Sequence[Pairing],
    sentences: Sequence[Sentence],
    *,
    dialogue_dash: bool = False,
) -> tuple[Quotation, ...]:
    """All quotations, ascending, outer before inner; none crosses a paragraph or another quotation."""
    starts = [s.start for s in sentences]
    pieces: list[_Piece] = []
    carry: _Carry | None = None
    for i, (span, found) in enumerate(zip(paragraphs, pairings, strict=True)):
        here = [_Piece(o.start, c.end, (o.end, c.start), closed=True, continued=False) for o, c in found.pairs]
        floor = span[0]
        if carry is not None:
            here.append(_continued(span, carry, i))
            floor = here[-1].end
            carry = None if carry.last == i else carry
        if found.opens or found.closes:
            bounds = _Bounds(text, span, starts, sentences)
            closed_by = floor if here and floor > span[0] else None
            here += [
                p
                for c in found.closes
                if c.end != closed_by and c.start >= floor and (p := _unopened(c, found, bounds))
            ]
            for k, mark in enumerate(found.opens):
                if mark.start < floor:
                    continue
                last = k == len(found.opens) - 1
                ahead = _look_ahead(mark, i, pairings, paragraphs) if last and carry is None else None
                piece, goes_on = _unclosed(mark, found, bounds, ahead)
                here += [piece] if piece else []
                if goes_on:
                    carry = ahead if ahead and ahead.last > i else carry
        elif not here and dialogue_dash and text[span[0]] in _DASHES:
            here += _dialogue(text, span)
        pieces += _trimmed(text, here)
    return tuple(_nested(pieces))


class _Bounds(NamedTuple):
    """The sentences of a paragraph, by offset."""

    text: str
    span: Span
    starts: Sequence[int]
    sentences: Sequence[Sentence]

    def sentence(self, at: int) -> Span:
        """The sentence around `at`."""
        s = self.sentences[max(0, bisect_right(self.starts, at) - 1)]
        return max(s.start, self.span[0]), min(s.end, self.span[1])

    def begins(self, at: int) -> bool:
        """Whether a sentence starts at `at`."""
        return self.sentence(at)[0] == at


def _continued(span: Span, carry: _Carry, i: int) -> _Piece:
    """The part of a running quotation in paragraph `i`."""
    if i == carry.last and carry.close is not None:
        return _Piece(span[0], carry.close.end, (span[0], carry.close.start), closed=True, continued=True)
    return _Piece(span[0], span[1], span, closed=False, continued=True)


def _look_ahead(mark: Mark, i: int, pairings: Sequence[Pairing], paragraphs: Spans) -> _Carry | None:
    """Where the quotation that `mark` opens in paragraph `i` ends: in a later one; None if it is broken."""
    sure = _CERTAIN if mark.family == "single" else 1
    for j in range(i + 1, min(i + 1 + _LOOK_AHEAD, len(pairings))):
        found = pairings[j]
        first = _first(found, mark.family)
        if first is None:
            continue
        if first.start == paragraphs[j][0] and first.role != "close":
            return _Carry(mark.family, j - 1, None) if j == i + 1 else None
        close = next((c for c in found.closes if c.family == mark.family and c.weight >= sure), None)
        if close is None:
            close = next((o for o in found.opens if o.family == mark.family and o.role == "either"), None)
        if close is not None:
            return _Carry(mark.family, j, close)
        if any(o.family == mark.family for o in found.opens):
            return None
    return None


def _first(found: Pairing, family: Family) -> Mark | None:
    """The first mark of `family` in a paragraph."""
    heads = [m for m in (*(o for o, _ in found.pairs[:1]), *found.opens[:1], *found.closes[:1]) if m.family == family]
    if not heads:
        heads = [m for m in (*(o for o, _ in found.pairs), *found.opens, *found.closes) if m.family == family]
    return min(heads, default=None)


def _unclosed(mark: Mark, found: Pairing, bounds: _Bounds, ahead: _Carry | None) -> tuple[_Piece | None, bool]:
    """The piece of a quotation whose close is not in its paragraph, and whether it goes on after it."""
    end = bounds.span[1]
    inside = [(o, c) for o, c in found.pairs if o.start > mark.start and o.family == mark.family]
    later = [o for o in found.opens if o.start > mark.start and o.family == mark.family]
    after = min([o for o, _ in inside[:1]] + later[:1], default=None)
    if after is not None and bounds.begins(after.start):
        return _piece(mark, after.start), False
    if ahead is not None and (ahead.close is not None or not inside):
        return _piece(mark, end), True
    if mark.family == "single":
        return None, False
    if inside:
        close = inside[-1][1]
        return _Piece(mark.start, close.end, (mark.end, close.start), closed=False, continued=False), False
    if mark.start == bounds.span[0] or bounds.text[bounds.span[0] : mark.start].rstrip().endswith(":"):
        return _piece(mark, end), False
    return _piece(mark, bounds.sentence(mark.start)[1]), False


def _piece(mark: Mark, end: int) -> _Piece:
    """A quotation from `mark` to the inferred `end`."""
    return _Piece(mark.start, end, (mark.end, end), closed=False, continued=False)


def _unopened(mark: Mark, found: Pairing, bounds: _Bounds) -> _Piece | None:
    """The quotation that `mark` closes though nothing opened it: from the start of its sentence."""
    if mark.family == "single" or mark.role != "close" or mark.weight < _CERTAIN:
        return None
    start = bounds.sentence(mark.start)[0]
    colon = bounds.text.rfind(": ", start, mark.start)
    start = colon + 2 if colon >= 0 else start
    if any(start <= c.start < mark.start for _, c in found.pairs) or start >= mark.start:
        return None
    return _Piece(start, mark.end, (start, mark.start), closed=False, continued=False)


def _dialogue(text: str, span: Span) -> Iterator[_Piece]:
    """Speech after a dash at the start of a paragraph; a clause between later dashes is the narrator's."""
    start, end = span
    speech = True
    while start < end:
        stop = min((p for d in _DASHES if (p := text.find(" " + d, start + 1, end)) >= 0), default=end)
        if speech and stop > start + 1:
            yield _Piece(start, stop, (start + 1, stop), closed=True, continued=False)
        start, speech = stop + 1 if stop < end else end, not speech


def _trimmed(text: str, pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Cut blanks off the inner spans and inferred ends; drop empty quotations."""
    for p in pieces:
        start, end = p.inner
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield p._replace(inner=(start, end), end=end if p.end == p.inner[1] else p.end)


def _nested(pieces: Sequence[_Piece]) -> Iterator[Quotation]:
    """Give each its depth; of two that cross the later is dropped."""
    stack: list[int] = []
    for p in sorted(pieces, key=lambda p: (p.start, -p.end)):
        while stack and stack[-1] <= p.start:
            stack.pop()
        if stack and p.end > stack[-1]:
            continue
        yield Quotation(p.start, p.end, p.inner, depth=len(stack), closed=p.closed, continued=p.continued)
        stack.append(p.end)
