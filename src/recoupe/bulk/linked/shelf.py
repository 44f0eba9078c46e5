"""What the steps hand on to each other: Parquet files in a folder, each there as a whole or not at all."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from recoupe.bulk import places
from recoupe.bulk.folder import Folder, dumped
from recoupe.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINKED = "linked"
STEPS = "_steps"
"""Below `linked`: what is worked with, and is removed when all is done."""
_MEND = "start it again with --again: what is in _steps is made anew then"


@dataclass(frozen=True, slots=True)
class Job:
    """What a task must know: the folder of tables, the share of articles that are counted (of 65,536), today's date.

    A day of publication that had not come by `today` is not believed, where the page does not say when it was fetched.
    """

    folder: str
    counted: int
    today: str

    def text(self) -> str:
        """The job as it is sent."""
        return json.dumps(asdict(self))


def job(text: str) -> Job:
    """What was sent."""
    return Job(**json.loads(text))


def table(rows: Sequence[Sequence[Any]], types: dict[str, str]) -> Any:
    """Rows for Arrow, with columns of these types."""
    pa = places.arrow()
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    made = {n: pa.array(c, getattr(pa, t)()) for (n, t), c in zip(types.items(), columns, strict=True)}
    return pa.table(made)


class Shelf:
    """The files of the steps, below the folder of the tables."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def path(self, step: str) -> str:
        """The path of a step's folder."""
        return self.folder.path(LINKED, STEPS, step)

    def write(self, rows: Any, step: str, name: str) -> None:
        """Write a file of a step. Raises OutputError."""
        sink = io.BytesIO()
        places.arrow().parquet.write_table(rows, sink, compression="zstd")
        self.make(step)
        self.folder.write(sink.getvalue(), LINKED, STEPS, step, f"{name}.parquet")

    def make(self, step: str) -> None:
        """Make the folder of a step. Raises OutputError."""
        with self.folder.trouble():
            self.folder.system.create_dir(self.path(step))

    def has(self, step: str, name: str) -> bool:
        """Whether the file is there."""
        with self.folder.trouble():
            found: bool = self.folder.system.get_file_info(f"{self.path(step)}/{name}.parquet").is_file
            return found

    def read(self, step: str, columns: Sequence[str] | None = None, where: Any = None) -> Any:
        """The rows of all files of a step. Raises OutputError where one is lost or broken."""
        return self.dataset(step).to_table(columns=columns, filter=where)

    def dataset(self, step: str) -> Any:
        """The files of a step as a data set of Arrow. Raises OutputError."""
        places.arrow()
        from pyarrow import dataset  # noqa: PLC0415 -- as arrow()

        try:
            return dataset.dataset(self.path(step), format="parquet", filesystem=self.folder.system)
        except (OSError, ValueError) as e:
            name = places.shown(self.folder.place.at(self.path(step)))
            raise OutputError(name, f"cannot be read: {places.first_line(e)}", _MEND) from e

    def batches(self, step: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of a step, one by one."""
        for batch in self.dataset(step).to_batches(columns=list(columns)):
            yield from zip(*(batch.column(c).to_pylist() for c in columns), strict=True)

    def mark(self, step: str, told: dict[str, Any]) -> None:
        """Say that a step is done. Raises OutputError."""
        self.make(step)
        self.folder.write(dumped(told), LINKED, STEPS, f"{step}.json")

    def marked(self, step: str) -> dict[str, Any] | None:
        """What was said of a step that is done; None of another."""
        with self.folder.trouble():
            if not self.folder.system.get_file_info(self.folder.path(LINKED, STEPS, f"{step}.json")).is_file:
                return None
        told: dict[str, Any] = json.loads(self.folder.read(LINKED, STEPS, f"{step}.json"))
        return told
