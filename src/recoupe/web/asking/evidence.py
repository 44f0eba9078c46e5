"""The stored pages behind an article: what was answered at its address, when, and under which id it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.clean import decoding

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoupe.ledger import Entry, Ledger
    from recoupe.sources import Evidence, Fetched

    Opened = Callable[[], Evidence]

_LONGEST = 5_000_000  # characters of a stored page that are shown
_KEPT = {"kept", "same"}


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """The answers that are stored of an article, the latest first."""

    entry: Entry
    stored: tuple[Fetched, ...]


def view(ledger: Ledger, name: str) -> EvidenceView | None:
    """What is stored of an article; None where there is none, it is hidden, or a name was blotted out of it."""
    entry = ledger.find(name)
    if entry is None or entry.hidden or entry.id != name or ledger.blotted(name):
        return None
    found = (f for f in ledger.fetches(article=name) if f.record and f.decision in _KEPT)
    return EvidenceView(entry, tuple(found)[::-1])


def text(opened: Opened, fetched: Fetched) -> str | None:
    """The source of a stored page, None where its record is not there any more. Raises InputError."""
    evidence = opened()
    try:
        page = evidence.page(fetched.record or "")
    finally:
        if hasattr(evidence, "close"):
            evidence.close()
    return decoding.decode(page, _LONGEST)[0] if page else None
