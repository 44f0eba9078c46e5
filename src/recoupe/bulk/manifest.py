"""What is there of a folder of tables: the parts that are done, those that are left, and the manifest of all.

`_parts/<part>.json` is written when the files of a part are in place; a file of a table without it is of a part that
was broken off, and is removed when a run begins.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe.bulk.columns import TABLES
from recoupe.bulk.folder import DONE, dumped
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.bulk.folder import Folder
    from recoupe.bulk.parts import Part

Done = dict[str, Any]
NAME = "manifest.json"
_READERS = 16
BOUNDS = ("timeout", "memory")
COUNTS = ("pages", "articles", "unread", "unwanted")


class Failed(NamedTuple):
    """An input, or a part of one, that could not be read, and why."""

    input: str
    reason: str


def mark(folder: Folder, done: Done) -> None:
    """Say that a part is done. Raises OutputError."""
    folder.write(dumped(done), DONE, f"{done['part']}.json")


def marked(folder: Folder) -> dict[str, Done]:
    """The parts that are done, by name. Raises OutputError."""
    names = [n for n in folder.names(DONE) if n.endswith(".json")]
    with ThreadPoolExecutor(_READERS) as readers:  # elsewhere each takes a while, and there may be thousands
        found = list(readers.map(lambda name: folder.read(DONE, name), names))
    return {name.removesuffix(".json"): json.loads(data) for name, data in zip(names, found, strict=True)}


def check(done: dict[str, Done], options: dict[str, Any], name: str) -> None:
    """Raise UsageError where parts were read in another way than with `options`; bounds on a page may change."""
    for other in done.values():
        differing = [k for k, value in options.items() if k not in BOUNDS and other["options"].get(k) != value]
        if differing:
            was = ", ".join(f"{key} was {other['options'].get(key)!r}" for key in differing)
            raise UsageError(
                f"{name} was read in another way: {was} (take another folder, the same options, or --again)"
            )


def left(parts: Sequence[Part], done: dict[str, Done]) -> list[Part]:
    """The parts that are to be read: those that are not done, or of files that have changed since."""
    return [p for p in parts if p.name not in done or done[p.name]["range"] != p.record()]


def stale(parts: Iterable[Part], done: dict[str, Done]) -> list[str]:
    """Parts that are done of inputs that are now cut in another way: their rows would be there twice."""
    now = defaultdict(set)
    for part in parts:
        now[part.shown].add(part.name)
    return [name for name, d in done.items() if d["range"]["uri"] in now and name not in now[d["range"]["uri"]]]


def forget(folder: Folder, names: Iterable[str]) -> None:
    """Remove parts, their mark first. Raises OutputError."""
    for name in names:
        folder.remove(DONE, f"{name}.json")
        for table in TABLES:
            folder.remove(table, f"{name}.parquet")


def sweep(folder: Folder, done: Iterable[str]) -> None:
    """Remove files of parts that are not done: of a run that was broken off. Raises OutputError."""
    kept = {f"{name}.parquet" for name in done}
    for table in TABLES:
        for name in folder.names(table):
            if name not in kept:
                folder.remove(table, name)


def astray(parts: Sequence[Part], done: dict[str, Done]) -> list[Part]:
    """Parts of archives that did not begin where the one before ended, as they are to be read again.

    Of each archive the first alone: where the next one begins, its reading tells.
    """
    found: dict[str, Part] = {}
    for before, part in pairwise(parts):
        if part.content != "warc" or before.uri != part.uri or part.uri in found:
            continue
        ended, began = done.get(before.name), done.get(part.name)
        if ended and began and ended["after"] != began["first"]:
            begins = ended["after"]
            found[part.uri] = replace(part, begins=int(part.changed.partition(".")[0]) if begins is None else begins)
    return list(found.values())


def written(
    folder: Folder, done: dict[str, Done], failed: Sequence[Failed], options: dict[str, Any], *, left: int
) -> Done:
    """Write the manifest, `left` parts not yet read; gives it. Raises OutputError."""
    inputs: dict[str, dict[str, Any]] = {}
    for name, d in sorted(done.items()):
        of = inputs.setdefault(
            d["input"], {"input": d["input"], **dict.fromkeys(COUNTS, 0), "passed_over": {}, "parts": []}
        )
        of |= {key: of[key] + d[key] for key in COUNTS}
        of["passed_over"] = dict(Counter(of["passed_over"]) + Counter(d["passed_over"]))
        of["parts"].append(name)
    told = {
        "options": options,
        "complete": not failed and not left,
        "failed": [f._asdict() for f in failed],
        **{key: sum(i[key] for i in inputs.values()) for key in COUNTS},
        "tables": {table: _sum([d["tables"][table] for d in done.values()]) for table in TABLES},
        "inputs": list(inputs.values()),
        "files": [
            {"path": f"{table}/{name}.parquet", **d["tables"][table]}
            for name, d in sorted(done.items())
            for table in TABLES
        ],
    }
    folder.write(dumped(told), NAME)
    return told


def _sum(files: list[dict[str, Any]]) -> dict[str, int]:
    return {"files": len(files), **{key: sum(f[key] for f in files) for key in ("rows", "bytes")}}
