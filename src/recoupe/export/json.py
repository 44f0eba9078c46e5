"""JSON: the public contract as one indented array. `record` is the contract; reading.schema.json describes it."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from recoupe import characters
from recoupe.export._look import Look, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.model import Actor, Article, Claim, ClaimReview, DateMention, Days, Reading, Statement

SUFFIX = ".json"
BETWEEN = ",\n"

_BREAK = re.compile("[\x85\u2028\u2029]")  # JSON lets them stand; what splits text into lines does not


def head(look: Look) -> str:  # noqa: ARG001
    """Open the array."""
    return "[\n"


def piece(reading: Reading, look: Look) -> Piece:  # noqa: ARG001
    """One object."""
    return Piece(dumps(record(reading), indent=2))


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """Close the array."""
    return "\n]\n"


def dumps(data: object, *, indent: int | None = None) -> str:
    """`data` as JSON that is valid UTF-8 and breaks into lines only where it should, whatever its strings hold.

    A lone surrogate becomes U+FFFD; next line and line and paragraph separators are escaped.
    """
    separators = (",", ":") if indent is None else None
    out = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    return _BREAK.sub(lambda m: f"\\u{ord(m[0]):04x}", characters.whole(out))


def record(reading: Reading) -> dict[str, Any]:
    """`reading` as the contract has it; keys in this order, every key always there."""
    return {
        **_article(reading.article),
        "statements": [_statement(s) for s in reading.statements],
        "timexes": [_timex(t) for t in reading.timexes],
        "actors": [_actor(a) for a in reading.actors],
        "claims": [_claim(c) for c in reading.claims],
        "outlinks": [{"url": o.url, "text": o.text, "where": o.where} for o in reading.article.outlinks],
        "boilerplate": [list(span) for span in reading.article.boilerplate],
        "marks": [{"kind": m.kind, "value": m.value} for m in reading.article.marks],
        "factchecks": [factcheck(r) for r in reading.article.factchecks],
        "problems": [{"code": p.code, "message": p.message} for p in (*reading.article.problems, *reading.problems)],
        "version": reading.version,
    }


def _article(article: Article) -> dict[str, Any]:
    keys = ("ref", "id", "url", "site", "kind", "lang", "title")
    return {
        **{key: getattr(article, key) for key in keys},
        "authors": list(article.authors),
        "published": article.published,
        "modified": article.modified,
        "text": article.text,
    }


def _statement(s: Statement) -> dict[str, Any]:
    return {
        "id": s.id,
        "content": [list(span) for span in s.content],
        "source": [list(span) for span in s.source],
        "cue": [list(span) for span in s.cue],
        "form": s.form,
        "stance": s.stance,
        "kind": s.kind,
        "who": s.who,
        "actor": s.actor,
        "to": s.to,
        "said_on": _days(s.said_on) if s.said_on else None,
        "rule": s.rule,
        "confidence": s.confidence,
    }


def _days(days: Days | None) -> dict[str, str | None]:
    first, last = (days.first, days.last) if days else (None, None)
    return {"from": first.isoformat() if first else None, "to": last.isoformat() if last else None}


def _timex(t: DateMention) -> dict[str, Any]:
    given = {"start": t.start, "end": t.end, "type": t.type, "value": t.value, "mod": t.mod}
    return {**given, **_days(t.days), "rule": t.rule}


def _actor(a: Actor) -> dict[str, Any]:
    return {
        "id": a.id,
        "name": a.name,
        "type": a.type,
        "country": a.country,
        "role": a.role,
        "mentions": [list(span) for span in a.mentions],
    }


def _claim(c: Claim) -> dict[str, Any]:
    members = [{"statement": m.statement, "polarity": m.polarity} for m in c.members]
    return {"id": c.id, "members": members, "disputed": c.disputed}


def factcheck(r: ClaimReview) -> dict[str, Any]:
    """A fact check as the contract has it."""
    return {f.name: getattr(r, f.name) for f in fields(r)} | {"appearances": list(r.appearances)}
