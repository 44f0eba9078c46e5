"""Cursors: opaque words that say where a list goes on."""

from __future__ import annotations

import base64
import binascii

from recoupe.errors import QueryError

FURTHEST = 2_000  # rows that may be passed over
_MARK = "r1:"


def cursor(skip: int) -> str:
    """The cursor after `skip` rows; "" where nobody may go that far."""
    return base64.urlsafe_b64encode(f"{_MARK}{skip}".encode()).decode().rstrip("=") if skip <= FURTHEST else ""


def skip(given: str) -> int:
    """How many rows a cursor passes over. Raises QueryError where it is none of ours."""
    if not given:
        return 0
    try:
        told = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode("ascii")
        count = int(told.removeprefix(_MARK)) if told.startswith(_MARK) else -1
    except (ValueError, binascii.Error):
        count = -1
    if not 0 <= count <= FURTHEST:
        raise QueryError("this place in the list is not known; begin at its top")
    return count


def written(filters: dict[str, str]) -> str:
    """Filters as a search is typed; a `day` is the first and the last one."""
    named = dict(filters)
    day = named.pop("day", "")
    named |= {"after": day, "before": day}
    return " ".join(f"{name}:{_value(value)}" for name, value in named.items() if value.strip())


def _value(text: str) -> str:
    """A value of a filter, in quotation marks where it needs them."""
    inner = "".join(c for c in text if c not in '"“”„«»').strip()
    return f'"{inner}"' if any(map(str.isspace, inner)) else inner
