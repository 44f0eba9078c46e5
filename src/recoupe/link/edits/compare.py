"""Two versions of one article: what was added, dropped and reworded.

Sentences that both versions have, wherever they stand, are no change, and neither is what noise.py tells. What is left
is paired by the words that it shares. A change of a statement is told instead of that of the sentence it stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoupe.link.edits import pairing
from recoupe.link.edits.noise import Noise
from recoupe.link.edits.version import Change, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recoupe.link.edits.version import Line, Version
    from recoupe.model import Statement


class _Left(NamedTuple):
    """The sentences of each version that the other does not have, the pairs among them, and what each word says."""

    gone: list[Line]
    come: list[Line]
    pairs: list[tuple[Line, Line, float]]
    weight: Mapping[str, float]


def compare(before: Version, after: Version) -> tuple[Change, ...]:
    """All changes: the title, then in the order of the text after the change; what is gone stands where it stood."""
    title = _title(before.reading.article.title, after.reading.article.title)
    left = _left(before, after)
    if not left.gone and not left.come:
        return title
    told = list(_statements(before, after, left))
    changes = [*told, *_sentences(before, after, left, told)]
    return (*title, *sorted(changes, key=lambda c: (c.spans[1] or c.spans[0], c.kind)))


def _title(old: str | None, new: str | None) -> tuple[Change, ...]:
    if not old or not new or words(old) == words(new):
        return ()
    return (Change("title", old, new, alike=round(pairing.alike(words(old), words(new), {}), 3)),)


def _left(before: Version, after: Version) -> _Left:
    """What is left when that is taken away which both have, and what is none of the text."""
    gone, come = pairing.left(before.lines, after.lines)
    mine, theirs = Noise(before), Noise(after)
    gone = [x for x in gone if x.n not in before.unseen and not mine.is_noise(x)]
    come = [x for x in come if x.n not in after.unseen and not theirs.is_noise(x)]
    counted = {mine.bare(x) for x in gone if mine.counted(x)} & {theirs.bare(x) for x in come if theirs.counted(x)}
    gone = [x for x in gone if not (mine.counted(x) and mine.bare(x) in counted)]
    come = [x for x in come if not (theirs.counted(x) and theirs.bare(x) in counted)]
    weight = pairing.weights(before.lines, after.lines)
    pairs = pairing.paired([(x, x.words) for x in gone], [(x, x.words) for x in come], weight)
    return _Left(gone, come, pairs, weight)


def _statements(before: Version, after: Version, left: _Left) -> Iterator[Change]:
    """Changes of statements that stand, at least in part, in sentences that changed."""
    gone, come = {x.n for x in left.gone}, {x.n for x in left.come}
    touched = {s.id for s in before.statements if before.inside(s.content) & gone}
    reached = {s.id for s in after.statements if after.inside(s.content) & come}
    old = [(s, words(before.said(s))) for s in before.statements]
    new = [(s, words(after.said(s))) for s in after.statements]
    same = _same([s for s in old if s[0].id not in touched], [s for s in new if s[0].id not in reached])
    old, new = ([x for x in rows if x[0].id not in same] for rows in (old, new))
    met: set[str] = set()
    pairs = [p for p in pairing.paired(old, new, left.weight) if _akin(before, after, left, p[0], p[1])]
    for one, other, score in [*pairs, *_beside(before, after, left, {s.id for p in pairs for s in p[:2]})]:
        met |= {one.id, other.id}
        if one.id in touched or other.id in reached:
            yield from _pair(before, after, left, one, other, score=score)
    yield from (_gone(before, s) for s, _ in old if s.id in touched - met)
    yield from (_come(after, s) for s, _ in new if s.id in reached - met)


def _akin(before: Version, after: Version, left: _Left, one: Statement, other: Statement) -> bool:
    """Whether two statements may be one reworded: of one source, or in sentences that are."""
    if not _moved(before, after, left, one, other):
        return True
    mine, theirs = before.inside(one.content), after.inside(other.content)
    return any(a.n in mine and b.n in theirs for a, b, _ in left.pairs)


def _moved(before: Version, after: Version, left: _Left, one: Statement, other: Statement) -> bool:
    """Whether the sources of two statements have no word in common that says something."""
    mine, theirs = _source(before, one), _source(after, other)
    return bool(mine and theirs and not pairing.alike(mine, theirs, left.weight))


def _beside(
    before: Version, after: Version, left: _Left, met: set[str]
) -> Iterator[tuple[Statement, Statement, float]]:
    """Statements that have few words in common, each the only one left of two sentences that are one reworded."""
    for one, other, score in left.pairs:
        mine = [s for s in before.statements if s.id not in met and before.inside(s.content) == {one.n}]
        theirs = [s for s in after.statements if s.id not in met and after.inside(s.content) == {other.n}]
        if len(mine) == len(theirs) == 1:
            yield mine[0], theirs[0], score


def _same(old: list[tuple[Statement, tuple[str, ...]]], new: list[tuple[Statement, tuple[str, ...]]]) -> set[str]:
    """The ids of statements that stand in sentences which did not change, and that both versions have."""
    mine, theirs = {w for _, w in old}, {w for _, w in new}
    return {s.id for s, w in old if w in theirs} | {s.id for s, w in new if w in mine}


def _pair(
    before: Version, after: Version, left: _Left, one: Statement, other: Statement, *, score: float
) -> Iterator[Change]:
    """How a statement changed: its stance, its words or who said it; nothing where only words around it did."""
    mine, theirs = before.said(one), after.said(other)
    if one.stance == other.stance and words(mine) == words(theirs) and not _moved(before, after, left, one, other):
        return
    yield Change(
        "stance" if one.stance != other.stance else "statement_reworded",
        mine,
        theirs,
        who=other.who or one.who,
        statements=(one.id, other.id),
        stances=(one.stance, other.stance),
        spans=(one.content, other.content),
        alike=round(score, 3),
    )


def _source(version: Version, statement: Statement) -> tuple[str, ...]:
    return words(" ".join(version.text[a:b] for a, b in statement.source))


def _gone(before: Version, s: Statement) -> Change:
    return Change(
        "statement_dropped", before.said(s), "", s.who, (s.id, ""), (s.stance, ""), spans=(s.content, ()), alike=0.0
    )


def _come(after: Version, s: Statement) -> Change:
    return Change(
        "statement_added", "", after.said(s), s.who, ("", s.id), ("", s.stance), spans=((), s.content), alike=0.0
    )


def _sentences(before: Version, after: Version, left: _Left, told: list[Change]) -> Iterator[Change]:
    """Changes of sentences that no change of a statement tells of."""
    mine = {n for c in told for n in before.inside(c.spans[0])}
    theirs = {n for c in told for n in after.inside(c.spans[1])}
    met = {one.n for one, _, _ in left.pairs}, {other.n for _, other, _ in left.pairs}
    for one, other, score in left.pairs:
        if one.n not in mine and other.n not in theirs:
            texts = _text(before, one), _text(after, other)
            yield Change("sentence_reworded", *texts, spans=((one.span,), (other.span,)), alike=round(score, 3))
    for line in left.gone:
        if line.n not in mine | met[0]:
            yield Change("sentence_dropped", _text(before, line), spans=((line.span,), ()))
    for line in left.come:
        if line.n not in theirs | met[1]:
            yield Change("sentence_added", "", _text(after, line), spans=((), (line.span,)))


def _text(version: Version, line: Line) -> str:
    return version.text[slice(*line.span)]
