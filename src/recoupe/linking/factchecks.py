"""Fact checks that the linker has tied to statements, as people have judged them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.link import factchecks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recoupe.ledger import FactCheck, Ledger
    from recoupe.model import Link


def of(there: Ledger, statements: Collection[str], *, sure: bool = False) -> Iterator[tuple[FactCheck, Link]]:
    """Fact checks of these statements with the links that say so, the surest first, each once."""
    wanted = set(statements)
    links = sorted((k for k in there.links("check", of=wanted) if k.b in wanted), key=lambda k: (-k.score, k.a, k.b))
    told = _decided(there, [k.a for k in links])
    kept = [k for k in links if told.get((k.a, k.b)) != "reject"]
    kept = [k for k in kept if k.certain or told.get((k.a, k.b)) == "confirm"] if sure else kept
    declared: dict[str, list[FactCheck]] = {}
    for check in there.factchecks_of(articles={k.a for k in kept}):
        declared.setdefault(check.entry.id, []).append(check)
    seen: set[str] = set()
    for link in kept:
        for check in declared.get(link.a, ()):
            if check.review.claim == factchecks.checked(link) and check.id not in seen:
                seen.add(check.id)
                yield check, link


def _decided(there: Ledger, articles: Collection[str]) -> dict[tuple[str, str], str]:
    """What people decided last of links of kind check."""
    found = there.reviews(of=articles) if articles else ()
    return {(r.a, r.b): r.verdict for r in found if r.kind == "check"}
