"""Times of feeds, with the zone they were written in. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from time import struct_time

_OFFSET = re.compile(r"\d\s*([+-])(\d\d):?(\d\d)\s*(?:\([^()]*\))?$")
_ZONED = re.compile(r"(?:\d\s*[+-]\d\d:?\d\d|\d\s*Z|\b[A-Z]{1,5}(?:[+-]\d+)?)\s*(?:\([^()]*\))?$", re.IGNORECASE)
_NO_ZONES = frozenset({"am", "pm", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
_FIRST, _HOURS = 1970, 24


def read(said: str, utc: struct_time | None) -> tuple[dt.datetime | None, bool]:
    """The time that was `said` and parsed to `utc`, in the offset it was said in; and whether a zone was said."""
    if utc is None:
        return _of_mail(said)
    try:
        found = dt.datetime.fromtimestamp(calendar.timegm(utc), dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None, True
    if found.year < _FIRST:
        return None, True
    said = said.strip()
    zone = _offset(said)
    return (found.astimezone(zone) if zone else found), zoned(said)


def iso(said: object) -> tuple[dt.datetime | None, bool]:
    """A time of RFC 3339, or a day; UTC where no zone is said."""
    try:
        found = dt.datetime.fromisoformat(str(said).strip())
    except ValueError:
        return None, True
    if found.year < _FIRST:
        return None, True
    return (found, True) if found.tzinfo else (found.replace(tzinfo=dt.UTC), False)


def _of_mail(said: str) -> tuple[dt.datetime | None, bool]:
    """A time of RFC 5322 that lacks its zone, which feedparser leaves out."""
    try:
        found = parsedate_to_datetime(said)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None, True
    if found.year < _FIRST or found.tzinfo:
        return None, True
    return found.replace(tzinfo=dt.UTC), False


def zoned(said: str) -> bool:
    """Whether a zone stands at the end of what was said."""
    match = _ZONED.search(said)
    return bool(match) and match[0].strip().lower() not in _NO_ZONES if match else False


def _offset(said: str) -> dt.tzinfo | None:
    match = _OFFSET.search(said)
    if not match or int(match[2]) >= _HOURS or int(match[3]) >= 60:  # noqa: PLR2004
        return None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3]))
    return dt.timezone(offset if match[1] == "+" else -offset)
