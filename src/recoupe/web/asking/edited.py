"""What outlets changed after publication: each edit with its changes, and what was taken down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoupe import store
from recoupe.linking import edits
from recoupe.web.asking import cursors

if TYPE_CHECKING:
    from recoupe.ledger import Ledger, Query, TakenDown
    from recoupe.linking.edits import Edited

SIZE = 20
_LOOKED = 200  # edits that are looked at for one page: in some nothing of the text changed
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
    found: list[Edited] = []
    more = ""
    for looked, edit in enumerate(ledger.edits(replace(query, past=at.past, limit=_LOOKED)), 1):
        if (told := edits.edited(ledger, edit)) is not None:
            found.append(told)
        if len(found) == size or looked == _LOOKED:
            more = cursors.written(store.place(edit))
            break
    gone = () if cursor else tuple(ledger.taken_down(replace(query, limit=_GONE)))
    return EditsView(tuple(found), gone, more)
