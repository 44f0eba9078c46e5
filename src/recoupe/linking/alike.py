"""What a ledger has that is like a text: fact checks of the same claim, and statements that say so or deny it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.link import factchecks
from recoupe.link.factchecks import SHOWN, Checked, Index
from recoupe.linking import checks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.ledger import FactCheck, Ledger, Said
    from recoupe.link.factchecks import Match

LEAST = 0.2
"""Score from which a fact check is shown."""
_KNOWN = 200_000  # fact checks of a ledger that are looked at


def factchecked(there: Ledger, text: str, *, lang: str, most: int) -> Iterator[tuple[FactCheck, Match]]:
    """The ledger's fact checks of what `text` claims, the most alike first."""
    rows = [(Checked(w.id, w.claim, w.lang, w.title), w.words) for w in there.worded(limit=_KNOWN)]
    packed = ((c, words if words is not None else factchecks.packed(c)) for c, words in rows)
    index = Index.of_packed(packed, only=factchecks.asked(text, lang))
    matches = factchecks.check(text, index, lang=lang, most=most, least=LEAST)
    known = {c.id: c for c in there.factchecks_of([m.claim.id for m in matches])}
    yield from ((known[m.claim.id], m) for m in matches if m.claim.id in known)


def said(there: Ledger, text: str, *, lang: str, most: int) -> Iterator[tuple[Said, Match]]:
    """Statements that are like `text`, the most alike first; of each claim the one that is most so."""
    found = checks.candidates(there, text)
    known = {s.statement.id: s for s in found}
    index = checks.statements(found)
    shown: set[str] = set()
    for match in factchecks.check(text, index, lang=lang, most=10 * most, least=SHOWN):
        s = known[match.claim.id]
        name = s.claim or match.claim.id
        if not match.content or name in shown:
            continue
        if len(shown) >= most:
            return
        shown.add(name)
        yield s, match
