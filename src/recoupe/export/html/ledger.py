"""The text, paragraph by paragraph, with its statements beside it."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from recoupe.export import _days, _view
from recoupe.export.html.marks import Mark, Segment, segments
from recoupe.export.html.sheet import SIGNS, Sheet, esc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.model import Statement

_LINE = re.compile(r"[^\r\n\x0b\x0c\u2028\u2029]*[^\s][^\r\n\x0b\x0c\u2028\u2029]*")


def headline(sheet: Sheet) -> str:
    """The headline; where the text begins with it, those words with their marks."""
    a = sheet.reading.article
    if (span := _titled(sheet)) is None:
        return esc(_view.line(a.title or a.ref))
    first = next(_paragraphs(sheet))
    return "".join(_words(sheet, part) for part in segments(*span, first[2]))


def text(sheet: Sheet) -> str:
    """Rows of a paragraph and the statements that begin in it; a headline that the text begins with stands above."""
    rows = _paragraphs(sheet)
    above = _beside(sheet, next(rows)[3]) if _titled(sheet) else ""
    alone = [f'<div class="row">{above}</div>'] if above else []
    return "\n".join([*alone, *(_row(sheet, *row) for row in rows)])


def _titled(sheet: Sheet) -> tuple[int, int] | None:
    """Where in the first line the headline stands, if that line is nothing else."""
    first, title = _LINE.search(sheet.text), _view.line(sheet.reading.article.title or "")
    if first is None or not title:
        return None
    shown = first[0].rstrip()
    words = shown.lstrip("# \t")
    return (first.start() + len(shown) - len(words), first.start() + len(shown)) if _view.line(words) == title else None


def _paragraphs(sheet: Sheet) -> Iterator[tuple[int, int, list[Mark], list[int]]]:
    """Each line that is not blank, with the marks that touch it and the statements that begin in it or just before."""
    marks = deque(sorted(_marks(sheet)))
    waiting = deque(sorted((_start(s), n) for n, s in sheet.numbered))
    near: list[Mark] = []
    for line in _LINE.finditer(sheet.text):
        a, b = line.span()
        near = [m for m in near if m.end > a]
        while marks and marks[0].start < b:
            near.append(marks.popleft())
        here = []
        while waiting and waiting[0][0] < b:
            here.append(waiting.popleft()[1])
        yield a, b, near, sorted(here)


def _start(s: Statement) -> int:
    return min((a for a, _ in s.content), default=0)


def _row(sheet: Sheet, a: int, b: int, marks: list[Mark], here: list[int]) -> str:
    words = "".join(_words(sheet, part) for part in segments(a, b, marks))
    return f'<div class="row"><p dir="auto">{words}</p>{_beside(sheet, here)}</div>'


def _beside(sheet: Sheet, here: list[int]) -> str:
    """The entries of statements in the ledger."""
    cards = "\n".join(_card(sheet, n, sheet.reading.statements[n - 1]) for n in here)
    return f'\n<ol class="ledger">\n{cards}\n</ol>' if cards else ""


def _marks(sheet: Sheet) -> Iterator[Mark]:
    """Every stretch that is marked in the text."""
    for n, s in sheet.numbered:
        name = f"say {s.stance}{' loose' if _view.unsourced(s) else ''}"
        yield from (Mark(a, b, name, f"s{n}") for a, b in s.content)
        yield from (Mark(a, b, "source", f"s{n}") for a, b in s.source)
        yield from (Mark(a, b, f"cue by-{s.stance}", f"s{n}") for a, b in s.cue)
    for n, moment in enumerate(sheet.moments, 1):
        yield from (Mark(t.start, t.end, "date", f"d{n}") for t in moment.timexes)
    for n, actor in enumerate(sheet.actors, 1):
        yield from (Mark(a, b, "actor", f"a{n}") for a, b in actor.mentions)
    yield from (Mark(a, b, "boiler") for a, b in sheet.reading.article.boilerplate)


def _words(sheet: Sheet, part: Segment) -> str:
    """The words of `part`, marked; before them the numbers of the statements that begin here."""
    words = esc(sheet.text[part.start : part.end])
    if not part.marks:
        return words
    classes = " ".join(dict.fromkeys(c for m in _shown(part.marks) for c in m.name.split()))
    refs = " ".join(dict.fromkeys(m.ref for m in part.marks if m.ref))
    begin = "".join(_anchor(sheet, m) for m in part.marks if m.name.startswith("say ") and m.start == part.start)
    named = f' data-m="{refs}"' if refs else ""
    return f'{begin}<span class="{classes}"{named}{_day(sheet, part)}>{words}</span>'


def _shown(marks: tuple[Mark, ...]) -> list[Mark]:
    """`marks` that give their look: of several statements the innermost."""
    inner = next((m for m in reversed(marks) if m.name.startswith("say ")), None)
    depth = sum(m.name.startswith("say ") for m in marks)
    nested = [Mark(0, 0, "nested")] if depth > 1 else []
    return [*(m for m in marks if m is inner or not m.name.startswith("say ")), *nested]


def _day(sheet: Sheet, part: Segment) -> str:
    """The days that a date means, shown when one points at it."""
    at = next((int(m.ref[1:]) for m in part.marks if m.name == "date"), None)
    return f' title="{esc(sheet.moments[at - 1].shown)}"' if at else ""


def _anchor(sheet: Sheet, mark: Mark) -> str:
    """The number before the first piece of a statement; it is no text, so that copying gives the article's words."""
    n = int(mark.ref[1:])
    s = sheet.reading.statements[n - 1]
    if mark.start != _start(s):
        return ""
    label = esc(f"statement {n}: {_view.shown_speaker(sheet.reading, s)} {_view.STANCES[s.stance]}")
    at = f'id="{sheet.id}-t{n}" href="#{sheet.id}-s{n}"'
    return f'<a class="number {s.stance}" {at} data-n="{n}" data-m="s{n}" aria-label="{label}"></a>'


def _card(sheet: Sheet, n: int, s: Statement) -> str:
    """A statement's entry in the ledger."""
    disputed = [k for k, d in enumerate(sheet.disputes, 1) for i, _ in (*d.asserts, *d.denies) if i == n]
    facts = [f'<span class="stance">{SIGNS[s.stance]}{_view.STANCES[s.stance]}</span>']
    facts += [f'to <span dir="auto">{esc(_view.line(s.to))}</span>'] if s.to else []
    facts += [esc(_days.days(s.said_on))] if s.said_on else []
    facts += [f'<a class="disputed" href="#{sheet.id}-c{k}">disputed</a>' for k in disputed]
    cue = sheet.words(s.cue)
    why = " · ".join(filter(None, [cue and f"<q dir=auto>{cue}</q>", esc(s.rule), f"{s.confidence:.0%}"]))
    return (
        f'<li class="card {s.stance}" id="{sheet.id}-s{n}" value="{n}" data-m="s{n}">'
        f'<a class="number {s.stance}" href="#{sheet.id}-t{n}" data-n="{n}" aria-label="{n}, show in the text"></a>'
        f'{sheet.who(s)}<p class="facts">{" · ".join(facts)}</p><p class="said" dir="auto">{sheet.said(s)}</p>'
        f"<details><summary>why</summary>{why}</details></li>"
    )
