"""An article: its text with what was found in it, its versions, where it was taken from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from recoupe.export.html import ledger as texts
from recoupe.export.html import parts
from recoupe.export.html.sheet import Sheet
from recoupe.linking import edits as editing
from recoupe.web.asking import sides

if TYPE_CHECKING:
    from recoupe.ledger import Entry
    from recoupe.linking.edits import Edited
    from recoupe.model import Link, Reading
    from recoupe.store.store import Store
    from recoupe.web.asking.sides import Line


@dataclass(frozen=True, slots=True)
class Article:
    """All that is shown of an article: `headline` and `text` with their marks, as export writes them."""

    entry: Entry
    reading: Reading
    headline: Markup
    text: Markup
    disputes: Markup
    more: Markup
    problems: Markup
    lines: tuple[Line, ...]
    versions: tuple[Entry, ...]
    edits: tuple[Edited, ...]
    taken: tuple[tuple[Link, Entry | None], ...]
    given: tuple[tuple[Link, Entry | None], ...]


def article(there: Store, name: str) -> Article | None:
    """The article with this id; None if there is none, or it is hidden."""
    entry = there.find(name)
    reading = there.reading(entry.id) if entry and not entry.hidden else None
    if entry is None or reading is None:
        return None
    hidden = {r.a for r in there.reviews(of=[s.id for s in reading.statements]) if r.verdict == "hide"}
    sheet = Sheet.of(_shown(reading, hidden))
    named = partial(_named, sheet.reading)
    copies = list(there.links("copy", of=[entry.id]))
    urls = there.changed_addresses([entry.id])
    return Article(
        entry=entry,
        reading=sheet.reading,
        headline=named(texts.headline(sheet)),
        text=named(texts.text(sheet)),
        disputes=named(parts.disputes(sheet).replace("h3>", "h2>").replace("h4>", "h3>")),
        more=named(parts.more(sheet).replace("h3>", "h2>")),
        problems=named(parts.problems(sheet)),
        lines=tuple(map(sides.line, there.statements_of([s.id for s in sheet.reading.statements]))),
        versions=tuple(islice((e for url in urls for e in there.versions(url) if not e.hidden), 50)),
        edits=tuple(islice(editing.edits(there, of=urls), 20)) if urls else (),
        taken=tuple((k, there.find(k.b)) for k in copies if k.a == entry.id),
        given=tuple((k, there.find(k.a)) for k in copies if k.b == entry.id),
    )


def _named(reading: Reading, html: str) -> Markup:
    """What export wrote, where statements are named by their places, with their ids instead: links to them last."""
    ids = [s.id for s in reading.statements]
    place = re.compile(rf'(id="|#){re.escape(reading.article.id)}-s(\d+)"')
    return Markup(place.sub(lambda m: f'{m[1]}{ids[int(m[2]) - 1]}"', html))


def _shown(reading: Reading, hidden: set[str]) -> Reading:
    """The reading without statements that people have hidden."""
    if not hidden:
        return reading
    claims = tuple(replace(c, members=tuple(m for m in c.members if m.statement not in hidden)) for c in reading.claims)
    return replace(
        reading,
        statements=tuple(s for s in reading.statements if s.id not in hidden),
        claims=tuple(c for c in claims if c.members),
    )
