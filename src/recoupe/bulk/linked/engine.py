"""What linking asks of an engine: SQL over the files of steps, and tasks, each of which makes files of its own."""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING, Protocol

from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    class Engine(Protocol):
        """One machine, or a cluster; both leave the same rows."""

        def query(self, sql: str, tables: Sequence[str], out: str, *, by: str = "") -> None:
            """Answer `sql` about the steps `tables` into the step `out`, in one folder for each value of `by`.

            Raises OutputError, RecoupeError.
            """

        def tasks(self, function: str, names: Sequence[str], job: str) -> Iterator[str]:
            """Call `function` (package.module:name) with each name and `job`; give names as they are done.

            Raises what the function raises, RecoupeError.
            """

    Opened = AbstractContextManager[Engine]


def needed() -> None:
    """Raise UsageError where a library is not there that linking needs beside what reading does."""
    for module, name in (("duckdb", "DuckDB"), ("scipy", "SciPy")):
        if importlib.util.find_spec(module) is None:
            raise UsageError(f"batch link needs {name}: pip install 'recoupe[batch]'")


def call(function: str, name: str, job: str) -> str:
    """Do one task; gives its name."""
    module, _, attribute = function.partition(":")
    getattr(importlib.import_module(module), attribute)(name, job)
    return name
