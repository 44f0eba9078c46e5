"""Readings in any number, made of a few real ones: what the ledger's speed and memory are measured on.

Articles of the open sets are read once (`base`). From them come invented stories of one article or many, over a year:
names, words and numbers are put in place of others, the same in all articles of a story; dates move with the day;
sentences are left out, shuffled or reworded; some articles are copies. Everything follows from the seed, no reading
engine runs, and what a Reading promises of its spans and ids holds (docs/contract.md).

Names are changed by exchanging sounds, the same in all scripts, so that a name and its transliterations stay alike.
"""

from __future__ import annotations

import collections
import datetime as dt
import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bench import answers, shared
from bench.recast import Recipe, Source, Words, recast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recoupe.model import Reading

SEED = 1
START = dt.datetime(2024, 1, 1, 6, tzinfo=dt.UTC)
DAYS, SPREAD = 365, 3  # days over which stories begin, and over which one is written about
SIZES, OFTEN = (1, 2, 3, 5, 8, 15, 30), (30, 20, 18, 14, 10, 6, 2)  # articles of a story, and how many are so large
LANGUAGES = 4  # of one story at most
SITES = 400
KNOWN, CASTS = 0.5, 12  # the share of stories whose people are in other stories too, and how many such casts there are
COPIED, SHUFFLED = 0.15, 0.3  # the share of articles that are copies, of others whose sentences are shuffled
REWORDED = 0.3  # the share of words that an article has of its own
EVENTS, ARTICLES = 10, 6  # stories of ECB+ that are taken, and articles of each


@dataclass(frozen=True, slots=True)
class Plan:
    """An article to be made: its number, the true story, the event and the text it comes from, when, how."""

    number: int
    story: int
    event: int
    text: int
    at: dt.datetime
    recipe: Recipe


class Stock(NamedTuple):
    """What is made into others: events, each with texts about it; of each language its words, for exchange."""

    events: list[list[Source]]
    words: dict[str, Words]


def stock(folder: Path) -> Stock:
    """Read the articles of the open sets, once: the readings are kept in `folder`."""
    from recoupe.store import contract  # noqa: PLC0415

    kept = folder / "generated.base.jsonl"
    rows = [row for event in _rows() for row in event]
    if not kept.is_file():
        found = answers.in_order(rows, answers.read(shared.write_rows(folder / "generated.in.jsonl", rows)))
        shared.write_rows(kept, found)
    events: dict[str, list[Source]] = collections.defaultdict(list)
    for row, reading in zip(rows, shared.read_rows(kept), strict=True):
        events[row["event"]].append(Source(contract.reading(json.dumps(reading), row["id"])))
    texts = [text for event in events.values() for text in event]
    langs = {text.lang for text in texts}
    return Stock(list(events.values()), {lang: Words(t.words for t in texts if t.lang == lang) for lang in langs})


def _rows() -> Iterator[list[shared.Row]]:
    """Rows to read, by event: the articles that all twelve languages have, and stories of ECB+."""
    texts: dict[str, list[shared.Row]] = collections.defaultdict(list)
    for code in shared.CODES:
        for row in shared.read_rows(shared.gold(f"statements/ntrex.{code}")):
            texts[row["doc_id"]].append(_row(f"{row['doc_id']}.{code}", row["doc_id"], row, row["text"]))
    yield from (rows for rows in texts.values() if len(rows) == len(shared.CODES))
    stories: dict[str, list[shared.Row]] = collections.defaultdict(list)
    for row in shared.read_rows(shared.gold("links/stories_ecbplus_train_dev")):
        stories[row["story"]].append(_row(row["id"], row["story"], row, f"{row['title']}\n{row['text']}"))
    yield from [rows[:ARTICLES] for rows in stories.values() if len(rows) >= ARTICLES][:EVENTS]


def _row(name: str, event: str, row: shared.Row, text: str) -> shared.Row:
    title = text.split("\n", maxsplit=1)[0]
    return {"id": name, "event": event, "lang": row["lang"], "published": "2024-01-01", "title": title, "text": text}


def planned(stock: Stock, articles: int, seed: int = SEED) -> list[Plan]:
    """What is to be made, by time of publication."""
    out: list[Plan] = []
    story = 0
    while len(out) < articles:
        out += _story(stock, story, len(out), random.Random(f"{seed}.{story}"))
        story += 1
    return sorted(out[:articles], key=lambda plan: (plan.at, plan.number))


def _story(stock: Stock, story: int, first: int, luck: random.Random) -> Iterator[Plan]:
    """A story: its cast, the languages it is told in, its articles."""
    event = luck.randrange(len(stock.events))
    names = luck.randrange(CASTS) if luck.random() < KNOWN else luck.getrandbits(30)
    texts = luck.sample(range(len(stock.events[event])), min(LANGUAGES, len(stock.events[event])))
    texts = texts[: luck.randint(1, len(texts))]
    begin = START + dt.timedelta(minutes=luck.randrange(DAYS * 1440))
    words = luck.getrandbits(30)
    told: list[Plan] = []
    for n in range(luck.choices(SIZES, OFTEN)[0]):
        at = begin + dt.timedelta(minutes=int(luck.random() ** 2 * SPREAD * 1440)) if n else begin
        if told and luck.random() < COPIED:
            of = luck.choice(told)
            kept = of.recipe.kept * luck.choice((1.0, 1.0, 0.6))
            plan = Plan(first + n, story, event, of.text, max(at, of.at), of.recipe._replace(kept=kept))
        else:
            recipe = Recipe(
                names=names,
                words=words,
                own=luck.getrandbits(30),
                reworded=REWORDED,
                kept=luck.choice((1.0, 0.8, 0.6)),
                shuffled=luck.random() < SHUFFLED,
            )
            plan = Plan(first + n, story, event, luck.choice(texts), at, recipe)
        told.append(plan)
        yield plan


def readings(stock: Stock, articles: int, seed: int = SEED) -> Iterator[tuple[Plan, Reading]]:
    """`articles` readings by time of publication, each with its plan; made as they are asked for."""
    for plan in planned(stock, articles, seed):
        text = stock.events[plan.event][plan.text]
        site = f"site{plan.number * 7919 % 104_729 % SITES}.example"
        name = f"{seed}.{plan.number}"
        yield plan, recast(text, plan.recipe, stock.words[text.lang], name=name, site=site, at=plan.at)
