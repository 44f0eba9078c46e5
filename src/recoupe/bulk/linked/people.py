"""Who in one neighbourhood is whom in another: full names, and who holds an office that one person holds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe import ids
from recoupe.bulk.folder import Folder
from recoupe.bulk.linked.inside import Found
from recoupe.bulk.linked.neighbourhoods import components
from recoupe.bulk.linked.readings import number
from recoupe.bulk.linked.shelf import Shelf, job, table
from recoupe.link.actors import Named, judge, keys
from recoupe.link.actors.judge import LINKS
from recoupe.link.actors.named import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.bulk.linked.inside import Linked

PEOPLE, ALIKE, BONDS, PERSONS = "people", "alike", "bonds", "persons"
_SHOWN = 4
"""Names of a group by which it is looked for elsewhere, the longest."""
_WORD = "~w"
"""What keys of one word of a name begin with, behind the letter of the type: fuller names meet under others."""
_MILLE = 1000
_ASKED = ("member", "name", "lang", "type", "country", "role", "day")
TYPES = dict.fromkeys(("key", *_ASKED), "string")
"""Columns of `PEOPLE`."""


def members(found: Linked) -> Iterator[Found]:
    """The rows of actors: the group as it is in the neighbourhood."""
    for r in found.readings:
        for a in r.actors:
            yield Found("actor", r.article.id, found.actors[a.id], a.id, a.type, note=a.name)


def known(found: Linked) -> Iterator[tuple[Any, ...]]:
    """By what the groups of a neighbourhood are looked for elsewhere: rows of `PEOPLE`. A lone name is by nothing."""
    groups: dict[str, dict[tuple[Any, ...], Named]] = defaultdict(dict)
    for r in found.readings:
        for a in r.actors:
            one = Named(a.id, a.name, a.type, r.article.lang, a.country, a.role, r.article.day)
            if a.type in STATES or one.seat or not one.lone:
                groups[found.actors[a.id]].setdefault((a.name, a.type, one.seat, a.country), one)
    for group, named in sorted(groups.items()):
        for one in sorted(named.values(), key=lambda n: (-len(n.name), n.name, n.id))[:_SHOWN]:
            role = one.role if one.seat else None
            day = one.day.isoformat() if one.day else None
            yield from (
                (key, group, one.name, one.lang, one.type, one.country, role, day)
                for key in dict.fromkeys(keys(one))
                if key[1:3] != _WORD
            )


def judged(name: str, text: str) -> None:
    """Compare the pairs of a bin of `ALIKE`, unless that is done: those that are one stand in `BONDS`."""
    shelf = Shelf(Folder(job(text).folder))
    if shelf.has(BONDS, name):
        return
    rows = []
    columns = [f"{side}_{column}" for side in ("one", "other") for column in _ASKED]
    for row in shelf.batches(f"{ALIKE}/{name}", columns):
        a, b = _named(row[: len(_ASKED)]), _named(row[len(_ASKED) :])
        score = judge(a, b).score
        if score >= LINKS:
            rows.append((a.id, b.id, round(score * _MILLE)))
    shelf.write(bonds(rows), BONDS, name)


def bonds(rows: Sequence[tuple[str, str, int]]) -> Any:
    """Rows of `BONDS` for Arrow."""
    return table(rows, {"one": "string", "other": "string", "score": "int64"})


def _named(row: Sequence[Any]) -> Named:
    *told, day = row
    member, name, lang, kind, country, role = told
    return Named(member, name, kind, lang, country, role, dt.date.fromisoformat(day) if day else None)


def persons(found: Any) -> Any:
    """Rows (member, actor): of each group that is one with another the id of the actor that both are."""
    one, other = (found[c].to_pylist() for c in ("one", "other"))
    every = sorted({*one, *other}, key=number)
    numbers = np.array([number(m) for m in every], np.int64)
    places_ = (np.searchsorted(numbers, np.array([number(m) for m in some], np.int64)) for some in (one, other))
    smallest = components(len(every), *places_)
    rows = [(member, ids.group("actor", every[at])) for member, at in zip(every, smallest.tolist(), strict=True)]
    return table(rows, {"member": "string", "actor": "string"})
