"""What to do with an answer, or with none: keep it, try again and when, or give it up. Pure; no clock, no I/O.

Sources: RFC 9110 (15: status codes; 10.2.3: Retry-After), RFC 6585 (429).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

from recoupe.errors import UnreachableError

if TYPE_CHECKING:
    from recoupe.errors import FetchError
    from recoupe.fetch.web.answer import Answer

What = Literal["keep", "unchanged", "again", "gone", "no"]

_GONE = frozenset({404, 410, 451})
_LATER = frozenset({408, 421, 423, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524, 525, 527, 530})
_AT_ONCE_GONE = frozenset({410, 451})


@dataclass(frozen=True, slots=True)
class Backoff:
    """How one waits: `first` seconds, twice as long every time, `longest` at most; after `tries` it is given up."""

    first: float = 30.0
    longest: float = 6 * 3600.0
    tries: int = 6


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do: `what`, seconds to `wait` before the next try where it is "again", and why.

    keep: it is there and new. unchanged: what one has is still right. again: later it may be there.
    gone: it was there, or may have been, and is not. no: it cannot be had.
    """

    what: What
    why: str
    wait: float = 0.0


STANDARD = Backoff()


def of_answer(answer: Answer, *, failures: int = 0, backoff: Backoff = STANDARD) -> Verdict:
    """What to do with `answer` after so many `failures` in a row before it."""
    status = answer.status
    why = f"answered {status} {answer.last.reason}".strip()
    if status == 200:  # noqa: PLR2004
        return Verdict("keep", why)
    if status == 304:  # noqa: PLR2004
        return Verdict("unchanged", why)
    if status in _AT_ONCE_GONE or (status in _GONE and failures + 1 >= min(2, backoff.tries)):
        return Verdict("gone", why)
    if status in _LATER or status in _GONE:
        asked = retry_after(answer.last.header("retry-after"), server_time(answer))
        return _again(why, answer.asked, failures, backoff, least=asked or 0.0)
    return Verdict("no", why)


def of_error(error: FetchError, *, failures: int = 0, backoff: Backoff = STANDARD) -> Verdict:
    """What to do where there was no answer."""
    if isinstance(error, UnreachableError):
        return _again(error.reason, error.ref, failures, backoff)
    return Verdict("no", error.reason)


def server_time(answer: Answer) -> dt.datetime:
    """When the server answered by its own clock, which its times are measured by; by ours where it does not say."""
    try:
        found = parsedate_to_datetime(answer.last.header("date"))
    except (TypeError, ValueError, IndexError, OverflowError):
        return answer.fetched
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def retry_after(value: str, now: dt.datetime) -> float | None:
    """Seconds from `now` that a Retry-After header asks to wait, not below 0; None where it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        then = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=dt.UTC)
    return max(0.0, (then - now).total_seconds())


def _again(why: str, url: str, failures: int, backoff: Backoff, least: float = 0.0) -> Verdict:
    """Wait twice as long as the last time, and no shorter than one was asked to; give up after so many tries."""
    if failures + 1 >= backoff.tries:
        return Verdict("no", f"{why}, {failures + 1} times in a row")
    wait = min(backoff.first * 2**failures, backoff.longest) * (1 + _spread(url) / 4)
    return Verdict("again", why, max(wait, min(least, 24 * 3600.0)))


def _spread(url: str) -> float:
    """A number from 0 to 1 of `url`: what failed together is not tried again all at once."""
    return int.from_bytes(hashlib.sha256(url.encode("utf-8", "replace")).digest()[:4]) / 2**32
