"""Claims of readings in the form that ../shared/score/claims.py takes, and its gold cut by article."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.shared import Row


def predicted(readings: list[Row]) -> Iterator[Row]:
    """One row a claim; its members carry the spans of the statements that they name."""
    for r in readings:
        statements = {s["id"]: s for s in r["statements"]}
        for claim in r["claims"]:
            members = [member(r["ref"], statements[m["statement"]], m["polarity"]) for m in claim["members"]]
            yield {"claim": claim["id"], "members": members}


def inside_articles(claims: list[Row]) -> Iterator[Row]:
    """Gold claims cut by article: a reading of one page cannot know of members that stand on another."""
    for claim in claims:
        by_doc: dict[str, list[Row]] = collections.defaultdict(list)
        for member in claim["members"]:
            by_doc[member["doc"]].append(member)
        for doc, members in by_doc.items():
            yield {"claim": f"{claim['claim']}@{doc}", "members": members}


def member(ref: str, statement: Row, polarity: str) -> Row:
    """A member of a claim, with the spans of its statement."""
    return {"doc_id": ref, "polarity": polarity, **{k: statement[k] for k in ("content", "source", "cue")}}
