"""A bin of neighbourhoods, linked one after the other: what was found, and by what its people are found elsewhere."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any

from recoupe.bulk.folder import Folder
from recoupe.bulk.linked import inside, people
from recoupe.bulk.linked.keys import counts_of
from recoupe.bulk.linked.readings import unpacked
from recoupe.bulk.linked.shelf import Shelf, job, table

GATHERED, FOUND = "gathered", "found"
_TYPES = dict.fromkeys(inside.Found._fields, "string") | {"share": "float64", "sure": "bool_"}


def made(name: str, text: str) -> None:
    """Link the articles of the bin `name` (bin=7), unless what was found is there. Raises OutputError."""
    told = job(text)
    shelf = Shelf(Folder(told.folder))
    if shelf.has(FOUND, name):
        return
    counts = counts_of(told.folder)
    rows: list[tuple[Any, ...]] = []
    known: list[tuple[Any, ...]] = []
    kept = sorted(shelf.batches(f"{GATHERED}/{name}", ("label", "number", "reading")), key=itemgetter(0, 1))
    for _, some in groupby(kept, key=itemgetter(0)):
        found = inside.linked((unpacked(reading) for _, _, reading in some), counts)
        rows += found.rows
        rows += people.members(found)
        known += people.known(found)
    shelf.write(table(known, people.TYPES), people.PEOPLE, name)
    shelf.write(table(rows, _TYPES), FOUND, name)
