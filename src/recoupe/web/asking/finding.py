"""Search over statements and articles, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from recoupe import store
from recoupe.web.asking import sides

if TYPE_CHECKING:
    from recoupe.ledger import Entry
    from recoupe.store.store import Store
    from recoupe.web.asking.sides import Line

MOST = 40


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, of statements or of articles, and whether there is more."""

    lines: tuple[Line, ...] = ()
    articles: tuple[Entry, ...] = ()
    more: bool = False


def find(there: Store, text: str, *, articles: bool = False, most: int = MOST, skip: int = 0) -> Found:
    """What `text` asks for, the latest first. Raises QueryError."""
    query = replace(store.query(text), limit=skip + most + 1)
    if articles:
        entries = list(islice(there.articles(query), skip, None))
        return Found(articles=tuple(entries[:most]), more=len(entries) > most)
    said = list(islice(there.statements(query), skip, None))
    return Found(lines=tuple(sides.lines(there, said[:most])), more=len(said) > most)
