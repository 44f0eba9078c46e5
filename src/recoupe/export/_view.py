"""What people are shown of a reading, the same in every format: words of spans, who speaks, sides of a dispute."""

from __future__ import annotations

import re
import unicodedata
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.model import Actor, Claim, DateMention, Problem, Reading, Spans, Statement

    Side = tuple[tuple[int, Statement], ...]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile(r"\s+")

STANCES = {
    "asserts": "says",
    "denies": "denies",
    "confirms": "confirms",
    "doubts": "doubts",
    "urges": "urges",
}
NO_SOURCE = "no source"


class Dispute(NamedTuple):
    """A claim with both its sides; `open` are members that take none. Statements come with their number."""

    claim: Claim
    asserts: Side
    denies: Side
    open: Side


class Tally(NamedTuple):
    """How much an article holds of what people look for."""

    statements: int
    denials: int
    disputed: int
    unsourced: int


def safe(text: str) -> str:
    """`text` for a terminal or a page: control characters and lone surrogates as U+FFFD, bidi controls away.

    Marks that only give a direction (LRM, RLM, ALM) stay; so do tab and newline.
    """
    return _CONTROL.sub("\ufffd", _BIDI.sub("", text))


def rtl(words: str) -> bool:
    """Whether any letter of `words` runs right to left."""
    return not words.isascii() and any(unicodedata.bidirectional(c) in {"R", "AL"} for c in words)


def line(text: str) -> str:
    """`text` made safe, on one line."""
    return safe(_BLANK.sub(" ", text)).strip()


def words(text: str, spans: Spans, *, gap: str = " … ") -> str:
    """The words of `spans`, on one line."""
    return gap.join(line(text[a:b]) for a, b in spans)


def speaker(text: str, s: Statement) -> str:
    """Who speaks, as people are told: the name, else the words of the source, else that there is none."""
    return line(s.who or "") or words(text, s.source) or NO_SOURCE


def shown_speaker(reading: Reading, s: Statement) -> str:
    """Who speaks, beside the article's own words: a person as the article writes the name, "M. Dupont", "Джон Смит".

    `who` has such a name as English papers write it, for comparison across languages.
    """
    person = next((a for a in reading.actors if a.id == s.actor and a.type == "person"), None) if s.who else None
    return line(person.name) if person else speaker(reading.article.text, s)


def unsourced(s: Statement) -> bool:
    """Whether `s` says nothing of whence it comes."""
    return not s.who and not s.source


def tally(reading: Reading) -> Tally:
    """Count what `reading` holds."""
    said = reading.statements
    return Tally(
        statements=len(said),
        denials=sum(s.stance == "denies" for s in said),
        disputed=sum(c.disputed for c in reading.claims),
        unsourced=sum(map(unsourced, said)),
    )


def problems(reading: Reading) -> tuple[Problem, ...]:
    """All problems of `reading`, those of its article first."""
    return (*reading.article.problems, *reading.problems)


def statements_at(reading: Reading, timexes: Sequence[DateMention]) -> tuple[int, ...]:
    """The numbers of the statements whose content holds one of `timexes`."""
    return tuple(
        n for n, s in enumerate(reading.statements, 1) if any(a <= t.start < b for a, b in s.content for t in timexes)
    )


def ranked(reading: Reading) -> tuple[Actor, ...]:
    """The actors: those who speak first, then those most often named."""
    speaking = {s.actor for s in reading.statements if s.actor}
    return tuple(sorted(reading.actors, key=lambda a: (a.id not in speaking, -len(a.mentions), a.mentions)))


def about(actor: Actor) -> str:
    """Role or type, country, how often named: `foreign minister, IR, ×2`."""
    often = f"×{len(actor.mentions)}" if len(actor.mentions) > 1 else ""
    return line(", ".join(filter(None, [(actor.role or actor.type).replace("_", " "), actor.country, often])))


def disputes(reading: Reading) -> tuple[Dispute, ...]:
    """The disputed claims of `reading` with their sides."""
    numbered = {s.id: (n, s) for n, s in enumerate(reading.statements, 1)}
    return tuple(_dispute(c, numbered) for c in reading.claims if c.disputed)


def _dispute(claim: Claim, numbered: dict[str, tuple[int, Statement]]) -> Dispute:
    known = [m for m in claim.members if m.statement in numbered]
    yes, no, neither = (
        tuple(sorted((numbered[m.statement] for m in known if m.polarity == p), key=itemgetter(0)))
        for p in ("for", "against", "open")
    )
    return Dispute(claim, yes, no, neither)


def plural(count: int, noun: str) -> str:
    """`1 statement`, `2 statements`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
