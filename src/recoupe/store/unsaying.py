"""What people wrote themselves of a name that is to be forgotten: decisions, and what they follow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recoupe.store import folding
from recoupe.store.part import now
from recoupe.store.sitemarks import SiteMarks

if TYPE_CHECKING:
    from collections.abc import Collection


class Unsaying(SiteMarks):
    """A part of forgetting; see the protocol Decisions in ledger/protocol.py."""

    def _unsay(self, names: Collection[str], *, delete: bool) -> None:
        """Take back what people wrote of these names: new names, corrections, fact checks; and follow them no more."""
        said = self.engine.all("SELECT id, value FROM review WHERE verdict IN ('rename', 'correct', 'check')")
        wrong = [id_ for id_, value in said if _has(_words(value), names)]
        if delete:
            self.run_of_ids("DELETE FROM review WHERE id IN ({ids})", wrong)
        else:
            sql = "UPDATE review SET withdrawn = ?, withdrawn_by = ? WHERE id IN ({ids}) AND withdrawn IS NULL"
            self.run_of_ids(sql, wrong, now(), "recoupe")
        followed = self.engine.all("SELECT id, name, what FROM follow")
        named = [id_ for id_, *texts in followed if _has(" . ".join(map(folding.folded, texts)), names)]
        self.run_of_ids("DELETE FROM follow WHERE id IN ({ids})", named)


def _has(words: str, names: Collection[str]) -> bool:
    return any(f" {name} " in f" {words} " for name in names)


def _words(value: str) -> str:
    """The words of the value of a review, in the spelling of look-up."""
    told = json.loads(value).values() if value.startswith("{") else (value,)
    return " . ".join(folding.folded(str(each)) for each in told)
