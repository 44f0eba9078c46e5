"""What claims across articles are learned from and measured on: statements of NTREX-128 in twelve languages."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import stories_lexicon
import train_stories as stories

from recoupe import text
from recoupe.extract import actors, claims, dates
from recoupe.link.claims import Said, said
from recoupe.link.stories import lexicon
from recoupe.link.stories.lexicon import Look
from recoupe.model import Actor, Article, Claim, DateMention, Days, Member, Reading, Spans, Statement

if TYPE_CHECKING:
    from pathlib import Path

CODES = ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "he", "fa")
FOLDS, ASIDE = 3, 2
ENOUGH = 0.5  # share of a gold content that one of our own must have, of both

Row = dict[str, Any]
Looks = dict[str, Look]


class Gold(NamedTuple):
    """`claim` and `polarity` by (article, statement); `story` by article."""

    claim: dict[tuple[str, str], str]
    polarity: dict[tuple[str, str], str]
    story: dict[str, str]

    def fold(self, article: str) -> int:
        """The fold of an article: that of its story."""
        return zlib.crc32(self.story.get(article, article).encode()) % FOLDS


class Set(NamedTuple):
    """The statements of one language, and to which statement of the gold each stands for, where it does."""

    lang: str
    said: list[Said]
    stands_for: dict[str, tuple[str, str]]


def rows(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def gold(shared: Path) -> Gold:
    """The claims of NTREX."""
    links = shared / "data" / "links"
    members = [(c["claim"], m) for c in rows(links / "claims_ntrex.jsonl") for m in c["members"]]
    told = json.loads((links / "stories_ntrex.json").read_text(encoding="utf-8"))
    return Gold(
        {(m["doc"], m["statement"]): claim for claim, m in members},
        {(m["doc"], m["statement"]): m["polarity"] for _, m in members},
        {doc: story for story, docs in told.items() for doc in docs},
    )


def looks(shared: Path, known: Gold) -> list[Looks]:
    """For each fold the lexicons that have not seen its articles."""
    news = stories.rows(shared / "data" / "links" / "stories_ntrex_open.jsonl.xz")
    out = []
    for fold in range(FOLDS):
        held = frozenset(r["article"] for r in news if known.fold(r["article"]) == fold)
        learned = stories.lexicons(news, shared / "data" / "treebanks", held)
        out.append({lang: lexicon.reader(stories_lexicon.table(e)) for lang, e in learned.items()})
    return out


def from_gold(shared: Path, lang: str, known: Gold) -> Set:
    """The annotated statements of a language, read for the rest as recoupe reads."""
    readings = [_annotated(row) for row in rows(shared / "data" / "statements" / f"ntrex.{lang}.jsonl")]
    out, stands = [], {}
    for r in readings:
        for s in _facts(r, lang, known):
            out.append(s)
            stands[s.id] = (r.article.id, s.id.split("|")[2])
    return Set(lang, out, stands)


def from_readings(shared: Path, readings: Path, lang: str, known: Gold) -> Set:
    """The statements that recoupe found, from `recoupe read --format jsonl`."""
    annotated = {r["doc_id"]: r["statements"] for r in rows(shared / "data" / "statements" / f"ntrex.{lang}.jsonl")}
    out, stands = [], {}
    for row in rows(readings):
        reading = _reading(row)
        for s, fact in zip(reading.statements, _facts(reading, lang, known), strict=True):
            out.append(fact)
            if (of := _nearest(s, annotated.get(row["ref"], []))) is not None:
                stands[fact.id] = (row["ref"], of)
    return Set(lang, out, stands)


def _facts(reading: Reading, lang: str, known: Gold) -> list[Said]:
    doc = reading.article.id
    return [
        replace(s, id=f"{doc}|{lang}|{s.id}", article=f"{doc}|{lang}", inside=s.inside and f"{doc}|{lang}|{s.inside}")
        for s in said(reading, known.story.get(doc, doc))
    ]


def _annotated(row: Row) -> Reading:
    article = Article(ref=row["doc_id"], id=row["doc_id"], text=row["text"], lang=row["lang"], published=row.get("dct"))
    doc = text.parse(article)
    told = tuple(_statement(s) for s in row["statements"])
    survey = actors.survey(doc)
    people: tuple[Actor, ...] = ()
    if survey is not None:
        speakers = actors.speakers(survey, told)
        people = actors.listed(survey, speakers)
        told = tuple(replace(s, actor=x.actor) for s, x in zip(told, speakers, strict=True))
    return Reading(article, told, dates.find(doc), people, claims.find(doc, told, people))


def _reading(row: Row) -> Reading:
    article = Article(ref=row["ref"], id=row["ref"], text=row["text"], lang=row["lang"], published=row["published"])
    return Reading(
        article,
        tuple(_statement(s) for s in row["statements"]),
        tuple(
            DateMention(t["start"], t["end"], t["type"], t["value"], t["rule"], days=_days(t)) for t in row["timexes"]
        ),
        tuple(
            Actor(a["id"], a["name"], a["type"], _spans(a["mentions"]), a["country"], a["role"]) for a in row["actors"]
        ),
        tuple(
            Claim(c["id"], tuple(Member(m["statement"], m["polarity"]) for m in c["members"])) for c in row["claims"]
        ),
    )


def _days(row: Row) -> Days | None:
    first, last = (dt.date.fromisoformat(row[k]) if row.get(k) else None for k in ("from", "to"))
    return Days(first, last) if first or last else None


def _statement(row: Row) -> Statement:
    return Statement(
        id=row["id"],
        content=_spans(row["content"]),
        form=row.get("form") or "indirect",
        stance=row.get("stance") or "asserts",
        rule="",
        source=_spans(row.get("source")),
        cue=_spans(row.get("cue")),
        kind=row.get("kind") or "none",
        who=row.get("who"),
        actor=row.get("actor"),
    )


def _spans(pairs: list[list[int]] | None) -> Spans:
    return tuple((a, b) for a, b in pairs or ())


def _nearest(s: Statement, annotated: list[Row]) -> str | None:
    """The annotated statement whose content, then cue, then source is most that of `s`; None if none is near."""
    found = [
        (_iou(s.content, a["content"]), _iou(s.cue, a.get("cue")), _iou(s.source, a.get("source")), a["id"])
        for a in annotated
    ]
    best = max(found, default=(0.0, 0.0, 0.0, ""))
    return best[3] if best[0] >= ENOUGH else None


def _iou(a: Spans, b: list[list[int]] | None) -> float:
    x = {i for p, q in a for i in range(p, q)}
    y = {i for p, q in b or () for i in range(p, q)}
    return len(x & y) / len(x | y) if x | y else 0.0
