"""A large ledger of invented articles: stories of several outlets, people who say and deny, some of it copied."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from recoupe import ids, store
from recoupe.model import Actor, Article, Claim, DateMention, Days, Link, Member, Reading, Statement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from recoupe.store.store import Store

_SAID = 8  # statements of an article
_STORY = 5  # articles of a story
_BATCH = 500
_FIRST = 738_000  # the ordinal of a day in 2021
_SPAN = 730  # days
WORDS = (
    "bridge", "harbour", "mayor", "budget", "school", "train", "water", "strike", "court", "vote", "fire", "storm",
    "road", "roof", "market", "ferry", "tunnel", "park", "clinic", "museum", "theatre", "levy", "bus", "tram", "depot",
    "canal", "quay", "tower", "hall", "library", "airport", "bakery", "forge", "mill", "orchard", "pier",
)  # fmt: skip
LANGS = ("en", "fr", "de", "es", "ar", "ru")
COUNTRIES = ("FR", "GB", "DE", "ES", "EG", "RU", None)


def make(path: Path, articles: int, *, seed: int = 7) -> None:
    """Make the ledger at `path`: `articles` with eight statements each, their stories, claims, actors, copies."""
    chance = random.Random(seed)
    with store.open(str(path), create=True) as ledger:
        batch: list[Reading] = []
        links: list[Link] = []
        for reading, tied in _readings(articles, chance):
            batch.append(reading)
            links += tied
            if len(batch) == _BATCH:
                _keep(ledger, batch, links)
                batch, links = [], []
        _keep(ledger, batch, links)


def _keep(ledger: Store, batch: list[Reading], links: list[Link]) -> None:
    with ledger.engine.writing():
        for reading in batch:
            ledger.add(reading)
        ledger.link(links, done=[r.article.id for r in batch])


def _readings(articles: int, chance: random.Random) -> Iterator[tuple[Reading, list[Link]]]:
    known: dict[str, str] = {}  # the first actor of each name
    for n in range(articles):
        if n % _STORY == 0:
            topic = chance.sample(WORDS, 4)
            people = [f"Person {chance.randrange(3_000)} {chance.choice(WORDS).title()}" for _ in range(4)]
            day = _FIRST + n * _SPAN // articles
            earlier: list[Reading] = []
        reading = _reading(n, topic, people, day + n % _STORY % 3, chance)
        tied = list(_links(reading, earlier, known, chance))
        earlier.append(reading)
        yield reading, tied


def _reading(n: int, topic: list[str], people: list[str], day: int, chance: random.Random) -> Reading:
    import datetime as dt  # noqa: PLC0415 -- the type is known above

    published = dt.datetime.fromordinal(day) + dt.timedelta(minutes=chance.randrange(1_440))
    pieces, spans, at = [], [], 0
    for k in range(_SAID):
        who, verb = people[k % 4], "denied" if k % 4 == 3 else "said"
        words = f"the {topic[k % 4]} near the {topic[(k + 1) % 4]} of {chance.choice(WORDS)} would be closed"
        line = f"{who} {verb} that {words}."
        start = at + line.index(words)
        spans.append(
            (
                who,
                verb,
                (at, at + len(who)),
                (at + len(who) + 1, at + len(who) + 1 + len(verb)),
                (start, start + len(words)),
            )
        )
        pieces.append(line)
        at += len(line) + 1
    text = "\n".join(pieces)
    site = f"site{chance.randrange(300)}.example"
    url = f"https://{site}/{n}"
    article = Article(
        ref=url, id=ids.make("a", url, text), text=text, url=url, site=site, lang=chance.choice(LANGS),
        title=f"The {topic[0]} and the {topic[1]} of {topic[2]}, {n}", published=published.isoformat() + "+00:00",
    )  # fmt: skip
    actors = {
        who: Actor(ids.make("p", article.id, span, who), who, "person", (span,), country=chance.choice(COUNTRIES))
        for who, _, span, _, _ in reversed(spans)
    }
    said = tuple(
        Statement(
            id=ids.make("s", article.id, (content,), (source,), (cue,)), content=(content,), form="indirect",
            stance="denies" if verb == "denied" else "asserts", rule="verb", source=(source,), cue=(cue,),
            kind="named", who=who, actor=actors[who].id, said_on=_day(day),
        )
        for who, verb, source, cue, content in spans
    )  # fmt: skip
    claim = Claim(
        ids.make("c", min(said[2].id, said[3].id)), (Member(said[2].id, "for"), Member(said[3].id, "against"))
    )
    timex = DateMention(0, 4, "DATE", "2021", "x", days=_day(day))
    return Reading(article, said, (timex,), tuple(actors.values()), (claim,), version="0.1.0")


def _day(ordinal: int) -> Days:
    import datetime as dt  # noqa: PLC0415

    day: dt.date = dt.date.fromordinal(ordinal)
    return Days(day, day)


def _links(reading: Reading, earlier: list[Reading], known: dict[str, str], chance: random.Random) -> Iterator[Link]:
    maker = "recoupe 0.1.0"
    yield Link("claim", reading.statements[2].id, reading.statements[3].id, maker=maker, sides=("for", "against"))
    for actor in reading.actors:
        first = known.setdefault(actor.name, actor.id)
        if first != actor.id:
            yield Link("actor", first, actor.id, maker=maker, reasons=("the same name",))
    if earlier:
        head = earlier[0]
        yield Link("story", head.article.id, reading.article.id, maker=maker)
        for k in (0, 2):
            yield Link("claim", head.statements[k].id, reading.statements[k].id, maker=maker)
        if chance.random() < 0.3:
            copy, of = reading.article.id, earlier[-1].article.id
            yield Link("copy", copy, of, maker=maker, sort="edited", share=round(chance.uniform(0.4, 1), 2))
