"""What outlets changed after publication: each edit with its changes, and what was taken down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from recoupe import store
from recoupe.linking import edits
from recoupe.web.asking import cursors

if TYPE_CHECKING:
    from recoupe.ledger import Ledger, Query, TakenDown
    from recoupe.linking.edits import Edited

SIZE = 20
_GONE = 20  # articles that were taken down which are listed


@dataclass(frozen=True, slots=True)
class EditsView:
    """The page of edits, the latest first, and at its beginning what was taken down."""

    edits: tuple[Edited, ...]
    gone: tuple[TakenDown, ...]
    more: str


def view(ledger: Ledger, query: Query, *, cursor: str = "", size: int = SIZE) -> EditsView:
    """Edits of articles that `query` finds. Raises QueryError."""
    at = cursors.leaf(cursor, size, cursors.EDITS)
    found = list(islice(edits.edits(ledger, replace(query, past=at.past)), size + 1))
    more = cursors.written(store.place(found[size - 1].edit)) if len(found) > size else ""
    gone = () if cursor else tuple(ledger.taken_down(replace(query, limit=_GONE)))
    return EditsView(tuple(found[:size]), gone, more)
