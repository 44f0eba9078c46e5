"""Tables of readings as `recoupe batch` writes them, without reading: what linking of batches is measured on."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from recoupe import __version__
from recoupe.bulk import manifest
from recoupe.bulk.folder import Folder
from recoupe.bulk.linked import embedded, stages
from recoupe.bulk.linked.shelf import LINKED, Shelf
from recoupe.bulk.rows import Origin, placed, rows
from recoupe.bulk.writing import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recoupe.bulk.linked.stages import Say
    from recoupe.bulk.manifest import Done
    from recoupe.model import Reading

PART = 2_000  # articles of a part


def written(out: Path, readings: Iterable[Reading], size: int = PART) -> None:
    """Write the tables of `readings` into the folder `out`, in parts of so many."""
    folder = Folder(str(out))
    folder.make()
    done: dict[str, Done] = {}
    every = iter(readings)
    while some := list(islice(every, size)):
        name = f"part-{len(done):05}"
        tables = Tables(folder, name)
        for page, reading in enumerate(some):
            made = rows(reading)
            for table, found in made.of.items():
                for row in found:
                    tables.add(table, (name, page, made.article, *placed(table, row, Origin(name, page))))
            tables.page(made.characters)
        counts = dict.fromkeys(manifest.COUNTS, 0) | {"pages": len(some), "articles": len(some)}
        done[name] = {"part": name, "input": name, "passed_over": {}, "tables": tables.finish(), **counts}
    manifest.written(folder, done, [], {"version": __version__}, left=0)


def linked(out: Path, *, jobs: int = 1, say: Say = lambda _, __, ___: None) -> dict[str, Any]:
    """Link the tables in `out` on this machine, anew; gives the manifest. `say` is told as by stages.run."""
    folder = Folder(str(out))
    plan = stages.planned(folder, again=True)
    with embedded.opened(Shelf(folder), jobs) as engine:
        return stages.run(folder, plan, engine, say)


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a linked table."""
    import pyarrow.parquet as pq  # noqa: PLC0415 -- an extra

    found: list[dict[str, Any]] = pq.read_table(out / LINKED / name).to_pylist()
    return found
