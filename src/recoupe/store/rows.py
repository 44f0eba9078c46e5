"""Readings into rows and back: pure, so that a worker can do it.

What a row keeps of a reading is what the contract has of it; `normal` gives a reading as the ledger gives it back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe import ids
from recoupe.characters import is_stored, stored
from recoupe.ledger import Edit, Listed, Said
from recoupe.model import (
    Actor,
    Article,
    Claim,
    ClaimReview,
    DateMention,
    Days,
    Member,
    Outlink,
    Problem,
    Reading,
    SiteMark,
    Statement,
)
from recoupe.store import folding
from recoupe.store.part import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.ledger import Entry
    from recoupe.model import Spans
    from recoupe.templates import Lines, Used

Row = tuple[Any, ...]

ARTICLE = (
    "id", "ref", "url", "site", "kind", "lang", "title", "published", "modified", "day", "moment", "authors",
    "outlinks", "boilerplate", "problems", "version", "digest", "added", "linked", "hidden", "masked", "marks", "text"
)  # fmt: skip
ACTOR = ("nr", "id", "article", "name", "folded", "type", "country", "role", "mentions", "hidden")
STATEMENT = (
    "nr", "id", "article", "content", "source", "cue", "form", "stance", "kind", "who", "actor", "addressee",
    "said_from", "said_to", "rule", "confidence", "words", "hidden"
)  # fmt: skip
TIMEX = ("article", "n", '"start"', '"end"', "type", "value", "mod", "first_day", "last_day", "rule")
FACTCHECK = (
    "nr", "id", "article", "claim", "rating", "value", "best", "worst", "reviewer", "reviewer_url", "url", "published",
    "claimant", "said_on", "appearances", "title", "lang", "source", "folded", "hidden", "words"
)  # fmt: skip
SIDE = ("claim", "n", "article", "statement", "polarity")
_SEARCHED, _WORDS = 200_000, 16_000  # characters and words of an article that search knows: what PostgreSQL can
_WORDED = tuple(f.name for f in fields(ClaimReview) if f.name != "appearances")


class Packed(NamedTuple):
    """A reading as rows, ready for the database; numbers of rows count from 0 in each.

    `searched` are the words of the article, `said` those of each statement's speaker and content.
    """

    id: str
    ref: str
    url: str | None
    site: str | None
    version: str
    digest: str
    day: str
    article: dict[str, Any]
    actors: list[Row]
    statements: list[Row]
    timexes: list[Row]
    sides: list[Row]
    factchecks: list[Row]
    searched: str
    said: list[tuple[str, str]]


class Came(NamedTuple):
    """What a worker makes of a page: its reading, None where it is not wanted, and what is known of its template.

    used: with which it was read; lines: those of the page, where they are wanted. None where nothing is to be known.
    """

    packed: Packed | None
    used: Used | None = None
    lines: Lines | None = None


def packed(reading: Reading) -> Packed:
    """`reading` as rows."""
    reading = normal(reading)
    article = reading.article
    statements = [_statement(n, s, article) for n, s in enumerate(reading.statements)]
    actors = [_actor(n, a, article.id) for n, a in enumerate(reading.actors)]
    timexes = [_timex(n, t, article.id) for n, t in enumerate(reading.timexes)]
    members = [(c.id, m) for c in reading.claims for m in c.members]
    sides = [(claim, n, article.id, m.statement, m.polarity) for n, (claim, m) in enumerate(members)]
    checks = [_factcheck(n, r, article.id) for n, r in enumerate(article.factchecks)]
    columns = _article(article)
    newer = [x for x in (columns["marks"], checks) if x and x != "[]"]  # readings without have the digest they had
    columns_then = {key: value for key, value in columns.items() if key != "marks"}
    return Packed(
        id=article.id,
        ref=article.ref,
        url=article.url,
        site=article.site,
        version=reading.version,
        digest=_digest(columns_then, statements, actors, timexes, sides, *newer),
        day=columns["day"],
        article=columns,
        actors=actors,
        statements=statements,
        timexes=timexes,
        sides=sides,
        factchecks=checks,
        searched=searched(article.title, article.text),
        said=[said(s[9], s[16]) for s in statements],
    )


def searched(title: str | None, text: str) -> str:
    """The words by which an article is found."""
    return " ".join(folding.words(f"{title or ''}\n{text[:_SEARCHED]}")[:_WORDS])


def said(who: str | None, words: str) -> tuple[str, str]:
    """The words by which a statement is found: the speaker's, the content's."""
    return folding.folded(who or ""), folding.folded(words)


def normal(reading: Reading) -> Reading:
    """`reading` as a ledger keeps it: all problems together, one actor an id, no character that no database keeps."""
    actors: dict[str, Actor] = {}
    for a in reading.actors:
        known = actors.get(a.id)
        actors[a.id] = a if known is None or (a.country and not known.country) else known
    problems = (*reading.article.problems, *reading.problems)
    return replace(
        reading,
        article=replace(_clean(reading.article), problems=tuple(dict.fromkeys(problems))),
        statements=tuple(_normal_statement(s) for s in reading.statements),
        timexes=tuple(t if _told(t.days) else replace(t, days=None) for t in reading.timexes),
        actors=tuple(replace(a, name=stored(a.name)) for a in actors.values()),
        problems=(),
    )


def _clean(article: Article) -> Article:
    if article.marks or article.factchecks:
        site = article.site or ""
        checks = {factcheck_id(article.id, r): r for r in map(_kept_review, article.factchecks)}
        article = replace(
            article,
            marks=tuple(SiteMark(site, stored(m.kind), stored(m.value), article.id) for m in article.marks),
            factchecks=tuple(checks.values()),
        )
    if all(map(is_stored, (article.text, article.title or "", article.ref, article.url or ""))):
        return article
    title = article.title and stored(article.title)
    url = article.url and stored(article.url)
    return replace(article, text=stored(article.text), title=title, ref=stored(article.ref), url=url)


def _normal_statement(s: Statement) -> Statement:
    days = s.said_on if _told(s.said_on) else None
    who, to = s.who and stored(s.who), s.to and stored(s.to)
    same = (days, who, to, s.negated) == (s.said_on, s.who, s.to, False)
    return s if same else replace(s, said_on=days, who=who, to=to, negated=False)


def _kept_review(r: ClaimReview) -> ClaimReview:
    told = {key: stored(value) for key in _WORDED if isinstance(value := getattr(r, key), str)}
    return replace(r, **told, appearances=tuple(map(stored, r.appearances)))


def factcheck_id(article: str, r: ClaimReview) -> str:
    """The id of a fact check that an article declares."""
    return ids.make("k", article, r.claim, r.url, r.reviewer, r.rating, r.value)


def _told(days: Days | None) -> bool:
    return days is not None and (days.first is not None or days.last is not None)


def moment(published: str | None) -> str:
    """The time of publication in UTC, as far as it is known, so that times sort; "" for none.

    A bare day stays one, and comes before the times of that day; a time without zone is left as it is.
    """
    try:
        at = dt.datetime.fromisoformat(published or "")
    except ValueError:
        return (published or "")[:10]
    if len(published or "") <= len("2022-07-16"):
        return published or ""
    at = at.astimezone(dt.UTC) if at.tzinfo else at
    return at.isoformat(timespec="seconds")[:19] + "Z"


def place(row: Entry | Said | Listed | Edit) -> tuple[str, ...]:
    """Where a row stands in a list of the latest, as a Query names it for what comes after."""
    if isinstance(row, Listed):
        return (str(row.group.last or ""), row.group.id)
    if isinstance(row, Edit):
        return (written(row.after.seen), row.after.article)
    e = row.entry if isinstance(row, Said) else row
    at = (moment(e.published) if e.day else "", e.id)
    return (*at, row.statement.id) if isinstance(row, Said) else at


def _article(article: Article) -> dict[str, Any]:
    """Columns of an article that a reading gives."""
    return {
        "id": article.id,
        "url": article.url,
        "site": article.site,
        "kind": article.kind,
        "lang": article.lang,
        "title": article.title,
        "published": article.published,
        "modified": article.modified,
        "day": article.day.isoformat() if article.day else "",
        "moment": moment(article.published) if article.day else "",
        "authors": _json([stored(a) for a in article.authors]),
        "outlinks": _json([(stored(o.url), stored(o.text), o.where) for o in article.outlinks]),
        "boilerplate": _json(article.boilerplate),
        "problems": _json([(p.code, stored(p.message)) for p in article.problems]),
        "marks": _json([(m.kind, m.value) for m in article.marks]),
        "text": article.text,
    }


def _actor(n: int, a: Actor, article: str) -> Row:
    folded = folding.folded(a.name)
    return (n, a.id, article, a.name, folded, a.type, a.country, a.role, _json(a.mentions), 0)


def _statement(n: int, s: Statement, article: Article) -> Row:
    words = " … ".join(article.text[a:b] for a, b in s.content)
    days = s.said_on or Days(None, None)
    spans = _json(s.content), _json(s.source), _json(s.cue)
    told = s.who, s.actor, s.to, _iso(days.first), _iso(days.last)
    return (n, s.id, article.id, *spans, s.form, s.stance, s.kind, *told, s.rule, s.confidence, words, 0)


def _timex(n: int, t: DateMention, article: str) -> Row:
    days = t.days or Days(None, None)
    return (article, n, t.start, t.end, t.type, t.value, t.mod, _iso(days.first), _iso(days.last), t.rule)


def _factcheck(n: int, r: ClaimReview, article: str) -> Row:
    told = (r.claim, r.rating, r.value, r.best, r.worst, r.reviewer, r.reviewer_url, r.url, r.published, r.claimant)
    more = (r.said_on, _json(r.appearances), r.title, r.lang, r.source, folding.folded(r.claimant or ""))
    return (n, factcheck_id(article, r), article, *told, *more, 0, None)


def _digest(*parts: object) -> str:
    return hashlib.sha256(_json(parts).encode()).hexdigest()[:32]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def day(value: str | None) -> dt.date | None:
    """The day that `value` writes down."""
    return dt.date.fromisoformat(value) if value else None


def _days(first: str | None, last: str | None) -> Days | None:
    return Days(day(first), day(last)) if first or last else None


def _spans(value: str) -> Spans:
    return tuple([(a, b) for a, b in json.loads(value)]) if value != "[]" else ()


def unpacked(article: Sequence[Any], *parts: Iterable[Row]) -> Reading:
    """The reading of rows whose columns are those named above: actors, statements, timexes, sides, fact checks."""
    row = dict(zip(ARTICLE, article, strict=True))
    actors, statements, timexes, sides, factchecks = parts
    return Reading(
        article=as_article(row, factchecks),
        statements=tuple(map(as_statement, statements)),
        timexes=tuple(
            DateMention(r[2], r[3], type=r[4], value=r[5], rule=r[9], mod=r[6], days=_days(r[7], r[8])) for r in timexes
        ),
        actors=tuple(map(as_actor, actors)),
        claims=_claims(sides),
        version=row["version"],
    )


def as_article(row: dict[str, Any], factchecks: Iterable[Row] = ()) -> Article:
    """The article of a row by its columns, with its fact checks."""
    return Article(
        ref=row["ref"],
        id=row["id"],
        text=row["text"],
        url=row["url"],
        site=row["site"],
        kind=row["kind"],
        lang=row["lang"],
        title=row["title"],
        authors=tuple(json.loads(row["authors"])),
        published=row["published"],
        modified=row["modified"],
        outlinks=tuple(Outlink(*o) for o in json.loads(row["outlinks"])),
        boilerplate=_spans(row["boilerplate"]),
        marks=tuple(SiteMark(row["site"] or "", kind, value, row["id"]) for kind, value in json.loads(row["marks"])),
        factchecks=tuple(map(as_review, factchecks)),
        problems=tuple(Problem(*p) for p in json.loads(row["problems"])),
    )


def as_review(r: Sequence[Any]) -> ClaimReview:
    """The fact check of a row of the columns FACTCHECK."""
    told: dict[str, Any] = dict(zip(FACTCHECK[3:18], r[3:18], strict=True))
    return ClaimReview(**told | {"appearances": tuple(json.loads(r[14]))})


def as_statement(r: Sequence[Any]) -> Statement:
    """The statement of a row of the columns STATEMENT."""
    return Statement(
        id=r[1],
        content=_spans(r[3]),
        form=r[6],
        stance=r[7],
        rule=r[14],
        source=_spans(r[4]),
        cue=_spans(r[5]),
        kind=r[8],
        who=r[9],
        actor=r[10],
        to=r[11],
        said_on=_days(r[12], r[13]),
        confidence=r[15],
    )


def as_actor(r: Sequence[Any]) -> Actor:
    """The actor of a row of the columns ACTOR."""
    return Actor(id=r[1], name=r[3], type=r[5], mentions=_spans(r[8]), country=r[6], role=r[7])


def _claims(sides: Iterable[Row]) -> tuple[Claim, ...]:
    """The claims of rows in the order of their first statements' rows."""
    found: dict[str, list[Member]] = {}
    for claim, _, _, statement, polarity in sides:
        found.setdefault(claim, []).append(Member(statement, polarity))
    return tuple(Claim(c, tuple(m)) for c, m in found.items())
