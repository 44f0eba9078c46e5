"""What claims across articles look at of a statement: plain values, which a store, a file or a test can bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.model import Actor, DateMention, Form, Polarity, Reading, Spans, Stance, Statement


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with what is known of it.

    `content` is the text of its content, `spans` where that stands, `place` which statement of its article it is.
    `story` is the story of the article, "" where none is known. `who` says it: a name or a description; `actor` is
    the id of the actor, the same in two articles where they are known to be one. `cue` is the text of the cue.
    `days` are the single days that the content speaks of, `countries` the ISO 3166-1 codes of actors in it. `form`
    says how its words are given. `inside` is the id of its claim inside the article, "" if of none, and `side` the
    polarity that it has there.
    """

    id: str
    article: str
    lang: str
    content: str
    story: str = ""
    day: dt.date | None = None
    place: int = 0
    spans: Spans = ()
    who: str = ""
    actor: str = ""
    cue: str = ""
    stance: Stance = "asserts"
    form: Form = "indirect"
    days: tuple[dt.date, ...] = ()
    countries: tuple[str, ...] = ()
    inside: str = ""
    side: Polarity = "for"


def said(reading: Reading, story: str = "", actors: dict[str, str] | None = None) -> tuple[Said, ...]:
    """The statements of `reading`, whose article is in `story`; `actors` has the group of each actor that is in one."""
    sides = {m.statement: (c.id, m.polarity) for c in reading.claims for m in c.members}
    known = actors or {}
    return tuple(_said(reading, i, story, known, sides.get(s.id)) for i, s in enumerate(reading.statements))


def _said(reading: Reading, place: int, story: str, actors: dict[str, str], side: tuple[str, Polarity] | None) -> Said:
    article, s = reading.article, reading.statements[place]
    inside = side or ("", "for")
    return Said(
        id=s.id,
        article=article.id,
        lang=article.lang or "",
        content=" ".join(article.text[a:b] for a, b in s.content),
        story=story,
        day=article.day,
        place=place,
        spans=s.content,
        who=s.who or " ".join(article.text[a:b] for a, b in s.source),
        actor=actors.get(s.actor, s.actor) if s.actor else "",
        cue=" ".join(article.text[a:b] for a, b in s.cue),
        stance=s.stance,
        form=s.form,
        days=_days(s, reading.timexes),
        countries=_countries(s, reading.actors),
        inside=inside[0],
        side=inside[1],
    )


def _within(s: Statement, start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in s.content)


def _days(s: Statement, timexes: tuple[DateMention, ...]) -> tuple[dt.date, ...]:
    single = (t.days.first for t in timexes if t.days and t.days.first == t.days.last and _within(s, t.start, t.end))
    return tuple(sorted({day for day in single if day}))


def _countries(s: Statement, actors: tuple[Actor, ...]) -> tuple[str, ...]:
    return tuple(sorted({a.country for a in actors if a.country and any(_within(s, x, y) for x, y in a.mentions)}))
