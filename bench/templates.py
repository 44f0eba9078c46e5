"""Clean text with and without the template of its site: pages of daniel_dev read host by host.

"alone" is recoupe page by page. "F1" is with the template learned from all pages of the host, "in turn" with what was
learned from those before and the page itself, as a watch does it. "aside" are the same two for hosts that nothing was
tuned on (a quarter, by the hash of their name). "removed gold %" is how much of the text that the template removes is
gold, in 4-word shingles; "fundus" is fundus_dev host by host, "fundus alone" page by page.
"""

from __future__ import annotations

import collections
import hashlib
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench import scorers, shared
from bench.scorers import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.answers import Answers
    from bench.scorers import Figures
    from bench.shared import Row
    from recoupe.clean import Template
    from recoupe.model import Page

MANY, FEW = "pages/daniel_dev", "pages/fundus_dev"
_ASIDE = 4  # one host of so many is kept aside


def figures(answers: Answers) -> Figures:
    """F1 in all these ways, and pages per CPU second, learning included."""
    gold, few = (shared.read_rows(shared.gold(name)) for name in (MANY, FEW))
    start = time.process_time()
    whole = texts(gold, batch)
    rate = len(gold) / (time.process_time() - start)
    out = _scored(answers, gold, whole)
    out["pages per second"] = round(rate, 1)
    single = {row["ref"]: row["text"] for row in answers.of(MANY)}
    for name, found in (("", whole), (" alone", single)):
        out[f"aside{name}"] = _scored(answers, [row for row in gold if aside(row)], found)["F1"]
    out["alone"] = _scored(answers, gold, single)["F1"]
    out["in turn"] = _scored(answers, gold, texts(gold, in_turn))["F1"]
    out["fundus"] = _scored(answers, few, texts(few, batch))["F1"]
    out["fundus alone"] = _scored(answers, few, {row["ref"]: row["text"] for row in answers.of(FEW)})["F1"]
    return out | {"removed gold %": removed(gold)}


def texts(rows: Iterable[Row], read: Callable[[list[Row]], list[str]]) -> dict[str, str]:
    """The texts of pages by id, each host read by itself."""
    found: dict[str, str] = {}
    for those in _by_host(rows).values():
        found |= zip((row["id"] for row in those), read(those), strict=True)
    return found


def aside(row: Row) -> bool:
    """Whether the page is of a host that nothing was tuned on."""
    return int(hashlib.sha256(host(row).encode()).hexdigest(), 16) % _ASIDE == 0


def host(row: Row) -> str:
    """The host of a page."""
    return urlsplit(row["url"]).hostname or ""


def batch(rows: list[Row]) -> list[str]:
    """The texts of pages of one host, its template learned from all of them before."""
    template = learned(rows)
    return [_text(row, template) for row in rows]


def in_turn(rows: list[Row]) -> list[str]:
    """The texts of pages of one host, each read with what it and those before it have taught."""
    template = learned([])
    texts = []
    for row in rows:
        _learn(template, row)
        texts.append(_text(row, template))
    return texts


def learned(rows: Iterable[Row]) -> Template:
    """The template that pages teach."""
    from recoupe import clean  # noqa: PLC0415

    template = clean.Template()
    for row in rows:
        _learn(template, row)
    return template


def removed(gold: Iterable[Row]) -> float:
    """How much of what templates take out of the extractor's text is gold, in per cent of its shingles."""
    from recoupe.clean import pages  # noqa: PLC0415

    shingles = scorers.module("pages").shingles
    lost = total = 0
    for rows in _by_host(gold).values():
        template = learned(rows)
        for row in rows:
            text = pages.lines(row["html"])
            gone = shingles(text) - shingles(template.drop(text))
            total += sum(gone.values())
            lost += sum((gone & shingles(row["gold"]["text"])).values())
    return percent(lost, total)


def _by_host(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = collections.defaultdict(list)
    for row in rows:
        found[host(row)].append(row)
    return found


def _page(row: Row) -> Page:
    from recoupe.model import Page  # noqa: PLC0415

    return Page(row["id"], row["html"], url=row["url"])


def _learn(template: Template, row: Row) -> None:
    from recoupe import clean  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415

    clean.learn(template, _page(row), config=Config())


def _text(row: Row, template: Template) -> str:
    from recoupe import clean  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415

    return clean.article(_page(row), config=Config(), template=template).text


def _scored(answers: Answers, gold: list[Row], found: dict[str, str]) -> Figures:
    """Figures of pages.py for texts by id."""
    rows = {
        "gold": gold,
        "found": [{"ref": row["id"], "text": found[row["id"]]} for row in gold],
    }
    paths = (shared.write_rows(answers.folder / f"templates.{name}.jsonl", those) for name, those in rows.items())
    scored = scorers.run("pages", *paths)
    return {name: scored[f"text.{name}"] for name in ("F1", "P", "R")}
