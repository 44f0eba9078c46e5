"""Fact checks that the linker has tied to statements, as rows, and as ClaimReviews of claims of the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.cli import records
from recoupe.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recoupe.cli.records import Row
    from recoupe.ledger import Query
    from recoupe.model import ClaimReview, Link
    from recoupe.store.store import Store


def of(there: Store, statements: Collection[str]) -> Iterator[Row]:
    """The fact checks of any of these statements, the surest first, each once."""
    from recoupe.linking import factchecks as tying  # noqa: PLC0415 -- late: --help must not wait for it

    for check, link in tying.of(there, statements):
        row: Row = {"part": "check", "id": check.id, "score": round(link.score, 3), "certain": link.certain}
        row |= records.factcheck(check.review)
        yield row | {"reasons": list(link.reasons), "article": records.entry(check.entry)}


def tied(there: Store, check: str, to: str) -> list[Link]:
    """The links between a fact check and a statement, or the statements of a claim, by ids. Raises QueryError."""
    from recoupe.link import factchecks  # noqa: PLC0415 -- late: --help must not wait for it

    found = next(there.factchecks_of([check]), None)
    if found is None:
        raise QueryError(f"{check} is no fact check of this ledger (recoupe check TEXT --format jsonl shows their ids)")
    group = there.group(to)
    wanted = {m.id for m in there.members(to)} if group is not None and group.kind == "claim" else {to}
    links = [k for k in there.links("check", of=[found.entry.id]) if k.a == found.entry.id and k.b in wanted]
    mine = [k for k in links if factchecks.checked(k) == found.review.claim]
    if not mine:
        raise QueryError(f"nothing ties {check} to {to}, be it a claim or a statement (recoupe claim ID shows what is)")
    return mine


def reviews(there: Store, query: Query) -> Iterator[ClaimReview]:
    """Fact checks of the claims that `query` finds, with where the ledger has them said; only such as have a verdict.

    A review that people rejected (`reject` of kind check) is left out, and one that is not certain too, unless a person
    confirmed it.
    """
    from recoupe.linking import factchecks as tying  # noqa: PLC0415 -- late: --help must not wait for it

    done: set[str] = set()
    for group in there.groups("claim", query):
        members = {s.statement.id: s for s in there.statements(group=group.group.id)}
        for check, _ in tying.of(there, members, sure=True):
            r = check.review
            if check.id in done or not (r.url and r.reviewer and (r.rating or r.value)):
                continue
            done.add(check.id)
            places = [s.entry.url for s in members.values() if s.entry.url and s.entry.id != check.entry.id]
            yield replace(r, appearances=tuple(dict.fromkeys([*r.appearances, *places])))
