"""First step, part by part: each article with all that linking looks at in one row, and its words counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.bulk.folder import Folder
from recoupe.bulk.linked.readings import minute, number, packed, readings
from recoupe.bulk.linked.shelf import Shelf, job, table
from recoupe.link.items import item
from recoupe.link.stories.counts import place
from recoupe.link.stories.views import views
from recoupe.linking.days import believed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recoupe.model import Reading

FACTS, COUNTED = "facts", "counted"
_TYPES = {"number": "int64", "part": "string", "page": "int32", "moment": "int64", "reading": "binary"}
ALL = 1 << 16
"""What an article's number is divided by, to choose those whose words are counted by the rest."""
TOTAL = -1
"""The place of how many articles a space has; others are those of terms."""


def made(part: str, text: str) -> None:
    """Write the rows of a part, unless they are there. Raises InputError, OutputError."""
    told = job(text)
    folder = Folder(told.folder)
    shelf = Shelf(folder)
    if shelf.has(FACTS, part):
        return
    today = dt.datetime.fromisoformat(told.today).replace(tzinfo=dt.UTC)
    rows: list[tuple[Any, ...]] = []
    counts = _Counts()
    for page, reading, fetched in readings(folder, part):
        reading = believed(reading, fetched or today)  # noqa: PLW2901 -- the same, without a day that is none
        article = reading.article
        one = number(article.id)
        rows.append((one, part, page, minute(article.published), packed(reading)))
        if one % ALL < told.counted:
            counts.add(reading)
    shelf.write(counts.table(), COUNTED, part)
    shelf.write(table(rows, _TYPES), FACTS, part)


class _Counts:
    """In how many articles of a part each term stands, by its place in the table of counts."""

    def __init__(self) -> None:
        self._spaces: Counter[str] = Counter()
        self._places: list[NDArray[np.int64]] = []

    def add(self, reading: Reading) -> None:
        """Count an article."""
        one = item(reading)
        self._spaces.update((one.lang, ""))
        seen = views(one)
        self._places.append(place(np.concatenate([view.terms for view in (*seen.native, *seen.bridge)])))

    def table(self) -> Any:
        """Rows of (space, place, articles)."""
        none: NDArray[np.int64] = np.zeros(0, np.int64)
        found, many = np.unique(np.concatenate(self._places or [none]), return_counts=True)
        spaces = sorted(self._spaces.items())
        rows = [(space, TOTAL, count) for space, count in spaces]
        rows += [("", at, count) for at, count in zip(found.tolist(), many.tolist(), strict=True)]
        return table(rows, {"space": "string", "place": "int64", "articles": "int64"})
