"""Made-up articles and what becomes of them: published at an hour, edited later, now and then taken away."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

NAMES = (
    "Anna Berg",
    "Tomas Lind",
    "Mira Okafor",
    "Jon Castell",
    "Eva Marchetti",
    "Paul Nowak",
    "Lea Fontaine",
    "Sami Haddad",
)
ROLES = ("mayor", "head of the port", "union leader", "police chief", "minister of transport", "owner of the mill")
PLACES = ("Nordhafen", "Vallmora", "Saint-Rive", "Kestrel Bay", "Oberau", "Miravent", "Torsk", "Dolnica")
THINGS = (
    "the old bridge",
    "the ferry line",
    "the town library",
    "the steel mill",
    "the night train",
    "the water plant",
)
DEEDS = (
    "will close in autumn",
    "needs new owners",
    "was never safe",
    "will be rebuilt",
    "costs too much",
    "stays open",
)
CUES = ("said", "told reporters", "announced", "insisted", "explained")
KINDS = ("title", "added", "dropped", "reworded")


@dataclass(frozen=True)
class Version:
    """What an article says from an hour on; `kind` names the edit that made it, "" for the first one."""

    hour: float
    title: str
    paragraphs: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True)
class Article:
    """An article with all its versions, the first one as it was published; `gone` is the hour when it is taken away."""

    path: str
    author: str
    section: int
    versions: tuple[Version, ...]
    gone: float = float("inf")

    @property
    def published(self) -> float:
        return self.versions[0].hour

    def at(self, hour: float) -> Version:
        """The version that stands at `hour`."""
        return [v for v in self.versions if v.hour <= hour][-1]


def statement(chance: random.Random) -> str:
    name, role, place = chance.choice(NAMES), chance.choice(ROLES), chance.choice(PLACES)
    said = f"{chance.choice(THINGS).capitalize()} of {chance.choice(PLACES)} {chance.choice(DEEDS)}"
    return f"“{said},” {chance.choice(CUES)} {name}, the {role} of {place}."


def plain(chance: random.Random) -> str:
    return (
        f"In {chance.choice(PLACES)} people have talked of {chance.choice(THINGS)} for {chance.randint(2, 30)} years, "
        f"and {chance.randint(20, 900)} of them came to the meeting on the {chance.randint(1, 28)}th."
    )


def first(chance: random.Random, hour: float) -> Version:
    title = f"{chance.choice(PLACES)}: {chance.choice(THINGS)} {chance.choice(DEEDS)} ({chance.randint(100, 999_999)})"
    paragraphs = [made(chance) for made in (plain, statement, plain, statement, plain, statement)]
    return Version(hour, title, tuple(paragraphs))


def edited(chance: random.Random, version: Version, hour: float) -> Version:
    """`version` as somebody changed it in silence: a new title, or a statement added, dropped or reworded."""
    kind = chance.choice(KINDS)
    rows = list(version.paragraphs)
    spoken = [i for i, row in enumerate(rows) if row.startswith("“")]
    if kind == "title":
        return replace(version, hour=hour, kind=kind, title=f"{chance.choice(PLACES)} again: {version.title}")
    if kind == "added" or len(spoken) < 2:
        rows.insert(chance.choice(spoken), statement(chance))
        return replace(version, hour=hour, kind="added", paragraphs=tuple(rows))
    at = chance.choice(spoken)
    rows[at : at + 1] = [] if kind == "dropped" else [statement(chance)]
    return replace(version, hour=hour, kind=kind, paragraphs=tuple(rows))


def stream(chance: random.Random, *, hours: float, every: float, sections: int) -> Iterator[Article]:
    """Articles from hour 0 on, one about `every` so many hours; a fifth is edited, a fiftieth taken away."""
    hour, number = 0.0, 0
    while (hour := hour + chance.expovariate(1 / every)) < hours:
        number += 1
        versions = [first(chance, hour)]
        while chance.random() < 0.2:
            versions.append(edited(chance, versions[-1], versions[-1].hour + chance.uniform(0.5, 30)))
        gone = hour + chance.uniform(10, 60) if chance.random() < 0.02 else float("inf")
        yield Article(
            f"/{number}-{chance.randrange(10**6)}",
            chance.choice(NAMES),
            chance.randrange(sections),
            tuple(versions),
            gone,
        )
