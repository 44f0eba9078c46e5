"""Which stretches of an article stand word for word in another: pairs of spans, the copy's first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.link.copies.sketch import runs, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.model import Span

_LEAST = 5
_OFTEN = 8


def aligned(copy: str, original: str, least: int = _LEAST) -> tuple[tuple[Span, Span], ...]:
    """Stretches of at least `least` words of `copy`, in its order and not overlapping, with where `original` has them.

    Each stretch is taken where it is longest. Case and marks between the words may differ.
    """
    ours, places = words(copy)
    theirs, others = words(original)
    starts: dict[int, list[int]] = {}
    for at, run in enumerate(runs(theirs).tolist()):
        starts.setdefault(run, []).append(at)
    mine, own, foreign = runs(ours).tolist(), ours.tolist(), theirs.tolist()
    out = []
    at = 0
    while at < len(mine):
        length, there = _longest(own, foreign, at, starts.get(mine[at], [])[:_OFTEN])
        if length >= min(least, len(own)):
            out.append(
                (
                    (places[at].start, places[at + length - 1].end),
                    (others[there].start, others[there + length - 1].end),
                )
            )
            at += length
        else:
            at += 1
    return tuple(out)


def _longest(own: Sequence[int], foreign: Sequence[int], at: int, starts: Sequence[int]) -> tuple[int, int]:
    """The longest stretch of `own` from `at` that `foreign` has at one of `starts`: its words, and where."""
    best = (0, -1)
    for start in starts:
        length = 0
        while at + length < len(own) and start + length < len(foreign) and own[at + length] == foreign[start + length]:
            length += 1
        if length > best[0]:
            best = (length, start)
    return best
