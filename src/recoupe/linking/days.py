"""Days of publication that are not believed: those that had not come when the ledger was linked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.model import Reading

_AHEAD = dt.timedelta(days=1)  # that clocks and zones may be apart


def believed(reading: Reading, now: dt.datetime) -> Reading:
    """`reading`, without its time of publication where that is to come: it says nothing of who was first.

    Pages that say when they were fetched were judged by that when they were read; this is for those that do not.
    """
    day = reading.article.day
    if day is None or day <= (now + _AHEAD).date():
        return reading
    return replace(reading, article=replace(reading.article, published=None))
