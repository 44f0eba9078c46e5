"""What the tests of linking batches share: invented news, tables of it, and looking at what became of them."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from recoupe.bulk import driving, reading
from recoupe.bulk.folder import Folder
from recoupe.bulk.linked import TABLES, embedded, stages
from recoupe.bulk.linked.shelf import Shelf
from recoupe.config import Config

_EVENTS = {
    "bridge": (
        "Harbour bridge of Lunden closes after cracks",
        "The harbour bridge of Lunden was closed on Monday after engineers found 14 cracks in its northern pillar.",
        "Mayor Anna Berg said the harbour bridge would stay closed until the 14 cracks were repaired.",
        "The builder Nordwerk denied that the harbour bridge would stay closed until the 14 cracks were repaired.",
        "Ferries will carry 9,000 passengers a day across the harbour of Lunden, the port authority said.",
    ),
    "museum": (
        "Stolen Varga painting returns to museum in Tolm",
        "A painting by Istvan Varga that thieves took from the museum in Tolm in 1987 has been found in a barn.",
        "Director Paul Ostrow said the Varga painting would be shown again in the museum from next spring.",
        "Police inspector Lena Krohn confirmed that the painting was found in a barn near the village of Esk.",
        "Two brothers, aged 71 and 74, were questioned about the theft of the painting by Varga.",
    ),
    "vaccine": (
        "Calves in Morvia get vaccine against blue fever",
        "Veterinarians in Morvia began to vaccinate 30,000 calves against blue fever, which has killed 212 animals.",
        "Agriculture minister Jon Seidl said the vaccine had stopped blue fever in 11 of 12 valleys.",
        "The farmers' union denied that the vaccine had stopped blue fever in 11 of 12 valleys.",
        "Each dose of the vaccine costs 4 crowns, and the state pays half of it, said Seidl.",
    ),
    "rocket": (
        "Rocket of students reaches 31 kilometres",
        "A rocket that students of the Pelham institute built reached a height of 31 kilometres over the Sanda desert.",
        "Team leader Mira Olsen said the engine of the rocket burned for 52 seconds.",
        "The aviation office said that the rocket of the students had a licence for the flight over the Sanda desert.",
        "The nose cone of the rocket was picked up by shepherds 40 kilometres away, Olsen said.",
    ),
}
_DAY = {"bridge": "2024-05-06", "museum": "2024-05-06", "vaccine": "2024-05-07", "rocket": "2024-05-08"}
_ENDS = (
    "More was to be said on Friday.",
    "The council meets again in June.",
    "Neighbours had warned of it for years.",
    "It was the third such case since 2011.",
)


def rows() -> list[dict[str, Any]]:
    """Of each event four articles: one, a copy of it, two others that tell parts of it in other words around them."""
    out = []
    for event, (title, *told) in _EVENTS.items():
        texts = (
            [*told, _ENDS[0]],
            [*told, "Source: the Lunden Courier."],
            [told[0], told[1], _ENDS[1], told[3]],
            [_ENDS[2], told[0], told[2], _ENDS[3]],
        )
        for n, paragraphs in enumerate(texts):
            out.append(
                {
                    "id": f"{event} {n}",
                    "url": f"https://site{n}.example/{event}",
                    "lang": "en",
                    "published": f"{_DAY[event]}T{9 + n:02}:00:00Z",
                    "title": title if n < 2 else f"{title}: what is known",
                    "text": "\n\n".join(paragraphs),
                }
            )
    return out


def given(path: Path, some: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
    return path


def read(out: Path, *inputs: Path, size: int = 1_000_000) -> Path:
    """Tables of what is in `inputs`, as `recoupe batch` makes them."""
    job = reading.Job(str(out), Config(lang="en"))
    folder = Folder(job.out)
    plan = driving.planned(folder, [str(i) for i in inputs], job, size=size)
    for _ in driving.run(folder, plan, job, lambda parts: reading.run(parts, job, jobs=1)):
        pass
    return out


def link(out: Path, *, again: bool = False) -> dict[str, Any]:
    """Link the tables in this process; gives the manifest."""
    folder = Folder(str(out))
    plan = stages.planned(folder, again=again)
    with embedded.opened(Shelf(folder), 1) as engine:
        return stages.run(folder, plan, engine)


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a linked table, in the order of its files."""
    files = sorted((out / "linked" / name).iterdir())
    return [row for f in files for row in pq.read_table(f, partitioning=None).to_pylist()]


def linked(out: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: table(out, name) for name in TABLES}


def refs(out: Path) -> dict[str, str]:
    """What each article was called when it came in."""
    files = sorted((out / "articles").iterdir())
    found = [r for f in files for r in pq.read_table(f, columns=["article", "ref"], partitioning=None).to_pylist()]
    return {r["article"]: r["ref"] for r in found}
