"""The parts of an article's ledger, from its headline down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from recoupe.export import _days, _view
from recoupe.export.table import sides
from recoupe.export.table.cells import HEADING, QUIET, STYLES, Ink, cell, stance_word, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from recoupe.model import Actor, DateMention, Statement

_LONGEST = 300  # characters of a statement that are shown
_ACTORS = 12
_INDENT = (0, 0, 0, 1)
_STANCE = 10  # columns
_NARROW = 60  # columns below which a statement is a block, not a row


def article(ink: Ink) -> list[RenderableType]:
    """Everything of one article."""
    disputes = _view.disputes(ink.reading)
    parts = (
        ("who said what", _ledger(ink, {n for d in disputes for n, _ in (*d.asserts, *d.denies)})),
        ("disputed", sides.table(ink, disputes) if disputes else None),
        ("when", _timeline(ink)),
        ("who", _actors(ink)),
    )
    blocks = _headline(ink)
    for name, part in parts:
        if part:
            blocks += [Text(), Text(name.upper(), HEADING), Padding(part, _INDENT)]
    return blocks + _problems(ink)


def _headline(ink: Ink) -> list[RenderableType]:
    a = ink.reading.article
    title = cell(_view.line(a.title or a.ref), ink.width, HEADING)
    by = ", ".join(map(_view.line, a.authors))
    facts = [a.site, _days.published(a) or "no date", a.lang, a.kind.replace("_", " "), by and f"by {by}"]
    line = " · ".join(_view.line(f) for f in facts if f and f != "news")
    return [Rule(characters="━", style=QUIET), title, cell(line, ink.width, QUIET), tally(_view.tally(ink.reading))]


def _ledger(ink: Ink, disputed: set[int]) -> RenderableType:
    """One statement a row: number, stance, speaker, what was said; the number of a disputed one is red."""
    if not ink.reading.statements:
        return Text("Nobody is reported to have said anything.", QUIET)
    wide = ink.width >= _NARROW
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=len(f"{len(ink.reading.statements)}"), justify="right", no_wrap=True)
    if wide:
        grid.add_column(width=_STANCE, no_wrap=True)
        grid.add_column(width=ink.width // 4)
    grid.add_column(ratio=1)
    for n, s in enumerate(ink.reading.statements, 1):
        number = Text(f"{n}", STYLES["denies"] if n in disputed else QUIET)
        stance = Text(f"{ink.mark(s.stance)} {stance_word(s.stance)}", STYLES[s.stance])
        cells = _wide(ink, s) if wide else _narrow(ink, s)
        grid.add_row(number, *([stance, *cells] if wide else [Text("\n").join([stance, *cells])]))
    return grid


def _wide(ink: Ink, s: Statement) -> tuple[Text, Text]:
    who = ink.width // 4
    return _who(ink, s, who), ink.said(s, ink.width - _STANCE - who - 10, _LONGEST)


def _narrow(ink: Ink, s: Statement) -> tuple[Text, Text]:
    return _who(ink, s, ink.width - 6), ink.said(s, ink.width - 6, _LONGEST)


def _who(ink: Ink, s: Statement, width: int) -> Text:
    """The speaker, and below, quietly, to whom and when."""
    more = [f"to {_view.line(s.to)}" if s.to else "", _days.days(s.said_on) if s.said_on else ""]
    return Text("\n").join([ink.who(s, width), *(cell(words, width, QUIET) for words in more if words)])


def _timeline(ink: Ink) -> RenderableType | None:
    """Days, earliest first, with the words that name them and the statements in which they stand."""
    timexes = ink.reading.timexes
    if not timexes:
        return None
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(max_width=ink.width // 2)
    grid.add_column(ratio=1)
    for moment in _days.timeline(timexes):
        inside = _view.statements_at(ink.reading, moment.timexes)
        where = Text(f"  in {', '.join(map(str, inside))}" if inside else "", QUIET)
        grid.add_row(_days.days(moment.days), cell(_named(ink, moment.timexes), ink.width // 2) + where)
    for lost in _days.undated(ink.reading.article, timexes):
        grid.add_row(Text(lost.why, QUIET), cell(_named(ink, lost.timexes), ink.width // 2, QUIET))
    return grid


def _named(ink: Ink, timexes: Sequence[DateMention]) -> str:
    """The words of `timexes`, each once."""
    return ", ".join(dict.fromkeys(f"“{ink.words(((t.start, t.end),))}”" for t in timexes))


def _actors(ink: Ink) -> Text | None:
    """The actors most often named, speakers first."""
    speaking = {s.actor for s in ink.reading.statements}
    found = _view.ranked(ink.reading)
    shown = [_actor(ink, a, "bold" if a.id in speaking else "") for a in found[:_ACTORS]]
    if len(found) > _ACTORS:
        shown.append(Text(f"and {len(found) - _ACTORS} more", QUIET))
    return Text.assemble(shown[0], *(part for t in shown[1:] for part in ((" · ", QUIET), t))) if shown else None


def _actor(ink: Ink, actor: Actor, style: str) -> Text:
    about = f" ({_view.about(actor)})".replace(" ", "\N{NO-BREAK SPACE}")
    return Text.assemble(cell(_view.line(actor.name), ink.width, style), (about, QUIET))


def _problems(ink: Ink) -> list[RenderableType]:
    sign = "⚠" if ink.unicode else "!"
    lines = [cell(f"{sign} {_view.line(p.message)}", ink.width, "yellow") for p in _view.problems(ink.reading)]
    return [Text(), *lines] if lines else []
