"""What people are shown of a reading, the same in every format: words of spans, days, who speaks, sides of a dispute."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from recoupe.model import Claim, DateMention, Days, Reading, Spans, Statement

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile(r"\s+")

STANCES = {
    "asserts": "says",
    "denies": "denies",
    "confirms": "confirms",
    "doubts": "doubts",
    "urges": "urges",
}
NO_SOURCE = "no source"


class Side(NamedTuple):
    """One side of a disputed claim: its statements with their number in the ledger."""

    statements: tuple[tuple[int, Statement], ...]


class Dispute(NamedTuple):
    """A claim with both its sides; `open` are members that take none."""

    claim: Claim
    asserts: Side
    denies: Side
    open: Side


class Moment(NamedTuple):
    """Date expressions that mean the same days; `days` None where they mean none on the calendar."""

    days: Days | None
    timexes: tuple[DateMention, ...]


def safe(text: str) -> str:
    """`text` for a terminal or a page: control characters and lone surrogates as U+FFFD, bidi controls away.

    Marks that only give a direction (LRM, RLM, ALM) stay; so do tab and newline.
    """
    return _CONTROL.sub("\ufffd", _BIDI.sub("", text))


def line(text: str) -> str:
    """`text` made safe, on one line."""
    return _BLANK.sub(" ", safe(text)).strip()


def words(text: str, spans: Spans, *, gap: str = " … ") -> str:
    """The words of `spans`, on one line."""
    return gap.join(line(text[a:b]) for a, b in spans)


def speaker(text: str, s: Statement) -> str:
    """Who speaks, as people are told: the name, else the words of the source, else that there is none."""
    return line(s.who or "") or words(text, s.source) or NO_SOURCE


def day(d: dt.date, *, weekday: bool = False) -> str:
    """`16 Jul 2022`, independent of the locale."""
    name = f"{_WEEKDAYS[d.weekday()]} " if weekday else ""
    return f"{name}{d.day} {_MONTHS[d.month - 1]} {d.year}"


def days(interval: Days | None) -> str:
    """`16 Jul 2022`, `11–16 Jul 2022`, `Jun 2022`, `until 16 Jul 2022`, `not on the calendar`."""
    if interval is None or interval.first is interval.last is None:
        return "not on the calendar"
    first, last = interval.first, interval.last
    if first is None or last is None:
        return f"from {day(first)}" if first else f"until {day(last)}" if last else ""
    if first == last:
        return day(first, weekday=True)
    return _whole(first, last) or _range(first, last)


def _whole(first: dt.date, last: dt.date) -> str:
    """`Jun 2022` or `2022` where the interval is that; "" if not."""
    if first.day != 1 or not _ends_month(last) or first.year != last.year:
        return ""
    if first.month == last.month:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.month, last.month) == (1, 12):
        return str(first.year)
    return f"{_MONTHS[first.month - 1]}–{_MONTHS[last.month - 1]} {first.year}"


def _ends_month(d: dt.date) -> bool:
    return d.day == calendar.monthrange(d.year, d.month)[1]


def _range(first: dt.date, last: dt.date) -> str:
    if first.year != last.year:
        whole = first.day == first.month == 1 and (last.month, last.day) == (12, 31)
        return f"{first.year}–{last.year}" if whole else f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{first.day}–{day(last)}"


def published(reading: Reading) -> str:
    """`Sat 16 Jul 2022, 10:05`, as the publisher's clock has it; "" if unknown."""
    known = reading.article.day
    if known is None:
        return line(reading.article.published or "")
    clock = (reading.article.published or "")[10:16].lstrip("T ")
    return day(known, weekday=True) + (f", {clock}" if re.fullmatch(r"\d\d:\d\d", clock) else "")


def timeline(timexes: Sequence[DateMention]) -> tuple[Moment, ...]:
    """`timexes` by the days they mean, the earliest first; what means no days is left out."""
    groups: dict[tuple[str, str, str], list[DateMention]] = {}
    for t in timexes:
        first, last = (t.days.first, t.days.last) if t.days else (None, None)
        if first or last:
            groups.setdefault((str(first or last), str(first or ""), str(last or "")), []).append(t)
    return tuple(Moment(found[0].days, tuple(found)) for _, found in sorted(groups.items()))


def undated(timexes: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """Those of `timexes` that mean no days on the calendar."""
    return tuple(t for t in timexes if not (t.days and (t.days.first or t.days.last)))


def disputes(reading: Reading) -> tuple[Dispute, ...]:
    """The disputed claims of `reading` with their sides."""
    numbered = {s.id: (n, s) for n, s in enumerate(reading.statements, 1)}
    out = []
    for claim in reading.claims:
        if claim.disputed:
            sides = {
                p: Side(
                    tuple(numbered[m.statement] for m in claim.members if m.polarity == p and m.statement in numbered)
                )
                for p in ("for", "against", "open")
            }
            out.append(Dispute(claim, sides["for"], sides["against"], sides["open"]))
    return tuple(out)


def plural(count: int, noun: str) -> str:
    """`1 statement`, `2 statements`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
