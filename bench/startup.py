"""Start-up: wall seconds of the command line tool in a fresh process, median of five.

"Cold" is a new process with the files of the interpreter and of recoupe already read once by the system.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.scorers import Figures

REPEATS = 5
ARTICLE = """Harbour town closes its old bridge

The mayor of the harbour town said on Tuesday that the old bridge would close for a year.
"It is no longer safe", Anna Berg told reporters. The builders denied that they had known of any crack.
"""


def figures() -> Figures:
    """Seconds of `recoupe --help` and of one short article from a file."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "article.txt")
        article.write_text(ARTICLE, encoding="utf-8")
        reading = ["read", "--format", "jsonl", "--published", "2024-05-08", str(article)]
        return {"help": seconds(["--help"]), "article": seconds(reading)}


def seconds(arguments: list[str]) -> float:
    """Median wall seconds of `recoupe ARGUMENTS`, after one run that is not counted."""
    command = [str(Path(sys.executable).with_name("recoupe")), *arguments]
    return round(statistics.median([_once(command) for _ in range(REPEATS + 1)][1:]), 3)


def _once(command: list[str]) -> float:
    start = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - start
