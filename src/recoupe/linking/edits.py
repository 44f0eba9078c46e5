"""What changed in the articles of a ledger: each pair of versions that followed each other at one address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoupe import text
from recoupe.ledger import ALL, Query
from recoupe.link.edits import Version, announced, compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.ledger import Edit, Ledger
    from recoupe.link.edits import Change
    from recoupe.model import Reading
    from recoupe.sources import Sighting


@dataclass(frozen=True, slots=True)
class Edited:
    """Two versions that followed each other, and what changed; `rules`: whether the same rules have read both.

    Where they have not, some of the changes may be those of the rules: `recoupe replay` reads both anew.
    `announced`: the later one has a note of correction that the earlier has not; else the change was silent.
    """

    edit: Edit
    before: Reading
    after: Reading
    changes: tuple[Change, ...]
    rules: bool
    announced: bool


def edits(ledger: Ledger, query: Query = ALL) -> Iterator[Edited]:
    """Edits of articles that `query` finds, the latest first; where nothing of the text changed, there is none."""
    for edit in ledger.edits(query):
        if (found := edited(ledger, edit)) is not None:
            yield found


def edited(ledger: Ledger, edit: Edit) -> Edited | None:
    """What changed by an edit; None where nothing of the text did."""
    found = {r.article.id: r for r in ledger.readings((edit.before.article, edit.after.article))}
    before, after = (then(found.get(s.article), s) for s in (edit.before, edit.after))
    if before is None or after is None:
        return None
    changes = changed(before, after, hidden=edit.hidden)
    noted = announced(before.article, after.article)
    return Edited(edit, before, after, changes, before.version == after.version, noted) if changes else None


def noted(ledger: Ledger, site: str, *, most: int) -> tuple[int, int]:
    """Of how many of the latest edits of a site, `most` at most, a note of correction tells, and how many these are."""
    told = []
    for edit in ledger.edits(Query(sites=(site,), limit=most)):
        found = {r.article.id: r.article for r in ledger.readings((edit.before.article, edit.after.article))}
        if len(found) > 1:
            told.append(announced(found[edit.before.article], found[edit.after.article]))
    return sum(told), len(told)


def then(reading: Reading | None, seen: Sighting) -> Reading | None:
    """A reading with the headline that it had then."""
    if reading is None or seen.title is None or seen.title == reading.article.title:
        return reading
    return replace(reading, article=replace(reading.article, title=seen.title))


def changed(before: Reading, after: Reading, *, hidden: frozenset[str] = frozenset()) -> tuple[Change, ...]:
    """What changed from one reading of a url to the next; nothing of what statements in `hidden` say."""
    one, other = (Version(r, text.parse(r.article, tag=False), hidden) for r in (before, after))
    return compare(one, other)
