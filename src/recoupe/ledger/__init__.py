"""A ledger: what can be asked of it and added to it (`protocol`), and the values that go in and out (`values`).

Facts are what `read` found; nobody edits them. Links and reviews are rows; groups are derived from both.
"""

from recoupe.ledger.protocol import Ledger
from recoupe.ledger.values import (
    ALL,
    UNMARKED,
    Edit,
    Entry,
    Facet,
    FactCheck,
    Forgotten,
    Info,
    Known,
    Listed,
    Marks,
    Member,
    Mentioned,
    Outcome,
    Query,
    Said,
    Site,
    TakenDown,
    Tally,
    Worded,
)

__all__ = [
    "ALL",
    "UNMARKED",
    "Edit",
    "Entry",
    "Facet",
    "FactCheck",
    "Forgotten",
    "Info",
    "Known",
    "Ledger",
    "Listed",
    "Marks",
    "Member",
    "Mentioned",
    "Outcome",
    "Query",
    "Said",
    "Site",
    "TakenDown",
    "Tally",
    "Worded",
]
