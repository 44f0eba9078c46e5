"""Where the shared data and its scorers lie, and how their rows are read."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SCORE = SHARED / "score"
CODES = ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "he", "fa")  # the languages of ntrex
SKIPPED = "skipped: no shared data"

Row = dict[str, Any]


def present() -> bool:
    """Whether the shared data lie beside the repository."""
    return (SHARED / "data").is_dir() and SCORE.is_dir()


def gold(name: str) -> Path:
    """Give the file of a set, as `statements/ntrex.en`; FileNotFoundError if there is none."""
    for ending in (".jsonl", ".jsonl.xz"):
        path = SHARED / "data" / f"{name}{ending}"
        if path.is_file():
            return path
    raise FileNotFoundError(name)


def read_rows(path: Path) -> list[Row]:
    """Give the rows of a .jsonl or .jsonl.xz file."""
    with _open(path) as file:
        return [json.loads(line) for line in file if line.strip()]


def write_rows(path: Path, rows: Iterable[Row]) -> Path:
    """Write `rows` to `path`, one a line; give `path` back."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def children(process: int) -> list[int]:
    """The processes that a process has started and that are there. Raises OSError where it is gone itself."""
    told = (f.read_text(encoding="ascii") for f in Path(f"/proc/{process}/task").glob("*/children"))
    return [int(child) for each in told for child in each.split()]


def memory() -> int:
    """The largest resident set of this process so far, in MB; getrusage would tell the parent's where it is larger."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024)


def _open(path: Path) -> IO[str]:
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
