"""Quotations over a whole document: nested, over several paragraphs, with marks missing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from recoupe.model import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.model import Sentence, Span, Spans
    from recoupe.text.marks import Family, Mark, Pairing

_LOOK_AHEAD = 12
_LONG_DASH = "—"
_DASHES = "—–―"
_SENTENCE_ENDS = ".?!…"
_MOST = 500  # marks without a mate in a paragraph; more are noise
_SHORT = 8  # characters looked at for a blank and what stands before or after it
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
    pairings = _resumed(text, paragraphs, pairings)
    pieces: list[_Piece] = []
    carry: _Carry | None = None
    for i, (span, found) in enumerate(zip(paragraphs, pairings, strict=True)):
        again = carry.family if carry is not None and carry.last < i else None
        carry = None if again else carry
        here = [_Piece(o.start, c.end, (o.end, c.start), closed=True, continued=False) for o, c in found.pairs]
        floor, closed_by = span[0], None
        if carry is not None:
            here.append(_continued(span, carry, i))
            floor = closed_by = here[-1].end
            carry = carry if carry.last > i else None
        if 0 < len(found.opens) + len(found.closes) <= _MOST:
            marked = _Marked(text, span, starts, sentences, found)
            here += _unopened([c for c in found.closes if c.end != closed_by and c.start >= floor], marked)
            ahead = _look_ahead(found.opens[-1], i, pairings, paragraphs) if found.opens and carry is None else None
            for mark in found.opens:
                if mark.start >= floor:
                    last = mark is found.opens[-1]
                    piece, goes_on = _unclosed(mark, marked, ahead if last else None)
                    here += [piece] if piece else []
                    carry = ahead if goes_on and last else carry
        elif not here and dialogue_dash:
            here += _dialogue(text, span)
        if again:
            here = [_Piece(*p[:4], continued=True) if p.start == span[0] else p for p in here]
        pieces += _trimmed(text, here)
    return tuple(_nested(pieces))


def _resumed(text: str, paragraphs: Spans, pairings: Sequence[Pairing]) -> Sequence[Pairing]:
    """The pairings; a closing mark before a paragraph that goes on with an open quotation opens it again."""
    made = list(pairings)
    for i in range(1, len(made)):
        before, here, start = made[i - 1].opens, made[i], paragraphs[i][0]
        if not before or not here.closes or here.closes[0].start != start:
            continue
        mark, *closes = here.closes
        if mark.family != before[-1].family or not _goes_on(text, mark.end, paragraphs[i][1]):
            continue
        mark = mark._replace(role="open")
        close = next((c for c in closes if c.family == mark.family), None)
        if close is None:
            made[i] = here._replace(opens=[mark, *here.opens], closes=closes)
        else:
            closes.remove(close)
            made[i] = here._replace(pairs=sorted([(mark, close), *here.pairs]), closes=closes)
    return made


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether words, not a comma or the narrator's clause, follow at once."""
    head = text[start:end].lstrip()[:1] if end - start < _SHORT else text[start : start + _SHORT].lstrip()[:1]
    return head.isalnum() and not head.islower()


class _Marked:
    """A paragraph with marks left over: its sentences and its marks by offset."""

    def __init__(
        self, text: str, span: Span, starts: Sequence[int], sentences: Sequence[Sentence], found: Pairing
    ) -> None:
        self.text, self.span = text, span
        self._starts, self._sentences = starts, sentences
        self._closed = sorted(c.start for _, c in found.pairs)
        self._pairs: dict[Family, list[tuple[Mark, Mark]]] = {}
        self._opens: dict[Family, list[Mark]] = {}
        for o, c in found.pairs:
            self._pairs.setdefault(o.family, []).append((o, c))
        for o in found.opens:
            self._opens.setdefault(o.family, []).append(o)

    def sentence(self, at: int) -> Span:
        """The sentence around `at`."""
        s = self._sentences[max(0, bisect_right(self._starts, at) - 1)]
        return max(s.start, self.span[0]), min(s.end, self.span[1])

    def begins(self, at: int) -> bool:
        """Whether a sentence starts at `at`."""
        return self.sentence(at)[0] == at

    def closed_between(self, start: int, end: int) -> bool:
        """Whether a pair is closed from `start` to `end`."""
        return bisect_left(self._closed, end) > bisect_left(self._closed, start)

    def pairs_after(self, mark: Mark) -> tuple[tuple[Mark, Mark], tuple[Mark, Mark]] | None:
        """The first and the last pair of the same family that open after `mark`; None if there is none."""
        pairs = self._pairs.get(mark.family, [])
        i = bisect_right(pairs, mark.start, key=lambda p: p[0].start)
        return (pairs[i], pairs[-1]) if i < len(pairs) else None

    def open_after(self, mark: Mark) -> Mark | None:
        """The next mark of the same family that opens and is not closed."""
        opens = self._opens.get(mark.family, [])
        i = bisect_right(opens, mark.start, key=lambda o: o.start)
        return opens[i] if i < len(opens) else None


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


def _unclosed(mark: Mark, marked: _Marked, ahead: _Carry | None) -> tuple[_Piece | None, bool]:
    """The piece of a quotation whose close is not in its paragraph, and whether it goes on after it."""
    start, end = marked.span
    inside = marked.pairs_after(mark)
    after = min([m for m in (inside and inside[0][0], marked.open_after(mark)) if m], default=None)
    if after is not None and marked.begins(after.start):
        return _piece(mark, after.start), False
    if ahead is not None and (ahead.close is not None or not inside):
        return _piece(mark, end), True
    if mark.family == "single":
        return None, False
    if inside:
        close = inside[1][1]
        return _Piece(mark.start, close.end, (mark.end, close.start), closed=False, continued=False), False
    if mark.start == start or marked.text[max(start, mark.start - _SHORT) : mark.start].rstrip().endswith(":"):
        return _piece(mark, end), False
    return _piece(mark, marked.sentence(mark.start)[1]), False


def _piece(mark: Mark, end: int) -> _Piece:
    """A quotation from `mark` to the inferred `end`."""
    return _Piece(mark.start, end, (mark.end, end), closed=False, continued=False)


def _unopened(closes: Sequence[Mark], marked: _Marked) -> Iterator[_Piece]:
    """The quotations that `closes` end though nothing opened them: from the start of the sentence, or a colon."""
    done = marked.span[0]
    for mark in closes:
        if mark.family == "single" or mark.role != "close" or mark.weight < _CERTAIN:
            continue
        start = max(done, marked.sentence(mark.start)[0])
        colon = marked.text.rfind(": ", start, mark.start)
        start = colon + 2 if colon >= 0 else start
        if start < mark.start and not marked.closed_between(start, mark.start):
            yield _Piece(start, mark.end, (start, mark.start), closed=False, continued=False)
        done = mark.end


def _dialogue(text: str, span: Span) -> Iterator[_Piece]:
    """Speech after a dash at the start of a paragraph; a clause between later dashes is the narrator's.

    A shorter dash also begins the items of lists: after it only whole sentences are speech.
    """
    start, end = span
    dash = text[start]
    if dash not in _DASHES:
        return
    if dash != _LONG_DASH and not (_goes_on(text, start + 1, end) and text[end - 1] in _SENTENCE_ENDS):
        return
    speech = True
    while start < end:
        stop = text.find(" " + dash, start + 1, end)
        stop = stop if stop >= 0 else end
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
            outer = start if p.start == p.inner[0] else p.start, end if p.end == p.inner[1] else p.end
            yield p._replace(start=outer[0], end=outer[1], inner=(start, end))


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
