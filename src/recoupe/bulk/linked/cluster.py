"""The engine of many machines: Spark for SQL, its tasks for tasks. The folder must be one that all of them reach."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.bulk import spark
from recoupe.bulk.linked.engine import needed
from recoupe.errors import RecoupeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.bulk.linked.shelf import Shelf

_TASKS = "recoupe.bulk.linked.tasks"


class Cluster:
    """A session of Spark, and the package as it is sent along."""

    def __init__(self, shelf: Shelf, there: Any, code: str) -> None:
        self._shelf = shelf
        self.there = there
        self._code = code

    def query(self, sql: str, tables: Sequence[str], out: str, *, by: str = "") -> None:
        """As of an engine."""
        try:
            for table in tables:
                self.there.read.parquet(self._name(table)).createOrReplaceTempView(table)
            answer = self.there.sql(sql)
            if by:
                answer = answer.repartition(by)
            writer = answer.write.mode("overwrite").option("compression", "zstd")
            (writer.partitionBy(by) if by else writer).parquet(self._name(out))
        except RecoupeError:
            raise
        except Exception as e:  # what comes out of the virtual machine has no common type
            raise spark.failed(e) from e

    def tasks(self, function: str, names: Sequence[str], job: str) -> Iterator[str]:
        """As of an engine: all at once, and then their names."""
        if not names:
            return
        rows = self.there.sparkContext.parallelize([(name,) for name in names], len(names))
        frame = self.there.createDataFrame(rows, "name string")
        done = frame.mapInArrow(spark.task(self._code, _TASKS, f"{function}\n{job}".encode()), "name string")
        try:
            found = done.collect()
        except Exception as e:
            raise spark.failed(e) from e
        yield from (row[0] for row in found)

    def _name(self, step: str) -> str:
        return self._shelf.folder.place.at(self._shelf.path(step))


@contextlib.contextmanager
def opened(shelf: Shelf, master: str | None, conf: Sequence[str]) -> Iterator[Cluster]:
    """The engine of a cluster. Raises UsageError where Spark or Java is not there, RecoupeError."""
    needed()
    there, ours = spark.session(master, conf)
    try:
        with tempfile.TemporaryDirectory(prefix="recoupe-") as folder:
            code = spark.packed(Path(folder))
            there.sparkContext.addArchive(f"{code}#{code.stem}")
            yield Cluster(shelf, there, code.stem)
    finally:
        if ours:
            there.stop()
