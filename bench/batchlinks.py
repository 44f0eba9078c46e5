"""Linking of batches on the open sets that the ledger's linking is measured on, by the same scorers.

The articles of a set are all there at once, in tables, and are linked by `recoupe batch link` on one machine.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from bench import disputes, scorers, shared, tabled
from bench.linked import bcubed, counted, directed, families
from recoupe import ids
from recoupe.model import Article, Reading
from recoupe.store import contract

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bench.answers import Answers
    from bench.scorers import Figures
    from bench.shared import Row


def bare(row: Row) -> Reading:
    """The article of a row, nothing read of it."""
    name = row["id"]
    return Reading(
        Article(name, ids.make("a", name, row["text"]), row["text"], site=row.get("site"), lang=row["lang"],
                title=row["title"] or "", published=row["published"])
    )  # fmt: skip


def stories(answers: Answers) -> Figures:
    """ECB+, train and dev topics apart."""
    gold = shared.read_rows(shared.gold("links/stories_ecbplus_train_dev"))
    out: Figures = {}
    for part in ("train", "dev"):
        rows = [row for row in gold if row["split"] == part]
        out[f"{part} F1"] = bcubed(answers.folder, rows, grouped(rows, answers.folder / f"batch.stories.{part}"))
    return out


def grouped(rows: Sequence[Row], folder: Path) -> list[Row]:
    """The rows of `stories` of these articles."""
    refs = _made(rows, folder)
    return [{"ref": refs[r["article"]], "story": r["story"]} for r in tabled.table(folder, "stories")]


def _made(rows: Iterable[Row], folder: Path) -> dict[str, str]:
    """Write and link the articles of `rows`, in any order; gives what each is called by its id."""
    readings = [bare(row) for row in rows]
    random.Random(1).shuffle(readings)
    tabled.written(folder, readings)
    tabled.linked(folder)
    return {r.article.id: r.article.ref for r in readings}


def copies(answers: Answers) -> Figures:
    """As of the ledger: over rows that are certain, over all, and direction."""
    rows = {row["id"]: row for row in shared.read_rows(shared.gold("links/copies_made"))}
    folder = answers.folder / "batch.copies"
    refs = _made(rows.values(), folder)
    found: list[Row] = [
        {"ref": refs[c["article"]], "of": refs[c["origin"]], "kind": c["sort"], "certain": c["certain"]}
        for c in tabled.table(folder, "copies")
    ]
    family, sure = families(rows), [row for row in found if row["certain"]]
    return {
        **counted(rows, family, sure, ""),
        **counted(rows, family, found, "all "),
        "direction %": directed(rows, sure),
    }


def claims(answers: Answers) -> Figures:
    """Own statements of the English news set, by claims.py: pairs of one claim and disputed ones, of all articles."""
    found = answers.of("statements/ntrex.en")
    folder = answers.folder / "batch.claims"
    tabled.written(folder, (contract.reading(json.dumps(row), row["ref"]) for row in found))
    tabled.linked(folder)
    rows = shared.write_rows(answers.folder / "batch.claims.jsonl", grouped_claims(folder, found))
    told = scorers.run("claims", shared.gold("links/claims_ntrex"), shared.gold("statements/ntrex.en"), rows)
    return {k: v for k, v in told.items() if k.startswith(("same", "disputed"))}


def grouped_claims(folder: Path, readings: Sequence[Row]) -> Iterable[Row]:
    """The claims of the linked tables, their members with the spans of the statements."""
    known = {s["id"]: (r["ref"], s) for r in readings for s in r["statements"]}
    claims: dict[str, list[Row]] = {}
    for row in tabled.table(folder, "claims"):
        found = disputes.member(*known[row["statement"]], row["polarity"])
        claims.setdefault(row["claim"], []).append(found)
    return [{"claim": claim, "members": members} for claim, members in claims.items()]
