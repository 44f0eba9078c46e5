"""Articles of made-up events in a made-up language: common words that all share, and the words and names of each."""

from __future__ import annotations

import random

from recoupe.link.items import Item

SYLLABLES = (
    "ba",
    "ko",
    "ri",
    "ta",
    "mu",
    "ne",
    "so",
    "li",
    "va",
    "de",
    "ga",
    "po",
    "ka",
    "ru",
    "mi",
    "to",
    "fen",
    "dor",
)
COMMON = [a + b for a in SYLLABLES for b in ("n", "l", "s")]


def words(chance: random.Random, count: int) -> list[str]:
    """Words of three syllables."""
    return ["".join(chance.choice(SYLLABLES) for _ in range(3)) for _ in range(count)]


def article(event: int, version: int, *, day: int = 1, lang: str = "en", kind: int | None = None) -> Item:
    """An article about an event: versions tell parts of it in their own order. Events of a `kind` share half its words."""
    facts, chance = random.Random(event), random.Random(event * 1000 + version)
    names = [w.title() for w in words(facts, 12)]
    verbs = words(facts, 30) if kind is None else words(random.Random(f"kind {kind}"), 30)
    numbers = [str(facts.randrange(100, 9999)) for _ in range(5)]
    sentences = []
    for _ in range(14):
        told = [chance.choice(names), *chance.sample(verbs, 3), *chance.sample(COMMON, 5)]
        chance.shuffle(told)
        sentences.append(" ".join([chance.choice(COMMON).title(), *told, chance.choice((*numbers, "", ""))]) + ".")
    title = " ".join((chance.choice(COMMON).title(), names[0], chance.choice(verbs), names[1]))
    return Item(f"e{event:03d}v{version:02d}", " ".join(sentences), lang, title, published=f"2024-05-{day:02d}")
