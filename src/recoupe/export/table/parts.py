"""The parts of an article's ledger, from its headline down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from recoupe.export import _days, _view
from recoupe.export.table.cells import (
    HEADING,
    QUIET,
    STYLES,
    UNSOURCED,
    Ink,
    cell,
    shortened,
    stance_word,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from recoupe.export._view import Dispute, Side
    from recoupe.model import Actor, Statement

LONGEST = 300  # characters of a statement that are shown
_ACTORS = 12
_INDENT = (0, 0, 0, 1)
_NUMBER, _STANCE = 4, 10


def article(ink: Ink) -> list[RenderableType]:
    """Everything of one article."""
    disputes = _view.disputes(ink.reading)
    return [
        *_headline(ink, len(disputes)),
        *_ledger(ink, disputes),
        *_disputed(ink, disputes),
        *_timeline(ink),
        *_actors(ink),
        *_problems(ink),
    ]


def _headline(ink: Ink, disputed: int) -> list[RenderableType]:
    reading = ink.reading
    a = reading.article
    title = cell(_view.line(a.title or a.ref), ink.width, HEADING)
    facts = [a.site or "", _days.published(a) or "no date", a.lang or "", "" if a.kind == "news" else a.kind]
    by = ", ".join(map(_view.line, a.authors))
    line = " · ".join(_view.line(f).replace("_", " ") for f in [*facts, by and f"by {by}"] if f)
    return [Text(ink.rule(heavy=True), QUIET), title, cell(line, ink.width, QUIET), _counts(ink, disputed)]


def _counts(ink: Ink, disputed: int) -> Text:
    found = ink.reading.statements
    denials = sum(s.stance == "denies" for s in found)
    unsourced = sum(s.kind == "none" for s in found)
    out = Text(_view.plural(len(found), "statement"))
    if denials:
        out.append(" · ").append(_view.plural(denials, "denial"), STYLES["denies"])
    if disputed:
        out.append(" · ").append(f"{disputed} disputed", STYLES["denies"])
    if unsourced:
        out.append(" · ").append(f"{unsourced} without a source", UNSOURCED)
    return out


def _section(name: str) -> list[RenderableType]:
    return [Text(), Text(name.upper(), HEADING)]


def _ledger(ink: Ink, disputes: Sequence[Dispute]) -> list[RenderableType]:
    """One statement a row: number, stance, speaker, what was said."""
    if not ink.reading.statements:
        return [Text(), Text("Nobody is reported to have said anything.", QUIET)]
    disputed = {n for d in disputes for side in (d.asserts, d.denies) for n, _ in side}
    who = max(14, ink.width // 4)
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=_NUMBER - 1, justify="right", style=QUIET, no_wrap=True)
    grid.add_column(width=_STANCE - 1, no_wrap=True)
    grid.add_column(width=who)
    grid.add_column(ratio=1)
    for n, s in enumerate(ink.reading.statements, 1):
        number = Text(f"{n}", STYLES["denies"] if n in disputed else "")
        stance = Text(f"{ink.mark(s.stance)} {stance_word(s.stance)}", STYLES[s.stance])
        grid.add_row(number, stance, _who(ink, s, who), _said(ink, s, ink.width - _NUMBER - _STANCE - who - 1))
    return [*_section("who said what"), grid]


def _who(ink: Ink, s: Statement, width: int) -> Text:
    """The speaker, and below it quietly when and to whom."""
    name = _view.speaker(ink.text, s)
    style = UNSOURCED if s.kind == "none" and name == _view.NO_SOURCE else "bold" if s.kind == "named" else ""
    out = cell(name, width, style)
    more = [f"to {_view.line(s.to)}"] if s.to else []
    more += [_days.days(s.said_on)] if s.said_on else []
    for words in more:
        out = Text("\n").join([out, cell(words, width, QUIET)])
    return out


def _said(ink: Ink, s: Statement, width: int) -> Text:
    words = shortened(_view.words(ink.text, s.content), LONGEST)
    return cell(f"“{words}”" if s.form == "direct" else words, width)


def _disputed(ink: Ink, disputes: Sequence[Dispute]) -> list[RenderableType]:
    """Who asserts and who denies, side by side."""
    if not disputes:
        return []
    half = (ink.width - 4) // 2
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(ratio=1)
    grid.add_column(width=1, style=QUIET)
    grid.add_column(ratio=1)
    bar = "│" if ink.unicode else "|"
    for i, d in enumerate(disputes):
        if i:
            grid.add_row("", "", "")
        left, right = _side(ink, d.asserts, half), _side(ink, d.denies, half)
        height = max(_height(left, half), _height(right, half)) + 1
        bars = Text("\n".join([bar] * height))
        grid.add_row(
            Text("\n").join([Text("asserts", "bold"), left]),
            bars,
            Text("\n").join([Text(f"{ink.mark('denies')} denies", STYLES["denies"]), right]),
        )
    return [*_section("disputed"), Padding(grid, _INDENT)]


def _height(words: Text, width: int) -> int:
    """Lines that `words` need in a column of `width`."""
    from rich.console import Console  # noqa: PLC0415

    return len(words.wrap(Console(width=width), width))


def _side(ink: Ink, side: Side, width: int) -> Text:
    parts = []
    for n, s in side:
        name = _view.speaker(ink.text, s)
        style = UNSOURCED if name == _view.NO_SOURCE else "bold"
        parts.append(Text.assemble((f"{n} ", QUIET), cell(name, width - 3, style)))
        parts.append(cell(shortened(_view.words(ink.text, s.content), LONGEST // 2), width))
    return Text("\n").join(parts)


def _timeline(ink: Ink) -> list[RenderableType]:
    """Days, earliest first, with the words that name them and the statements in which they stand."""
    timexes = ink.reading.timexes
    if not timexes:
        return []
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for moment in _days.timeline(timexes):
        words = list(dict.fromkeys(f"“{_view.line(ink.text[t.start : t.end])}”" for t in moment.timexes))
        inside = sorted({n for t in moment.timexes for n in _statements_at(ink, t.start)})
        where = Text(f"  in {', '.join(map(str, inside))}" if inside else "", QUIET)
        grid.add_row(_days.days(moment.days), cell(", ".join(words), ink.width // 2) + where)
    rest = ", ".join(dict.fromkeys(f"“{_view.line(ink.text[t.start : t.end])}”" for t in _days.undated(timexes)))
    if rest:
        grid.add_row(Text("on no calendar day", QUIET), cell(rest, ink.width // 2, QUIET))
    return [*_section("when"), Padding(grid, _INDENT)]


def _statements_at(ink: Ink, at: int) -> list[int]:
    """The numbers of the statements whose content holds offset `at`."""
    return [n for n, s in enumerate(ink.reading.statements, 1) if any(a <= at < b for a, b in s.content)]


def _actors(ink: Ink) -> list[RenderableType]:
    """The actors most often named, speakers first."""
    speaking = {s.actor for s in ink.reading.statements if s.actor}
    ranked = sorted(ink.reading.actors, key=lambda a: (a.id not in speaking, -len(a.mentions)))
    if not ranked:
        return []
    line = Text()
    for i, actor in enumerate(ranked[:_ACTORS]):
        line.append(" · " if i else "", QUIET)
        line.append_text(cell(_view.line(actor.name), ink.width, "bold" if actor.id in speaking else ""))
        line.append(f" {_about(actor)}", QUIET)
    if len(ranked) > _ACTORS:
        line.append(f" · and {len(ranked) - _ACTORS} more", QUIET)
    return [*_section("who"), Padding(line, _INDENT)]


def _about(actor: Actor) -> str:
    """Role or type, country, how often named: `foreign minister, IR ×2`."""
    facts = ", ".join(filter(None, [(actor.role or actor.type).replace("_", " "), actor.country]))
    return f"({facts}" + (f" ×{len(actor.mentions)})" if len(actor.mentions) > 1 else ")")


def _problems(ink: Ink) -> list[RenderableType]:
    problems = (*ink.reading.article.problems, *ink.reading.problems)
    sign = "⚠" if ink.unicode else "!"
    lines = [Text(f"{sign} {_view.line(p.message)}", "yellow") for p in problems]
    return [Text(), *lines] if lines else []
