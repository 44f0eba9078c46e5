"""Speech that names nobody: whose it is, by the statements before and behind it.

A quotation without cue and source goes on from its neighbour; consecutive ones make a run that has one speaker.
Method: runs of quotations as in Muzny et al. 2017 ("conversational" and "vocative" sieves left out: news has neither).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recoupe.extract.actors.view import View
    from recoupe.model import Span, Statement

_WINDOW = 16  # statements before and behind that are looked at
_NEAR = 1  # lines between a quotation and the one it goes on from


def models(v: View, statements: Sequence[Statement]) -> Mapping[int, int]:
    """For each statement without source and cue, the index of the one whose speaker it shares, where there is one."""
    if not any(map(silent, statements)):
        return {}
    lines = [_lines(v, s) for s in statements]
    inner = [_nested(statements, i) for i in range(len(statements))]
    out: dict[int, int] = {}
    for run in _runs(statements, lines, inner):
        model = _model(statements, lines, inner, run)
        if model >= 0:
            out.update(dict.fromkeys(run, model))
    return out


def silent(s: Statement) -> bool:
    """Whether the statement says nothing of its speaker."""
    return not s.source and not s.cue


def _lines(v: View, s: Statement) -> Span:
    """The first and last line that the statement touches."""
    last = len(v.starts) - 1
    touched = [v.line(min(v.tokens(span)[0], last)) for span in (*s.content, *s.source, *s.cue)]
    return min(touched), max(touched)


def _nested(statements: Sequence[Statement], i: int) -> bool:
    """Whether a statement stands, cue and all, inside the content of another."""
    at = (statements[i].cue or statements[i].content)[0][0]
    mine = statements[i].content
    near = statements[max(0, i - _WINDOW) : i + _WINDOW]
    return any(p <= at < q and other.content != mine for other in near for p, q in other.content)


def _around(statements: Sequence[Statement], i: int) -> Iterator[tuple[int, Statement]]:
    """The statements near `i` in the text, each with its index."""
    for k in range(max(0, i - _WINDOW), min(len(statements), i + _WINDOW)):
        if k != i:
            yield k, statements[k]


def _runs(statements: Sequence[Statement], lines: list[Span], inner: list[bool]) -> Iterator[list[int]]:
    """Silent statements on neighbouring lines, none with a speaker of its own between them."""
    run: list[int] = []
    for i, s in enumerate(statements):
        if not silent(s):
            if run and not inner[i]:
                yield run
                run = []
            continue
        if run and lines[i][0] - lines[run[-1]][1] > _NEAR:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _model(statements: Sequence[Statement], lines: list[Span], inner: list[bool], run: list[int]) -> int:
    """The statement before the run, or the one behind it where that is more of the same speech; -1 if none is near."""
    before = [k for k, s in _around(statements, run[0]) if k < run[0] and not silent(s) and not inner[k]]
    behind = [k for k, s in _around(statements, run[-1]) if k > run[-1] and not silent(s) and not inner[k]]
    before = [k for k in before if lines[run[0]][0] - lines[k][1] <= _NEAR]
    behind = [k for k in behind if lines[k][0] - lines[run[-1]][1] <= _NEAR]
    spoken = [k for k in before if statements[k].form != "indirect"]
    if spoken:
        return _innermost(statements, spoken)
    if behind and statements[behind[0]].form == "direct" and (not before or not statements[behind[0]].cue):
        return behind[0]
    return _innermost(statements, before) if before else behind[0] if behind else -1


def _innermost(statements: Sequence[Statement], near: list[int]) -> int:
    """The last of `near` that does not report another of them."""

    def reports(k: int) -> bool:
        return any(
            j != k
            and any(
                p <= a and b <= q and (p, q) != (a, b)
                for p, q in statements[k].content
                for a, b in statements[j].content
            )
            for j in near
        )

    return next((k for k in reversed(near) if not reports(k)), near[-1])
