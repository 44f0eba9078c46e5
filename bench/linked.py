"""Stories and copies of the open sets, scored by the shared scorer and by what it leaves out.

Rows are those of the exports: `stories` {"ref", "story"}, `copies` {"ref", "of", "kind", "share", "certain"}.
"""

from __future__ import annotations

import collections
import json
import random
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

from bench import scorers, shared
from bench.scorers import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from bench.answers import Answers
    from bench.scorers import Figures
    from bench.shared import Row
    from recoupe.link.items import Item

TRAINER = shared.ROOT / "tools" / "train_stories.py"
ORDERS, BATCH = 5, 50
WORDS = ("verbatim", "edited", "abridged")
TRANSLATED = ("translated", "translated_edited", "translated_abridged")
SAME = 0.97


def item(row: Row) -> Item:
    """The article of a row."""
    from recoupe.link.items import Item  # noqa: PLC0415

    return Item(
        row["id"], row["text"], row["lang"], row["title"] or "", site=row.get("site"), published=row["published"]
    )


def stories(answers: Answers) -> Figures:
    """ECB+, train and dev topics apart: as one batch, and the mean and the least of five orders in batches of fifty."""
    gold = shared.read_rows(shared.gold("links/stories_ecbplus_train_dev"))
    out: Figures = {}
    for part in ("train", "dev"):
        rows = [row for row in gold if row["split"] == part]
        found = []
        for order in range(ORDERS + 1):
            if order:
                random.Random(order).shuffle(rows)
            found.append(bcubed(answers.folder, rows, grouped(rows, BATCH if order else len(rows))))
        out |= {f"{part} at once": found[0], f"{part} F1": round(statistics.mean(found[1:]), 1)}
        out[f"{part} least F1"] = min(found[1:])
    return out


def grouped(rows: Sequence[Row], batch: int) -> list[Row]:
    """The rows of `stories` for articles that come in batches."""
    from recoupe.link.stories import Settings, Stories  # noqa: PLC0415

    linker = Stories(Settings(days=100_000))  # the articles of one event are years apart where a page has no date
    for at in range(0, len(rows), batch):
        linker.add(item(row) for row in rows[at : at + batch])
    return [{"ref": ref, "story": group[0]} for group in linker.groups() for ref in group]


def bcubed(folder: Path, gold: Iterable[Row], found: Iterable[Row]) -> float:
    """BCubed F1 of the stories of `found`; files are left in `folder`."""
    right = ({"id": row["id"], "group": row["story"]} for row in gold)
    ours = ({"id": row["ref"], "group": row["story"]} for row in found)
    paths = [
        shared.write_rows(folder / f"stories.{name}.jsonl", rows) for name, rows in (("gold", right), ("found", ours))
    ]
    return scorers.run("groups", *paths)["bcubed.F1"]


def translations(_answers: Answers) -> Figures:
    """Whether an article of ntrex finds its translations first, with lexicons that have not seen it."""
    done = subprocess.run([sys.executable, str(TRAINER), "--measure"], stdout=subprocess.PIPE, check=True)
    return scorers.flatten(json.loads(done.stdout))


def copies(_answers: Answers) -> Figures:
    """Recall of kinds of copies, precision, and direction, over rows that are certain and over all.

    The set has texts that stand twice, as an original and as an independent report: these count as one article.
    """
    from recoupe.link.copies import Copies  # noqa: PLC0415

    rows = {row["id"]: row for row in shared.read_rows(shared.gold("links/copies_made"))}
    linker = Copies()
    linker.add(item(row) for row in rows.values())
    found: list[Row] = [
        {"ref": c.id, "of": c.of, "kind": c.sort, "share": c.share, "certain": c.certain} for c in linker.found.values()
    ]
    family = families(rows)
    sure = [row for row in found if row["certain"]]
    return {
        **counted(rows, family, sure, ""),
        **counted(rows, family, found, "all "),
        **counted(rows, {name: name for name in rows}, sure, "as is "),
        "direction %": directed(rows, sure),
    }


def counted(rows: Mapping[str, Row], family: Mapping[str, str], found: Sequence[Row], name: str) -> Figures:
    """Recall by kind and precision of copies word for word and of translations; right is who names the right root."""
    right = {row["ref"] for row in found if family[rows[row["ref"]]["root"]] == family[rows[row["of"]]["root"]]}
    out: Figures = {}
    for label, kinds, ours in (("words", WORDS, False), ("translated", TRANSLATED, True)):
        gold = [r["id"] for r in rows.values() if r["kind"] in kinds]
        told = [r["ref"] for r in found if (r["kind"] == "translated") is ours]
        out[f"{name}{label} recall %"] = percent(sum(ref in right for ref in gold), len(gold))
        out[f"{name}{label} precision %"] = percent(sum(ref in right for ref in told), len(told))
    for kind in ("heavy_edit", "copy_of_copy"):
        gold = [r["id"] for r in rows.values() if r["kind"] == kind]
        out[f"{name}{kind} recall %"] = percent(sum(ref in right for ref in gold), len(gold))
    return out


def directed(rows: Mapping[str, Row], found: Sequence[Row]) -> float:
    """Of pairs of an article and its copy, or a copy's copy, the share that names the copy as the copy."""
    pairs = [(rows[r["ref"]], rows[r["of"]]) for r in found if rows[r["ref"]]["root"] == rows[r["of"]]["root"]]
    return percent(sum(copy["copy_of"] is not None and of["id"] == of["root"] for copy, of in pairs), len(pairs))


def families(rows: Mapping[str, Row]) -> dict[str, str]:
    """The first of the originals and independent reports with one text, by each of them; else the article itself."""
    from recoupe.link.copies.sketch import shared as common  # noqa: PLC0415
    from recoupe.link.copies.sketch import sketch  # noqa: PLC0415

    out = {name: name for name in rows}
    stories = collections.defaultdict(list)
    for row in rows.values():
        if row["copy_of"] is None:
            stories[row["story"]].append((row["id"], sketch(f"{row['title']}\n{row['text']}")))
    for members in stories.values():
        for at, (name, runs) in enumerate(members):
            for other, theirs in members[:at]:
                if common(runs, theirs) >= SAME * max(len(runs), len(theirs), 1):
                    out[name] = out[other]
                    break
    return out
