"""A file of fact checks: JSON Lines, each line a fact check in one of the forms in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoupe.clean import claimreviews
from recoupe.errors import InputError
from recoupe.inputs import files
from recoupe.inputs.rows import parsed
from recoupe.model import WORDED, ClaimReview

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEND = 'each line is one JSON object with "claim" (or "text"), or a schema.org ClaimReview'


def rows(path: str) -> Iterator[ClaimReview | InputError]:
    """The fact checks of a file, also gzip, and lines that are none. Raises InputError where there is no such file.

    A line is a schema.org ClaimReview (JSON-LD), a reading with `factchecks` (docs/contract.md), or an object with the
    keys of a fact check there; `text` may stand for `claim`.
    """
    try:
        with open(path, "rb") as raw, files.unzipped(raw) as lines:  # noqa: PTH123
            count = 0
            for number, line in enumerate(lines, 1):
                if line.strip():
                    count += 1
                    try:
                        yield from _reviews(line, f"{path}#{number}")
                    except InputError as e:
                        yield e
    except OSError as e:
        raise InputError(path, e.strerror or str(e), "name a file of JSON Lines") from e
    if not count:
        raise InputError(path, "empty", _MEND)


def _reviews(line: bytes, ref: str) -> tuple[ClaimReview, ...]:
    data = parsed(line, ref, _MEND)
    if isinstance(data.get("factchecks"), list):
        return tuple(_review(d, ref) for d in data["factchecks"] if isinstance(d, dict))
    if "@type" in data or "@graph" in data or "claimReviewed" in data:
        return claimreviews.declared(data if "@type" in data or "@graph" in data else data | {"@type": "ClaimReview"})
    return (_review(data, ref),)


def _review(data: dict[str, Any], ref: str) -> ClaimReview:
    claim = data.get("claim") or data.get("text")
    if not isinstance(claim, str) or not claim.strip():
        raise InputError(ref, 'has neither "claim" nor "text"', _MEND)
    told: dict[str, Any] = {key: _word(data.get(key)) for key in WORDED}
    places = data.get("appearances")
    where = tuple(str(p) for p in places) if isinstance(places, list) else ()
    return ClaimReview(claim.strip(), appearances=where, **told)


def _word(value: Any) -> str | None:
    """A string, or a number as one."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}"
    return value.strip() or None if isinstance(value, str) else None
