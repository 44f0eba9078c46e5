"""One article: its text with what was found in it, its place among others, its versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from recoupe.export.html import ledger as sheets
from recoupe.export.html.sheet import Sheet
from recoupe.ledger import Query
from recoupe.link.edits import announced
from recoupe.linking import edits
from recoupe.web.asking import claims, story

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from recoupe.ledger import Entry, Ledger, Listed, Mentioned, Said, TakenDown
    from recoupe.link.edits import Change
    from recoupe.model import Link, Reading
    from recoupe.sources import Sighting

_VERSIONS = 20  # of one address that are compared


@dataclass(frozen=True, slots=True)
class Version:
    """What stood at an address for a time, when that was seen first and last, and what changed since what stood before.

    A version that came back stands among others again.
    """

    entry: Entry
    seen: tuple[dt.datetime, dt.datetime]
    standing: bool
    """Whether it stands there now, as far as is known."""
    changes: tuple[Change, ...]
    rules: bool
    """Whether the same rules have read both."""
    announced: bool = False
    """Whether it has a note of correction that the one before has not."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's page. `headline` and `text` are HTML, escaped; `whole` whether the text may be shown."""

    entry: Entry
    authors: tuple[str, ...]
    headline: str
    text: str
    whole: bool
    statements: tuple[Said, ...]
    claims: tuple[claims.Sided, ...]
    actors: tuple[tuple[Mentioned, int], ...]
    """Who and what is named, with how often; those who speak come first."""
    source: tuple[Link, Entry] | None
    taken: tuple[tuple[Link, Entry], ...]
    versions: tuple[Version, ...]
    story: Listed | None
    problems: tuple[str, ...]
    gone: TakenDown | None
    nobody: frozenset[str]
    """Actors of an earlier version whom nothing names that stands."""
    stored: bool
    """Whether what was answered at its address is kept."""


def view(ledger: Ledger, name: str, *, whole: bool) -> ArticleView | None:
    """An article's page; None where there is no such article, or it is hidden."""
    entry = ledger.find(name)
    if entry is None or entry.hidden or entry.id != name:
        return None
    read = ledger.reading(name)
    if read is None:
        return None
    reading, said, actors = _shown(ledger, read)
    sheet = Sheet.of(reading)
    own = {s.claim for s in said if s.claim}
    around = [s for c in sorted(own) for s in ledger.statements(Query(limit=200), group=c)]
    source, taken = _copies(ledger, name)
    return ArticleView(
        entry=entry,
        authors=reading.article.authors,
        headline=sheets.headline(sheet),
        text=sheets.text(sheet) if whole else "",
        whole=whole,
        statements=tuple(said),
        claims=tuple(claims.sided(around)),
        actors=tuple(actors),
        source=source,
        taken=tuple(taken),
        versions=tuple(_versions(ledger, entry)),
        story=ledger.listed(entry.story, hidden=False),
        problems=tuple(p.message for p in (*reading.article.problems, *reading.problems)),
        gone=_gone(ledger, entry),
        nobody=_nobody(ledger, entry, actors),
        stored=any(f.record for f in ledger.fetches(article=name)) and not ledger.blotted(name),
    )


def _shown(ledger: Ledger, read: Reading) -> tuple[Reading, list[Said], list[tuple[Mentioned, int]]]:
    """A reading without what people have hidden, with what they have corrected; its statements; its actors."""
    known = {s.statement.id: s for s in ledger.statements_of([s.id for s in read.statements])}
    said = [known[s.id] for s in read.statements if s.id in known]
    groups = {m.actor.id: m for m in ledger.actors_of([a.id for a in read.actors])}
    statements = tuple(s.statement for s in said)
    reading = replace(read, statements=statements, actors=tuple(a for a in read.actors if a.id in groups))
    speaking = {s.actor for s in statements}
    ranked = sorted(reading.actors, key=lambda a: (a.id not in speaking, -len(a.mentions), a.mentions))
    return reading, said, [(groups[a.id], len(a.mentions)) for a in ranked]


def _gone(ledger: Ledger, entry: Entry) -> TakenDown | None:
    """That the page is not at its address any more."""
    stood = ledger.find(entry.later) if entry.later else entry
    if stood is None or stood.gone is None:
        return None
    return next((t for t in ledger.taken_down(Query(sites=(stood.site or "",))) if t.entry.id == stood.id), None)


def _nobody(ledger: Ledger, entry: Entry, actors: list[tuple[Mentioned, int]]) -> frozenset[str]:
    if entry.later is None:
        return frozenset()
    return frozenset(m.group for m, _ in actors if ledger.listed(m.group, hidden=False) is None)


def _copies(ledger: Ledger, name: str) -> tuple[tuple[Link, Entry] | None, list[tuple[Link, Entry]]]:
    """What an article was taken from, and those that were taken from it."""
    links = sorted(story.copies(ledger, [name]), key=lambda k: -(k.share or 0))
    ends = [(k, ledger.find(k.b if k.a == name else k.a)) for k in links[:60]]
    there = [(k, e) for k, e in ends if e is not None and not e.hidden]
    return next(((k, e) for k, e in there if k.a == name), None), [(k, e) for k, e in there if k.b == name]


def _versions(ledger: Ledger, entry: Entry) -> list[Version]:
    """What stood at an address, the earliest first, each with its changes; none where there is but one."""
    stood = list(ledger.sightings(entry.url))[-_VERSIONS:] if entry.url else []
    entries = {e.id: e for e in ledger.versions(entry.url) if not e.hidden} if entry.url else {}
    every = [s for s in stood if s.article in entries]
    if len(every) < 2:  # noqa: PLR2004
        return []
    readings = {r.article.id: r for r in ledger.readings(sorted({s.article for s in every}))}
    seen = {s.statement.id for r in readings.values() for s in ledger.statements_of([s.id for s in r.statements])}
    hidden = frozenset({s.id for r in readings.values() for s in r.statements} - seen)
    found = [_version(every[0], entries, every)]
    for before, after in pairwise(every):
        one, other = (edits.then(readings.get(s.article), s) for s in (before, after))
        made = _version(after, entries, every)
        if one and other:
            changes = edits.changed(one, other, hidden=hidden)
            same, noted = one.version == other.version, announced(one.article, other.article)
            made = replace(made, changes=changes, rules=same, announced=noted)
        found.append(made)
    return found


def _version(stood: Sighting, entries: Mapping[str, Entry], every: Sequence[Sighting]) -> Version:
    entry = entries[stood.article]
    standing = stood is every[-1] and entry.later is None and entry.gone is None
    return Version(entry, (stood.seen, stood.last), standing, (), rules=True)


def place(ledger: Ledger, statement: str) -> tuple[str, int] | None:
    """The article in which a statement stands, and its number there; None where it is nowhere, or hidden."""
    found = next(ledger.statements_of([statement]), None)
    read = ledger.reading(found.entry.id) if found else None
    if found is None or read is None:
        return None
    shown = {s.statement.id for s in ledger.statements_of([s.id for s in read.statements])}
    every = [s.id for s in read.statements if s.id in shown]
    return found.entry.id, every.index(statement) + 1
