"""What people decided, heeded: facts shown or hidden, groups derived; and carried on to what takes a fact's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.store.groups import KINDS, Groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HIDDEN = {"article": "article", "statement": "statement", "actor": "actor"}
_SILENT = {"hide", "rename", "check"}  # verdicts that change no group
_REVIEW = "id, decision, kind, verdict, a, b, person, note, made, value"
PUT_REVIEW = f"INSERT INTO review ({_REVIEW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SAME = (  # statements of two articles in the same words, of the same speaker, with the same stance
    "SELECT s.id, min(t.id) FROM statement s JOIN statement t ON t.words = s.words AND t.stance = s.stance"
    " AND coalesce(t.who, '') = coalesce(s.who, '') WHERE s.article = ? AND t.article = ? GROUP BY s.id"
)
_NAMED = (
    "SELECT x.id, min(y.id) FROM actor x JOIN actor y ON y.folded = x.folded AND y.type = x.type"
    " WHERE x.article = ? AND y.article = ? GROUP BY x.id"
)


class Heeding(Groups):
    """Inside a transaction."""

    def _heed(self, touched: Sequence[tuple[str, str, str, str]]) -> None:
        """Show, hide and group what reviews that are new or gone touch."""
        for kind in KINDS:
            if items := {
                end for k, verdict, *ends in touched if k == kind and verdict not in _SILENT for end in ends if end
            }:
                self._derive(kind, items)
        if corrected := {a for kind, verdict, a, _ in touched if (kind, verdict) == ("statement", "correct")}:
            self._derive("claim", corrected)
        for what, table in _HIDDEN.items():
            for fact in sorted({a for k, verdict, a, _ in touched if k == what and verdict == "hide"}):
                sql = "SELECT 1 FROM review WHERE a = ? AND verdict = 'hide' AND withdrawn IS NULL"
                hidden = int(bool(self.engine.all(sql, (fact,))))
                self.engine.run(f"UPDATE {table} SET hidden = ? WHERE id = ?", (hidden, fact))
                self._derive("claim", [fact] if what == "statement" else self._facts_of([fact])[1])

    def _carry(self, old: str, new: str) -> None:
        """Have what people decided of an article, and of what it says, hold for its next version where that says it."""
        if not self.engine.all("SELECT 1 FROM review WHERE withdrawn IS NULL LIMIT 1"):
            return
        same = {**dict(self.engine.all(_SAME, (old, new))), **dict(self.engine.all(_NAMED, (old, new))), old: new}
        live: dict[str, Sequence[str]] = {}
        alone = "(kind IN ('article', 'statement', 'copy') OR verdict IN ('check', 'hide'))"  # groups keep the rest
        for end in ("a", "b"):
            sql = f"SELECT {_REVIEW} FROM review WHERE {end} IN ({{ids}}) AND withdrawn IS NULL AND {alone}"
            live |= {r[0]: r[1:] for r in self.of_ids(sql, same)}
        made = []
        for decision, kind, verdict, a, b, person, note, at, value in live.values():
            one, other = same.get(a, a), same.get(b, b)
            name = ids.make("v", kind, verdict, one, other, person, at)
            made.append((name, decision, kind, verdict, one, other, person, note, at, value))
        self.engine.many(f"{PUT_REVIEW} ON CONFLICT (id) DO NOTHING", made)
        self._heed([(kind, verdict, a, b) for _, _, kind, verdict, a, b, *_ in made])

    def _facts_of(self, articles: Iterable[str]) -> tuple[set[str], set[str]]:
        """The ids of the actors and of the statements of articles."""
        found = list(articles)
        people = {r[0] for r in self.of_ids("SELECT id FROM actor WHERE article IN ({ids})", found)}
        return people, {r[0] for r in self.of_ids("SELECT id FROM statement WHERE article IN ({ids})", found)}
