"""Readings out of the tables of a part, as far as linking looks at them; and packed, to be carried through joins."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe.bulk import places
from recoupe.errors import InputError
from recoupe.link.items import moment
from recoupe.model import Actor, Article, Claim, DateMention, Days, Member, Outlink, Reading, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.bulk.folder import Folder
    from recoupe.model import Spans

_MEND = "read its inputs anew: recoupe batch … --again"
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": ("page", "article", "ref", "fetched", "url", "site", "kind", "lang", "title", "published", "text"),
    "statements": (
        *("page", "id", "stance", "who", "actor", "form", "kind", "rule"),
        *("content_at", "source_at", "cue_at"),
    ),
    "timexes": ("page", "starts", "ends", "type", "value", "first_day", "last_day"),
    "actors": ("page", "id", "name", "type", "country", "role", "mentions"),
    "claims_in_article": ("page", "claim", "statement", "polarity"),
    "outlinks": ("page", "url", "stands_in"),
}
"""What is read of each table, first the page."""


class Placed(NamedTuple):
    """A reading, the page of its part that it was read from, and when that was fetched."""

    page: int
    reading: Reading
    fetched: dt.datetime | None


def readings(folder: Folder, part: str) -> Iterator[Placed]:
    """The readings of a part, by page. Raises InputError where a table is lost, broken, or lacks a column."""
    tables = {table: groupby(_rows(folder, table, part), itemgetter(0)) for table in COLUMNS}
    waiting: dict[str, tuple[int, list[Any]] | None] = dict.fromkeys(tables)

    def of(table: str, page: int) -> list[Any]:
        """The rows of `page`; pages ascend, in this table too."""
        found = waiting[table]
        while found is None or found[0] < page:
            number, rows = next(tables[table], (None, ()))
            if number is None:
                return []
            found = waiting[table] = number, list(rows)
        return found[1] if found[0] == page else []

    for page, rows in tables["articles"]:
        for row in rows:
            every = {table: of(table, page) for table in COLUMNS if table != "articles"}
            yield Placed(page, _reading(row, every), row[3])


def _rows(folder: Folder, table: str, part: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, as far as they are looked at."""
    pa = places.arrow()
    path = folder.path(table, f"{part}.parquet")
    shown = places.shown(folder.place.at(path))
    try:
        with folder.system.open_input_file(path) as file:
            parquet = pa.parquet.ParquetFile(file)
            if lacking := [c for c in COLUMNS[table] if c not in parquet.schema_arrow.names]:
                raise InputError(shown, f"lacks the column {lacking[0]}: another version wrote it", _MEND)
            for batch in parquet.iter_batches(columns=list(COLUMNS[table])):
                columns = [batch.column(c).to_pylist() for c in COLUMNS[table]]
                yield from zip(*columns, strict=True)
    except (OSError, pa.ArrowException) as e:
        raise InputError(shown, f"cannot be read: {places.first_line(e)}", _MEND) from e


def _reading(row: tuple[Any, ...], of: dict[str, list[Any]]) -> Reading:
    _, id_, ref, _, url, site, kind, lang, title, published, text = row
    links = tuple(Outlink(address, "", "body") for _, address, where in of["outlinks"] if where == "body")
    article = Article(
        ref, id_, text, url=url, site=site, kind=kind, lang=lang, title=title, published=published, outlinks=links
    )
    return Reading(
        article,
        tuple(map(_statement, of["statements"])),
        tuple(map(_timex, of["timexes"])),
        tuple(Actor(a, name, sort, _spans(at), country, role) for _, a, name, sort, country, role, at in of["actors"]),
        _claims((claim, Member(s, polarity)) for _, claim, s, polarity in of["claims_in_article"]),
    )


def _statement(row: tuple[Any, ...]) -> Statement:
    _, id_, stance, who, actor, form, kind, rule, *at = row
    content, source, cue = map(_spans, at)
    return Statement(id_, content, form, stance, rule, source=source, cue=cue, kind=kind, who=who, actor=actor)


def _timex(row: tuple[Any, ...]) -> DateMention:
    _, start, end, sort, value, first, last = row
    return DateMention(start, end, sort, value, "", days=Days(first, last) if first or last else None)


def _claims(members: Iterator[tuple[str, Member]]) -> tuple[Claim, ...]:
    found: dict[str, list[Member]] = defaultdict(list)
    for claim, member in members:
        found[claim].append(member)
    return tuple(Claim(claim, tuple(some)) for claim, some in found.items())


def _spans(at: list[dict[str, int]]) -> Spans:
    return tuple((s["start"], s["end"]) for s in at)


def packed(reading: Reading) -> bytes:
    """`reading` as it is carried along, JSON without names of fields."""
    a = reading.article
    told = [
        [a.ref, a.id, a.text, a.url, a.site, a.kind, a.lang, a.title, a.published, [o.url for o in a.outlinks]],
        [[s.id, s.content, s.form, s.stance, s.source, s.cue, s.kind, s.who, s.actor] for s in reading.statements],
        [[t.start, t.end, *_days(t.days)] for t in reading.timexes if t.days],
        [[p.id, p.name, p.type, p.mentions, p.country, p.role] for p in reading.actors],
        [[c.id, [[m.statement, m.polarity] for m in c.members]] for c in reading.claims],
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(data: bytes) -> Reading:
    """What was packed; types and rules of facts that linking does not look at are left out."""
    article, statements, timexes, actors, claims = json.loads(data)
    *first, outlinks = article
    ref, id_, text, url, site, kind, lang, title, published = first
    links = tuple(Outlink(address, "", "body") for address in outlinks)
    return Reading(
        Article(ref, id_, text, url=url, site=site, kind=kind, lang=lang, title=title, published=published,
                outlinks=links),
        tuple(
            Statement(s, _pairs(content), form, stance, "", source=_pairs(source), cue=_pairs(cue), kind=sort, who=who,
                      actor=actor)
            for s, content, form, stance, source, cue, sort, who, actor in statements
        ),
        tuple(DateMention(a, b, "DATE", "", "", days=Days(_day(x), _day(y))) for a, b, x, y in timexes),
        tuple(Actor(p, name, sort, _pairs(at), country, role) for p, name, sort, at, country, role in actors),
        tuple(Claim(c, tuple(Member(s, polarity) for s, polarity in members)) for c, members in claims),
    )  # fmt: skip


def _pairs(spans: list[list[int]]) -> Spans:
    return tuple((a, b) for a, b in spans)


def _days(days: Days | None) -> list[str | None]:
    return [day.isoformat() if day else None for day in (days.first, days.last)] if days else [None, None]


def _day(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None


_HALF = 1 << 63
_LETTERS = 2  # of an id, before its digits


def number(id_: str) -> int:
    """The digits of an id as a whole number of 64 bits, in the same order."""
    return int(id_[_LETTERS:], 16) - _HALF


def minute(published: str | None) -> int | None:
    """When an article was published, in minutes since 1970; None where it does not say."""
    found = moment(published)
    return None if found is None else int(found.timestamp()) // 60
