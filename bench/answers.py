"""recoupe's answers for a gold set, from the command line tool, made once a run.

Sets that the shipped weights were trained on are read with weights of the other folds instead (tools/train_ranker.py),
so that no figure is of a text that was learned.

The rows given are those of ../shared/score/predict.py ("id", "lang", "published", "text") and, for
pages, "id", "url", "html".
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench import shared

if TYPE_CHECKING:
    from pathlib import Path

    from bench.shared import Row

RECOUPE = (sys.executable, "-c", "from recoupe.cli import main; main()")
TRAINER = shared.ROOT / "tools" / "train_ranker.py"
TRAINED = frozenset({"statements/gum_news.en", *(f"statements/ntrex.{code}" for code in shared.CODES)})
FOLDS = 4
EMPTY: Row = {"text": "", "statements": [], "timexes": [], "claims": [], "actors": []}


@dataclass
class Answers:
    """Answers by set, kept as files in `folder`.

    `seconds` says how long each set took (wall); `problems` names rows without an answer, which count as
    empty ones, and rows whose text was changed, whose offsets are worthless.
    """

    folder: Path
    seconds: dict[str, float] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def of(self, name: str) -> list[Row]:
        """Give the readings of set `name`, one a row, in the order of its rows."""
        out = self.folder / (name.replace("/", ".") + ".read.jsonl")
        if not out.is_file():
            rows = inputs(shared.read_rows(shared.gold(name)))
            start = time.monotonic()
            if name in TRAINED:
                found = self._held_out(name)
            else:
                found = read(shared.write_rows(self.folder / (name.replace("/", ".") + ".in.jsonl"), rows))
            self.seconds[name] = time.monotonic() - start
            self.problems += complaints(name, rows, found)
            shared.write_rows(out, in_order(rows, found))
        return shared.read_rows(out)

    def _held_out(self, name: str) -> list[Row]:
        """Give the readings of a set that was trained on, each with weights that never saw it."""
        folder = self.folder / "folds"
        if not folder.is_dir():
            folder.mkdir()
            gold = [str(shared.gold(n)) for n in sorted(TRAINED)]
            command = [sys.executable, str(TRAINER), *gold, "--folds", str(FOLDS), "--readings", str(folder)]
            subprocess.run(command, check=True)
        return shared.read_rows(folder / shared.gold(name).name)

    def predicted(self, name: str) -> Path:
        """Give the readings of `name` in the scorers' PREDICTED form for statements and dates."""
        rows = ({"doc_id": r["ref"], "statements": r["statements"], "timexes": r["timexes"]} for r in self.of(name))
        return shared.write_rows(self.folder / (name.replace("/", ".") + ".predicted.jsonl"), rows)

    def pages(self, name: str) -> Path:
        """Give the readings of `name` in the form that pages.py takes, which is recoupe's own."""
        self.of(name)
        return self.folder / (name.replace("/", ".") + ".read.jsonl")


def inputs(gold: list[Row]) -> list[Row]:
    """Give what recoupe is given for gold rows: a page's html, or a text with its language and day."""
    return [_page(g) if "html" in g else _text(g) for g in gold]


def read(path: Path) -> list[Row]:
    """Run `recoupe read --format jsonl` over one file, on all cores."""
    command = [*RECOUPE, "read", "--format", "jsonl", "-j", str(os.cpu_count() or 1), str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def in_order(rows: list[Row], found: list[Row]) -> list[Row]:
    """One reading a row, in the order of `rows`; an empty one where there is no answer."""
    by_ref = {r["ref"]: r for r in found}
    return [by_ref.get(r["id"], {"ref": r["id"], **EMPTY}) for r in rows]


def complaints(name: str, rows: list[Row], found: list[Row]) -> list[str]:
    """Give what is wrong with the readings `found` for `rows`, in sentences."""
    by_ref = {r["ref"]: r for r in found}
    missing = [r["id"] for r in rows if r["id"] not in by_ref]
    changed = [r["id"] for r in rows if "text" in r and by_ref.get(r["id"], r)["text"] != r["text"]]
    out = [f"{name}: {len(missing)} rows without an answer: {missing[:5]}"] if missing else []
    return out + ([f"{name}: {len(changed)} texts changed: {changed[:5]}"] if changed else [])


def _text(g: Row) -> Row:
    row = {"id": g["doc_id"], "lang": g["lang"], "published": g.get("dct"), "text": g["text"]}
    return {k: v for k, v in row.items() if v is not None}


def _page(g: Row) -> Row:
    return {"id": g["id"], "url": g["url"], "html": g["html"]}
