"""What changed in the articles of a ledger: each pair of versions that followed each other at one address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe import text
from recoupe.ledger import ALL
from recoupe.link.edits import Version, compare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recoupe.ledger import Edit, Ledger, Query
    from recoupe.link.edits import Change
    from recoupe.model import Reading


@dataclass(frozen=True, slots=True)
class Edited:
    """Two versions that followed each other, and what changed; `rules`: whether the same rules have read both.

    Where they have not, some of the changes may be those of the rules: `recoupe replay` reads both anew.
    """

    edit: Edit
    before: Reading
    after: Reading
    changes: tuple[Change, ...]
    rules: bool


def edits(ledger: Ledger, query: Query = ALL, *, of: Collection[str] = ()) -> Iterator[Edited]:
    """Edits of articles that `query` finds, the latest first; where nothing of the text changed, there is none.

    of: only at these addresses.
    """
    for edit in ledger.edits(query, of=of):
        found = {r.article.id: r for r in ledger.readings((edit.before.article, edit.after.article))}
        before, after = (found.get(s.article) for s in (edit.before, edit.after))
        if before is None or after is None:
            continue
        if changes := changed(before, after, hidden=edit.hidden):
            yield Edited(edit, before, after, changes, rules=before.version == after.version)


def changed(before: Reading, after: Reading, *, hidden: frozenset[str] = frozenset()) -> tuple[Change, ...]:
    """What changed from one reading of a url to the next; nothing of what statements in `hidden` say."""
    one, other = (Version(r, text.parse(r.article, tag=False), hidden) for r in (before, after))
    return compare(one, other)
