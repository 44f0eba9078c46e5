"""Who in one neighbourhood is whom in another: full names, and who holds an office that one person holds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe import ids
from recoupe.bulk import places
from recoupe.bulk.folder import Folder
from recoupe.bulk.linked.inside import Found
from recoupe.bulk.linked.neighbourhoods import components
from recoupe.bulk.linked.readings import number
from recoupe.bulk.linked.shelf import Shelf, job
from recoupe.link.actors import Named, judge, keys
from recoupe.link.actors.judge import LINKS
from recoupe.link.actors.named import STATES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from recoupe.bulk.linked.inside import Linked

PEOPLE, ALIKE, BONDS, PERSONS = "people", "alike", "bonds", "persons"
_SHOWN = 4
"""Names of a group by which it is looked for elsewhere, the longest."""
_WORD = "~w"
"""What keys of one word of a name begin with, behind the letter of the type: fuller names meet under others."""
_MILLE = 1000
_COLUMNS = ("key", "member", "name", "lang", "type", "country", "role", "day")


def members(found: Linked) -> Iterator[Found]:
    """The rows of actors: the group as it is in the neighbourhood."""
    for r in found.readings:
        for a in r.actors:
            yield Found("actor", r.article.id, found.actors[a.id], a.id, a.type, note=a.name)


def known(found: Linked) -> Iterator[tuple[Any, ...]]:
    """By what the groups of a neighbourhood are looked for elsewhere: rows of `PEOPLE`. A lone surname is by nothing."""
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


def table(rows: list[tuple[Any, ...]]) -> Any:
    """Rows of `known` for Arrow."""
    pa = places.arrow()
    columns = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    return pa.table({n: pa.array(c, pa.string()) for n, c in zip(_COLUMNS, columns, strict=True)})


def judged(name: str, text: str) -> None:
    """Compare the pairs of a bin of `ALIKE`, unless that is done: those that are one stand in `BONDS`."""
    shelf = Shelf(Folder(job(text).folder))
    if shelf.has(BONDS, name):
        return
    rows = []
    columns = [f"{side}_{column}" for side in ("one", "other") for column in _COLUMNS[1:]]
    for row in shelf.batches(f"{ALIKE}/{name}", columns):
        a, b = _named(*row[: len(row) // 2]), _named(*row[len(row) // 2 :])
        score = judge(a, b).score
        if score >= LINKS:
            rows.append((a.id, b.id, round(score * _MILLE)))
    pa = places.arrow()
    one, other, scores = zip(*rows, strict=True) if rows else ((), (), ())
    shelf.write(
        pa.table({"one": pa.array(one, pa.string()), "other": pa.array(other, pa.string()),
                  "score": pa.array(scores, pa.int64())}), BONDS, name,
    )  # fmt: skip


def _named(
    member: str, name: str, lang: str | None, sort: Any, country: str | None, role: str | None, day: str | None
) -> Named:  # fmt: skip
    return Named(member, name, sort, lang, country, role, _day(day))


def _day(day: str | None) -> dt.date | None:
    import datetime  # noqa: PLC0415 -- a type elsewhere

    return datetime.date.fromisoformat(day) if day else None


def persons(bonds: Any) -> Any:
    """Rows (member, actor): of each group that is one with another the id of the actor that both are."""
    pa = places.arrow()
    one, other = (bonds[c].to_pylist() for c in ("one", "other"))
    every = sorted({*one, *other}, key=number)
    numbers = np.array([number(m) for m in every], np.int64)
    places_ = (np.searchsorted(numbers, np.array([number(m) for m in some], np.int64)) for some in (one, other))
    found = components(len(every), *places_)
    return pa.table(
        {
            "member": pa.array(every, pa.string()),
            "actor": pa.array([ids.group("actor", every[at]) for at in found.tolist()], pa.string()),
        }
    )
