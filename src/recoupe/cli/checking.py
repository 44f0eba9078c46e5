"""What was said of a claim before: fact checks of a ledger and of a file, and what the ledger's articles say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe.cli import checkfile, ledgers, records
from recoupe.errors import InputError
from recoupe.link import factchecks
from recoupe.link.factchecks import Checked, Index
from recoupe.linking import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.cli.records import Row
    from recoupe.ledger import Said
    from recoupe.link.factchecks import Match
    from recoupe.model import ClaimReview
    from recoupe.store.store import Store

_SIDE = 5  # statements of one side that are shown


class Asked(NamedTuple):
    """The text of a claim, its language ("" if unknown), how many of each kind are shown at most."""

    text: str
    lang: str
    most: int


def of_file(path: str, asked: Asked) -> Iterator[Row]:
    """Fact checks of a file that match. Raises InputError."""
    reviews: dict[str, ClaimReview] = {}
    others = 0
    begins = factchecks.beginnings(asked.text, asked.lang)
    index = Index()
    for n, review in enumerate(checkfile.rows(path)):
        if isinstance(review, InputError):
            ledgers.warn(str(review))
            continue
        lang = (review.lang or "").lower()[:2]
        told = f"{review.claim} {review.title or ''}"
        if begins and lang in {"", asked.lang} and not begins(told):
            others += 1
            continue
        reviews[str(n)] = review
        index.add(Checked(str(n), review.claim, lang or asked.lang, review.title or ""))
    index.others = others
    for match in _matches(index, asked):
        yield _check(reviews[match.claim.id], match, path)


def of_ledger(there: Store, asked: Asked) -> Iterator[Row]:
    """Fact checks of a ledger that match."""
    for found, match in alike.factchecked(there, asked.text, lang=asked.lang, most=asked.most):
        yield _check(found.review, match, "ledger") | {"article": records.entry(found.entry)}


def _matches(index: Index, asked: Asked) -> tuple[Match, ...]:
    return factchecks.check(asked.text, index, lang=asked.lang, most=asked.most, least=alike.LEAST)


def _check(review: ClaimReview, match: Match, source: str) -> Row:
    row: Row = {"part": "check", "score": round(match.score, 3)} | records.factcheck(review)
    return row | {"reasons": list(match.reasons), "from": source}


def said(there: Store, asked: Asked) -> Iterator[Row]:
    """What the ledger's articles say of it: claims with their sides, and statements that are in none."""
    for s, match in alike.said(there, asked.text, lang=asked.lang, most=asked.most):
        yield _claim(there, s, match) if s.claim else _statement(s, match)


def _claim(there: Store, s: Said, match: Match) -> Row:
    """A claim by the statement of it that matches, with who is for it and who against."""
    sides: dict[str, list[Row]] = {"for": [], "against": [], "open": []}
    for one in there.statements(group=s.claim):
        sides[one.polarity or "open"].append(_said(one))
    row: Row = {"part": "claim", "score": round(match.score, 3), "claim": s.claim, "words": s.words}
    row |= {"disputed": s.disputed, "reasons": list(factchecks.of_statement(match))}
    return row | {
        "sides": {k: sorted(v, key=lambda r: r["published"] or "~")[:_SIDE] for k, v in sides.items()},
        "counts": {k: len(v) for k, v in sides.items()},
    }


def _statement(s: Said, match: Match) -> Row:
    row: Row = {"part": "statement", "score": round(match.score, 3)} | _said(s)
    return row | {"lang": s.entry.lang, "reasons": list(factchecks.of_statement(match))}


def _said(s: Said) -> Row:
    """Who says what, where, when."""
    e = s.entry
    row: Row = {"statement": s.statement.id, "who": s.statement.who, "stance": s.statement.stance, "words": s.words}
    return row | {"published": e.published, "site": e.site, "url": e.url, "ref": e.ref}


def anything(there: Store) -> bool:
    """Whether a ledger has anything that a claim can be compared with."""
    rows: dict[str, Any] = dict(there.info().rows)
    return bool(rows["factcheck"] or rows["statement"])


def ranked(rows: Sequence[Row], most: int) -> list[Row]:
    """The best of `rows`."""
    return sorted(rows, key=lambda r: -r["score"])[:most]
