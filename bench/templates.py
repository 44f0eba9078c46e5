"""Clean text with and without the templates of sites: pages of daniel_dev and fundus_dev through `recoupe add`.

"alone" is recoupe page by page. "F1" is what stands in the ledger after `recoupe add` of the set, which has learned the
templates of its sites in a first walk; "in turn" is what each page is first read as where they come one by one, as a
watch does it. "aside" are the same two for hosts that nothing was tuned on (a quarter, by the hash of their name).
"removed gold %" is how much of the text that the templates remove is gold, in 4-word shingles; "fundus" is fundus_dev
through `recoupe add`, where few sites have pages enough, "fundus alone" page by page.
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench import scorers, shared
from bench.scorers import percent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bench.answers import Answers
    from bench.scorers import Figures
    from bench.shared import Row
    from recoupe.model import Page
    from recoupe.store.store import Store

MANY, FEW = "pages/daniel_dev", "pages/fundus_dev"
_ASIDE = 4  # one host of so many is kept aside


def figures(answers: Answers) -> Figures:
    """F1 in all these ways, and pages per CPU second of adding, learning included."""
    gold, few = (shared.read_rows(shared.gold(name)) for name in (MANY, FEW))
    before = _seconds()
    many = added(gold, answers.folder / "templates.many")
    rate = len(gold) / (_seconds() - before)
    with closing(many) as there:
        whole, gone = texts(there, gold), removed(there, gold)
    with closing(added(few, answers.folder / "templates.few")) as there:
        sparse = texts(there, few)
    single, sparse_single = ({row["ref"]: row["text"] for row in answers.of(name)} for name in (MANY, FEW))
    out = _scored(answers, gold, whole) | {"pages per second": round(rate, 1), "removed gold %": gone}
    for name, found in (("", whole), (" alone", single)):
        out[f"aside{name}"] = _scored(answers, [row for row in gold if aside(row)], found)["F1"]
    out["alone"] = _scored(answers, gold, single)["F1"]
    out["in turn"] = _scored(answers, gold, in_turn(gold, answers.folder / "templates.turns.db"))["F1"]
    out["fundus"] = _scored(answers, few, sparse)["F1"]
    return out | {"fundus alone": _scored(answers, few, sparse_single)["F1"]}


def added(rows: Iterable[Row], place: Path) -> Store:
    """A ledger to which pages were added by the command."""
    from recoupe import store  # noqa: PLC0415

    ledger = place.with_suffix(".db")
    ledger.unlink(missing_ok=True)
    path = shared.write_rows(place.with_suffix(".jsonl"), ({k: row[k] for k in ("id", "url", "html")} for row in rows))
    command = [sys.executable, "-m", "recoupe", "add", "--ledger", str(ledger), str(path)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, cwd=shared.ROOT)
    return store.open(str(ledger))


def _seconds() -> float:
    """CPU seconds of all commands so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def texts(there: Store, rows: Iterable[Row]) -> dict[str, str]:
    """What pages were read as, by id; several may have become one article."""
    of: dict[str, str] = dict(there.engine.all("SELECT id, article FROM page"))
    articles = {row["id"]: of[_name(row)] for row in rows}
    read = {r.article.id: r.article.text for r in there.readings(set(articles.values()))}
    return {name: read[article] for name, article in articles.items()}


def aside(row: Row) -> bool:
    """Whether the page is of a host that nothing was tuned on."""
    return int(hashlib.sha256(host(row).encode()).hexdigest(), 16) % _ASIDE == 0


def host(row: Row) -> str:
    """The host of a page."""
    return urlsplit(row["url"]).hostname or ""


def in_turn(rows: Iterable[Row], place: Path) -> dict[str, str]:
    """The texts of pages, each read with what those before it have taught."""
    from recoupe import clean, pipeline, store  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415
    from recoupe.templates import Asked  # noqa: PLC0415

    place.unlink(missing_ok=True)
    found = {}
    with store.open(str(place), create=True) as there:
        for row in rows:
            page, site = _page(row), host(row)
            template, lines = pipeline.fitted(Asked(page, site, there.templates(site), teaching=True))
            found[row["id"]] = clean.article(page, config=Config(), template=template).text
            there.teach([(site, lines)] if lines else [])
    return found


def removed(there: Store, gold: Iterable[Row]) -> float:
    """How much of what templates take out of the extractor's text is gold, in per cent of its shingles."""
    from recoupe.clean import pages  # noqa: PLC0415

    shingles = scorers.module("pages").shingles
    lost = total = 0
    for row in gold:
        used = there.used(_name(row))
        for template in there.given(used) if used else ():
            text = pages.lines(row["html"])
            gone = shingles(text) - shingles(template.drop(text))
            total += sum(gone.values())
            lost += sum((gone & shingles(row["gold"]["text"])).values())
    return percent(lost, total)


def _page(row: Row) -> Page:
    from recoupe import inputs  # noqa: PLC0415

    return inputs.row(json.dumps({k: row[k] for k in ("id", "url", "html")}).encode(), row["id"])


def _name(row: Row) -> str:
    from recoupe import inputs  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415

    return inputs.page_id(_page(row), Config())


def _scored(answers: Answers, gold: list[Row], found: dict[str, str]) -> Figures:
    """Figures of pages.py for texts by id."""
    rows = {
        "gold": gold,
        "found": [{"ref": row["id"], "text": found[row["id"]]} for row in gold],
    }
    paths = (shared.write_rows(answers.folder / f"templates.{name}.jsonl", those) for name, those in rows.items())
    scored = scorers.run("pages", *paths)
    return {name: scored[f"text.{name}"] for name in ("F1", "P", "R")}
