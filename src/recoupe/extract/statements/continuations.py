"""Quotations that no cue claims: speech that goes on, speech that begins before its cue, or no speech at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from recoupe.extract.statements.view import View
    from recoupe.model import Quotation, Span, Statement


class Speech(NamedTuple):
    """A cueless content; `model` is the index of the statement whose speaker it shares, `near` if that is beside it.

    `joined`: it is one more piece of the content of `model`; nothing, or the cue's clause alone, stands between.
    """

    content: Span
    model: int | None
    near: bool
    joined: bool = False


_SENTENCE = frozenset(".?!…")  # what ends one
_GOES_ON = frozenset(",—–-")  # what stands before the second part of one that a cue interrupts
_FEW = 4  # words: a shorter quotation is a term or a title unless a sentence of its own


def find(v: View, statements: list[Statement]) -> list[Speech]:
    """The uncued quotations of `v` that are speech; `statements` are those with a cue, in text order."""
    taken = [(s, -1 if not st.cue or _is_around(st) else st.cue[0][0]) for st in statements for s in st.content]
    lines = list(v.doc.paragraphs)
    line_of = {q: _line(lines, quote.inner[0]) for q, quote in enumerate(v.doc.quotations)}
    chains = _chains(v)
    outer = {i for i, s in enumerate(statements) if s.cue and s.source and v.outer[v.tokens(s.cue[0])[0]] < 0}
    out: list[Speech] = []
    last: tuple[int, int] | None = None  # statement index, line of the latest direct speech
    for chain in chains:
        owner = _owner(v, chain, statements)
        for q in chain:
            quote = v.doc.quotations[q]
            mine = line_of[q]
            if any(_overlap(quote.inner, t) and not _cited(quote, t, cue) for t, cue in taken):
                continue
            beside = _interrupted(v, q, statements)
            if beside is None and not _is_speech(v, q, chained=len(chain) > 1):
                continue
            beside = _beside(v, q, statements) if beside is None else beside
            if beside is not None:
                out.append(Speech(quote.inner, beside, near=True, joined=True))
                continue
            model = owner if owner is not None else _neighbour(statements, outer, lines, mine, last)
            if model is None and len(chain) == 1 and not _whole(v, q):
                continue
            near = model is not None and any(abs(_line(lines, s[0]) - mine) <= 1 for s in statements[model].source)
            out.append(Speech(quote.inner, model, near))
            if model is not None:
                last = (model, mine)
        if owner is not None:
            last = (owner, line_of[chain[-1]])
    return out


def _is_around(s: Statement) -> bool:
    """Whether the cue stands between two parts of what is said: "P —said X—, Q"."""
    return s.content[0][1] <= s.cue[0][0] < s.content[-1][0]


def _cited(quote: Quotation, content: Span, cue: int) -> bool:
    """Whether who is quoted cites somebody: the cue at `cue` stands in the quotation itself.

    Where no mark closes the quotation, one whose content begins it is the reporter's ("“P, she said.").
    """
    inside = quote.inner[0] <= cue < quote.inner[1]
    return inside and (quote.closed or content[0] > quote.inner[0])


def _beside(v: View, q: int, statements: list[Statement]) -> int | None:
    """The statement whose content is the quotation that follows an unclosed one at once."""
    quotes, end = v.doc.quotations, v.doc.quotations[q].end
    following = next((r for r in quotes[q + 1 :] if not r.depth), None)
    if quotes[q].closed or following is None or v.doc.text[end : following.start].strip() or _new_line(v, q, following):
        return None
    return next((i for i, s in enumerate(statements) if any(_overlap(following.inner, c) for c in s.content)), None)


def _interrupted(v: View, q: int, statements: list[Statement]) -> int | None:
    """The statement whose cue interrupts a sentence that goes on in this quotation ("P," said X, "Q")."""
    text, quote = v.doc.text, v.doc.quotations[q]
    before = next((r for r in v.doc.quotations[q - 1 :: -1] if not r.depth), None) if q else None
    if before is None or before.end > quote.start or _new_line(v, q, before):
        return None
    if (
        text[slice(*before.inner)].rstrip()[-1:] in _SENTENCE
        or text[before.end : quote.start].rstrip()[-1:] not in _GOES_ON
    ):
        return None
    for i, s in enumerate(statements):
        if s.cue and before.end <= s.cue[0][0] < quote.start and any(_overlap(before.inner, c) for c in s.content):
            return i
    return None


def _new_line(v: View, q: int, following: Quotation) -> bool:
    lines = list(v.doc.paragraphs)
    return _line(lines, v.doc.quotations[q].start) != _line(lines, following.start)


def _chains(v: View) -> list[list[int]]:
    """Outermost quotations, those that go on from paragraph to paragraph together."""
    out: list[list[int]] = []
    for q, quote in enumerate(v.doc.quotations):
        if quote.depth:
            continue
        if quote.continued and out:
            out[-1].append(q)
        else:
            out.append([q])
    return out


def _owner(v: View, chain: list[int], statements: list[Statement]) -> int | None:
    """The statement that has a cue and whose content lies in the chain."""
    for i, st in enumerate(statements):
        if st.cue and any(_overlap(v.doc.quotations[q].inner, s) for q in chain for s in st.content):
            inside = any(v.doc.quotations[q].inner[0] <= st.cue[0][0] < v.doc.quotations[q].inner[1] for q in chain)
            if not inside:
                return i
    return None


def _neighbour(
    statements: list[Statement], outer: set[int], lines: list[Span], mine: int, last: tuple[int, int] | None
) -> int | None:
    """The speaker that an uncued quotation continues: the latest one, unless the next line's cue begins with it."""
    before = [i for i, s in enumerate(statements) if i in outer and 0 <= mine - _line(lines, s.cue[0][0]) <= 1]
    if before:
        return before[-1]
    if last is not None and mine - last[1] <= 1:
        return last[0]
    after = [i for i, s in enumerate(statements) if i in outer and _line(lines, s.cue[0][0]) - mine == 1]
    return after[0] if after else None


def _line(lines: list[Span], at: int) -> int:
    lo, hi = 0, len(lines)
    while lo < hi:
        mid = (lo + hi) // 2
        if lines[mid][0] <= at:
            lo = mid + 1
        else:
            hi = mid
    return lo - 1


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _is_speech(v: View, q: int, *, chained: bool) -> bool:
    quote = v.doc.quotations[q]
    a, b = v.tokens(quote.inner)
    if a >= b:
        return False
    if chained:
        return True
    words = sum(v.is_word(i) for i in range(a, b))
    verb = any(v.pos[i] in {"VERB", "AUX"} for i in range(a, b)) or not any(v.pos)
    return _whole(v, q) or (words >= _FEW and verb and v.may_begin(a) and _ended(v, b))


def _ended(v: View, b: int) -> bool:
    return v.low[b - 1][:1] in {".", "?", "!", "…"} or (b < len(v.low) and v.low[b][:1] in {".", "?", "!"})


def _whole(v: View, q: int) -> bool:
    """Whether the quotation is all of one or more sentences."""
    quote = v.doc.quotations[q]
    text = v.doc.text
    line_start = max((p[0] for p in v.doc.paragraphs if p[0] <= quote.start), default=0)
    line_end = min((p[1] for p in v.doc.paragraphs if p[1] >= quote.inner[1]), default=len(text))
    return not text[line_start : quote.start].strip() and len(text[quote.end : line_end].strip(" .!?…\u00a0")) == 0
