"""What the resolving functions see and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.model import Days, TimexType

Tense = Literal["past", "future", "since", "until"]
"""Which side of the day of publication; "since" and "until" are past and future beyond doubt."""
PAST = ("past", "since")
FUTURE = ("future", "until")


class Found(NamedTuple):
    """A stretch of the calendar: its TIMEX3 value, its days (None: under-specified) and its unit."""

    value: str
    days: Days | None
    unit: str

    @property
    def first(self) -> dt.date | None:
        """Its first day."""
        return self.days.first if self.days else None


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands: publication, its clause's tense, the date and day named before, the day beside."""

    day: dt.date | None
    tense: Tense | None = None
    before: Found | None = None
    day_before: Found | None = None
    beside: Found | None = None


class Resolved(NamedTuple):
    """The TIMEX3 reading of an expression; `found` where it can be the anchor of others."""

    type: TimexType
    value: str
    mod: str | None = None
    days: Days | None = None
    found: Found | None = None
