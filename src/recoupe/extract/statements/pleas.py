"""Pleas in court: "pleaded not guilty", "a not guilty plea was entered". The plea itself is the content."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoupe import ids
from recoupe.extract.statements.phrases import phrases
from recoupe.model import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.view import Unit, View
    from recoupe.model import Stance

_CONFIDENCE = 0.8
_REACH = 12  # tokens between a plea and who makes it


class _Plea(NamedTuple):
    """The words of a plea; `content` is the place of the one that is the plea itself."""

    words: tuple[str, ...]
    content: int
    stance: Stance


def joined(v: View, found: Iterable[Statement]) -> list[Statement]:
    """`found` with the pleas of `v`, without what else their words were taken for."""
    made = list(find(v))
    spans = [p.cue[0] for p in made]
    return [s for s in found if not any(a < d and c < b for a, b in spans for c, d in s.cue)] + made


def find(v: View) -> Iterator[Statement]:
    """A statement for each plea of `v` that names no charge; one that does is a cue like others."""
    known = tuple(_known(v))
    firsts = {p.words[0] for p in known}
    for unit in v.units:
        i = unit.first
        while i < unit.last:
            if v.low[i] not in firsts:
                i += 1
                continue
            plea = next((p for p in known if tuple(v.low[i : i + len(p.words)]) == p.words), None)
            if plea is not None and not _charged(v, i + len(plea.words), unit):
                yield _statement(v, unit, i, plea)
            i += len(plea.words) if plea else 1


def _known(v: View) -> Iterator[_Plea]:
    """The pleas that the language lists, the longest first; the plea itself stands in brackets."""
    listed: list[tuple[str, Stance]] = [(p, "denies") for p in v.lex.speech.denying_pleas]
    listed += [(p, "confirms") for p in v.lex.speech.admitting_pleas]
    for entry, stance in sorted(listed, key=lambda x: (-len(x[0].split()), x)):
        words = entry.split()
        content = next(n for n, w in enumerate(words) if w.startswith("["))
        yield _Plea(tuple(w.strip("[]") for w in words), content, stance)


def _charged(v: View, i: int, unit: Unit) -> bool:
    """Whether the charge follows ("to two counts of theft")."""
    return i < unit.last and v.lex.has("charge_marks", v.low[i])


def _statement(v: View, unit: Unit, i: int, plea: _Plea) -> Statement:
    content = (v.span(i + plea.content, i + plea.content + 1),)
    cue = (v.span(i, i + len(plea.words)),)
    speaker = _speaker(v, unit, i, i + len(plea.words))
    source = (v.span(*speaker),) if speaker else ()
    return Statement(
        id=ids.make("s", v.doc.article.id, content, source, cue),
        content=content,
        form="indirect",
        stance=plea.stance,
        rule="plea",
        source=source,
        cue=cue,
        confidence=_CONFIDENCE,
    )


def _speaker(v: View, unit: Unit, first: int, last: int) -> tuple[int, int] | None:
    """The nearest phrase before the plea, else the nearest name behind it ("on Dale's behalf")."""
    found = [p for p in phrases(v, unit) if p.kind != "pronoun" or not v.lex.has("relative_pronouns", v.low[p.first])]
    before = [p for p in found if p.last <= first and first - p.last <= _REACH and p.last < first + 1]
    behind = [p for p in found if last <= p.first <= last + _REACH and p.kind == "name"]
    near: Phrase | None = before[-1] if before else behind[0] if behind else None
    if near is None:
        return None
    end = next((i for i in range(near.first + 1, near.last) if v.lex.has("possessives", v.low[i])), near.last)
    return near.first, end
