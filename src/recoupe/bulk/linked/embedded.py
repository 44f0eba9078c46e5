"""The engine of one machine: DuckDB for SQL, processes for tasks."""

from __future__ import annotations

import contextlib
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from recoupe.bulk import places
from recoupe.bulk.linked.engine import call, needed
from recoupe.bulk.linked.shelf import LINKED, STEPS
from recoupe.errors import RecoupeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.bulk.linked.shelf import Shelf

_ROWS = 100_000
_FILES = 400  # that are open at a time where an answer goes into many folders
_KILLED = "a process was killed, most likely since memory ran out (start it again, with fewer processes: -j)"


class Embedded:
    """SQL in this process, tasks in `jobs` processes (one: in this one). What does not fit memory goes to the disk."""

    def __init__(self, shelf: Shelf, jobs: int) -> None:
        self._shelf = shelf
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def query(self, sql: str, tables: Sequence[str], out: str, *, by: str = "") -> None:
        """As of an engine."""
        import duckdb  # noqa: PLC0415 -- an extra

        with tempfile.TemporaryDirectory(prefix="recoupe-") as aside, duckdb.connect() as there:
            there.execute("SET temp_directory = ?", [aside])
            there.execute("SET threads = ?", [self._jobs])
            for table in tables:
                there.register(table, self._shelf.dataset(table))
            try:
                self._write(there.sql(sql).to_arrow_reader(_ROWS), out, by)
            except duckdb.Error as e:
                raise RecoupeError(f"{out}: {places.first_line(e)}") from e

    def _write(self, reader: Any, out: str, by: str) -> None:
        """Write an answer as it comes."""
        from pyarrow import dataset  # noqa: PLC0415 -- an extra

        folder = self._shelf.folder
        folder.clear(LINKED, STEPS, out)
        written = dataset.ParquetFileFormat().make_write_options(compression="zstd")
        with folder.trouble():
            dataset.write_dataset(
                reader,
                self._shelf.path(out),
                format="parquet",
                file_options=written,
                filesystem=folder.system,
                partitioning=[by] if by else None,
                partitioning_flavor="hive" if by else None,
                max_open_files=_FILES,
                preserve_order=not by,
                existing_data_behavior="overwrite_or_ignore",
            )

    def tasks(self, function: str, names: Sequence[str], job: str) -> Iterator[str]:
        """As of an engine."""
        if self._jobs == 1:
            for name in names:
                yield call(function, name, job)
            return
        if self._pool is None:  # not forked: the threads of DuckDB may hold locks
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"))
        answers = [self._pool.submit(call, function, name, job) for name in names]
        try:
            for answer in as_completed(answers):
                yield answer.result()
        except BrokenProcessPool as e:
            raise RecoupeError(_KILLED) from e
        finally:
            for answer in answers:
                answer.cancel()

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


@contextlib.contextmanager
def opened(shelf: Shelf, jobs: int) -> Iterator[Embedded]:
    """The engine of this machine. Raises UsageError where DuckDB or SciPy is not there."""
    needed()
    engine = Embedded(shelf, jobs)
    try:
        yield engine
    finally:
        engine.close()
