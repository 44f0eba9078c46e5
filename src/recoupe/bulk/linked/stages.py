"""The steps of linking, one after the other: each leaves files, and is not done again where they are there."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe import __version__
from recoupe.bulk import manifest, places
from recoupe.bulk.folder import dumped
from recoupe.bulk.linked import bins, facts, joins, keys, people
from recoupe.bulk.linked.columns import TABLES
from recoupe.bulk.linked.neighbourhoods import BIN, LARGEST, Edges, labelled, unknown_last
from recoupe.bulk.linked.readings import COLUMNS
from recoupe.bulk.linked.shelf import LINKED, STEPS, Job, Shelf
from recoupe.bulk.linked.shelf import table as rowed
from recoupe.errors import InputError, OutputError, RecoupeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoupe.bulk.folder import Folder
    from recoupe.bulk.linked.engine import Engine

    Say = Callable[[str, int, int], None]

COUNTED = 50_000
"""Articles that are counted at most, chosen by their ids: how rare words are needs no more."""
_AGAIN = "start `recoupe batch` with the same inputs again, then this"
_TYPES = {"double": "float64", "bool": "bool_"}
_TASKS = {
    facts.FACTS: "recoupe.bulk.linked.facts:made",
    keys.KEYS: "recoupe.bulk.linked.keys:made",
    bins.FOUND: "recoupe.bulk.linked.bins:made",
    people.BONDS: "recoupe.bulk.linked.people:judged",
}


class Plan(NamedTuple):
    """What is to be linked: the parts, how, how many articles, whether all inputs were read to their end."""

    parts: list[str]
    job: Job
    articles: int
    complete: bool
    begun: bool


def planned(folder: Folder, *, again: bool = False) -> Plan:
    """Look at what `recoupe batch` left in a folder, and at how far an earlier run came.

    again: make everything anew. Raises InputError where it is no such folder, or a file of it is lost.
    """
    told = _manifest(folder)
    _check(folder, told)
    shelf = Shelf(folder)
    parts = sorted({f["path"].partition("/")[2].removesuffix(".parquet") for f in told["files"]})
    digest = hashlib.sha256(json.dumps([__version__, told["files"]], sort_keys=True).encode()).hexdigest()
    before = shelf.marked("plan")
    if again or before is None or before["digest"] != digest:
        folder.clear(LINKED, STEPS)
        before = {"digest": digest, "today": dt.datetime.now(dt.UTC).date().isoformat()}
        shelf.mark("plan", before)
        begun = False
    else:
        begun = True
    articles = told["tables"]["articles"]["rows"]
    counted = min(facts.ALL, facts.ALL * COUNTED // max(articles, 1))
    job = Job(folder.place.at(folder.place.path), counted, before["today"])
    return Plan(parts, job, articles, told["complete"], begun)


def _manifest(folder: Folder) -> dict[str, Any]:
    name = places.shown(folder.name)
    try:
        told: dict[str, Any] = json.loads(folder.read(manifest.NAME))
        if not {"files", "tables", "options", "complete"} <= told.keys():
            raise InputError(name, f"its {manifest.NAME} is none of `recoupe batch`", "name a folder that it wrote")
    except (OutputError, ValueError) as e:
        reason = f"no {manifest.NAME}" if isinstance(e, OutputError) else f"its {manifest.NAME} is broken"
        raise InputError(name, f"{reason}: no folder of tables", "name a folder that `recoupe batch` wrote") from e
    return told


def _check(folder: Folder, told: dict[str, Any]) -> None:
    """Raise InputError where a file is lost or not the one that was written, or another version wrote them."""
    if (wrote := told["options"].get("version")) != __version__:
        reason = f"recoupe {wrote} wrote these tables, and this is {__version__}"
        raise InputError(places.shown(folder.name), reason, "read the inputs anew: recoupe batch … --again")
    wanted = {folder.path(*f["path"].split("/")): f for f in told["files"] if f["path"].partition("/")[0] in COLUMNS}
    with folder.trouble():
        found = folder.system.get_file_info(list(wanted))
    for info, (path, f) in zip(found, wanted.items(), strict=True):
        name = places.shown(folder.place.at(path))
        if not info.is_file:
            raise InputError(name, "is lost", _AGAIN)
        if info.size != f["bytes"]:
            raise InputError(name, f"has {info.size:,} bytes, and was written with {f['bytes']:,}", _AGAIN)


def run(folder: Folder, plan: Plan, engine: Engine, say: Say = lambda _, __, ___: None) -> dict[str, Any]:
    """Link what is planned; gives the manifest of the linked tables, which is written at the end.

    `say` is told the name of a step, how much of it is done, of how much. Raises InputError, OutputError, RecoupeError.
    """
    work = _Work(folder, plan, engine, say)
    if not plan.articles:
        return work.finished()
    work.tasks(facts.FACTS, plan.parts)
    work.query(keys.COUNTS, joins.COUNTS, [facts.COUNTED])
    work.query(keys.FIRST, joins.FIRST, [facts.FACTS])
    work.tasks(keys.KEYS, plan.parts)
    work.query("buckets", joins.CROWDED, [keys.KEYS])
    work.query("edges", joins.EDGES, [keys.KEYS])
    work.labels()
    work.query(bins.GATHERED, joins.GATHERED, [facts.FACTS, keys.FIRST, "labels"], by="bin")
    work.tasks(bins.FOUND, work.folders(bins.GATHERED))
    work.query(people.ALIKE, joins.ALIKE, [people.PEOPLE], by="bin")
    work.tasks(people.BONDS, work.folders(people.ALIKE))
    work.persons()
    for table, sql in joins.TABLES.items():
        work.query(f"{table}_table", sql, [bins.FOUND, people.PERSONS] if table == "actors" else [bins.FOUND])
    return work.finished()


class _Work:
    def __init__(self, folder: Folder, plan: Plan, engine: Engine, say: Say) -> None:
        self._folder, self._plan, self._engine, self._say = folder, plan, engine, say
        self._shelf = Shelf(folder)

    def tasks(self, step: str, names: list[str]) -> None:
        """Do what is not done of the tasks of a step."""
        if self._shelf.marked(step) is not None:
            return
        self._say(step, 0, len(names))
        for n, _ in enumerate(self._engine.tasks(_TASKS[step], names, self._plan.job.text()), 1):
            self._say(step, n, len(names))
        self._shelf.mark(step, {"tasks": len(names)})

    def query(self, step: str, sql: str, tables: list[str], *, by: str = "") -> None:
        """Answer a query, unless it is answered."""
        if self._shelf.marked(step) is not None:
            return
        self._say(step, 0, 1)
        self._folder.clear(LINKED, STEPS, step)
        self._shelf.make(step)
        if all(self._files(table) for table in tables):
            self._engine.query(sql, tables, step, by=by)
        self._shelf.mark(step, {})
        self._say(step, 1, 1)

    def folders(self, step: str) -> list[str]:
        """The folders that an answer was written into, by name."""
        pa = places.arrow()
        with self._folder.trouble():
            found = self._folder.system.get_file_info(pa.fs.FileSelector(self._shelf.path(step)))
        return sorted(f.base_name for f in found if f.type == pa.fs.FileType.Directory)

    def labels(self) -> None:
        """The neighbourhood of each article."""
        if self._shelf.marked("labels") is not None:
            return
        self._say("labels", 0, 1)
        pa = places.arrow()
        rows = self._shelf.read(keys.FIRST, ["number", "moment"]).sort_by("number")
        numbers, at = rows["number"].to_numpy(), unknown_last(rows["moment"].cast(pa.float64()).to_numpy())
        edges = self._shelf.read("edges") if self._files("edges") else None
        none = numbers[:0]
        given = Edges(*(edges[c].to_numpy() for c in Edges._fields)) if edges else Edges(none, none, none)
        try:
            found = labelled(numbers, at, given, largest=LARGEST, size=BIN)
        except MemoryError as e:
            told = f"{len(numbers):,} articles with {len(given.one):,} edges do not fit the memory of this machine"
            raise RecoupeError(f"{told} (give it more, or read fewer days into one folder: docs/scale.md)") from e
        table = pa.table({"number": numbers, "label": found.label, "bin": found.bin})
        self._shelf.write(table, "labels", "labels")
        self._shelf.mark("labels", {"edges": len(given.one), "raised": found.raised, "cut": found.cut})
        self._say("labels", 1, 1)

    def persons(self) -> None:
        """Who is one with somebody of another neighbourhood."""
        if not self._files(people.BONDS):
            self._shelf.write(people.bonds([]), people.BONDS, "none")
        self.query("one", joins.ONE, [people.BONDS, people.PEOPLE])
        if self._shelf.marked(people.PERSONS) is None:
            found = self._shelf.read("one") if self._files("one") else people.bonds([])
            self._shelf.write(people.persons(found), people.PERSONS, "all")
            self._shelf.mark(people.PERSONS, {})

    def finished(self) -> dict[str, Any]:
        """Put the tables in place, tell of them, and take away what was worked with."""
        told: dict[str, Any] = {"version": __version__, "articles": self._plan.articles, "tables": {}}
        for table in TABLES:
            told["tables"][table] = self._placed(table)
        buckets = self._shelf.read("buckets").to_pylist() if self._files("buckets") else []
        told["keys"] = sorted(buckets, key=lambda b: b["kind"])
        told["neighbourhoods"] = self._shelf.marked("labels") or {"edges": 0, "raised": 0, "cut": 0}
        self._folder.write(dumped(told), LINKED, manifest.NAME)
        with self._folder.trouble():
            self._folder.system.delete_dir(self._folder.path(LINKED, STEPS))
        return told

    def _placed(self, table: str) -> dict[str, int]:
        """Put the files of a table in place of those that are there; gives how many rows, groups and files it has."""
        pa = places.arrow()
        if not self._files(f"{table}_table"):
            types = {c.name: _TYPES.get(c.type, c.type) for c in TABLES[table]}
            self._shelf.write(rowed([], types), f"{table}_table", "none")
        files = self._files(f"{table}_table")
        self._folder.clear(LINKED, table)
        rows = groups = 0
        last = None
        with self._folder.trouble():
            self._folder.system.create_dir(self._folder.path(LINKED, table))
            for n, path in enumerate(files):
                first = pa.parquet.read_table(path, columns=[TABLES[table][0].name], filesystem=self._folder.system)[0]
                for group, _ in groupby(first.to_pylist()):  # a table is in the order of its first column
                    groups, last = groups + (group != last), group
                rows += len(first)
                self._folder.move(path, self._folder.path(LINKED, table, f"{n:05}.parquet"))
        return {"rows": rows, "groups": groups, "files": len(files)}

    def _files(self, step: str) -> list[str]:
        """The files of a step, in order."""
        pa = places.arrow()
        with self._folder.trouble():
            found = self._folder.system.get_file_info(
                pa.fs.FileSelector(self._shelf.path(step), recursive=True, allow_not_found=True)
            )
        return sorted(f.path for f in found if f.is_file and f.base_name.endswith(".parquet"))
