"""The seed article read as plain text, against ../shared/seed/ledger.json."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench import scorers, shared
from bench.answers import RECOUPE

if TYPE_CHECKING:
    from types import ModuleType

    from bench.scorers import Figures
    from bench.shared import Row

ARTICLE = shared.SHARED / "seed" / "article.fr.txt"
LEDGER = shared.SHARED / "seed" / "ledger.json"


def figures() -> Figures:
    """Read the seed and count what is right."""
    ledger = json.loads(LEDGER.read_text(encoding="utf-8"))
    options = ("--published", ledger["published"], "--lang", ledger["lang"])
    command = [*RECOUPE, "read", "--format", "jsonl", *options, str(ARTICLE)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return compare(ARTICLE.read_text(encoding="utf-8"), ledger, json.loads(done.stdout))


def compare(text: str, ledger: Row, reading: Row) -> Figures:
    """Count what `reading` has of `ledger`; 1 for yes, 0 for no."""
    score = scorers.module("statements")
    pairs = matched(score, text, ledger, reading)
    right = {g["id"]: p["id"] for g, p in pairs if g["stance"] == p["stance"]}
    unsourced = {s["id"] for s in ledger["statements"] if s["kind"] == "none"}
    start = text.index(ledger["boilerplate_from"])
    return {
        "statements": len(right),
        "statements read": len(reading["statements"]),
        "unsourced": int(unsourced <= right.keys()),
        "who": sum(score.plain(g["who"]) == score.plain(p["who"]) for g, p in pairs),
        "dates": dates_right(text, ledger, reading),
        "dispute": int(all(disputed(c, right, reading) for c in ledger["claims"])),
        "footer unread": int(not spans_after(reading, start) and covered(text, reading["boilerplate"], start)),
        "outlinks": len(set(ledger["network"]) & footer_sites(reading)),
    }


def matched(score: ModuleType, text: str, ledger: Row, reading: Row) -> list[tuple[Row, Row]]:
    """Pairs of a ledger's and a read statement whose contents overlap by half and whose sources meet."""
    gold = score.prepare(text, [spanned(text, s) for s in ledger["statements"]])
    ours = score.prepare(text, reading["statements"])
    return list(score.pair(gold, ours, lambda a, b: score.half(a, b) and score.same_source(a, b)))


def spanned(text: str, statement: Row) -> Row:
    """Give a ledger's statement spans for its texts; the source is the last before the content's start."""
    content = [[text.index(t), text.index(t) + len(t)] for t in statement["content"]]
    source = statement["source"]
    start = text.rfind(source, 0, content[0][1]) if source else -1
    found = [[start, start + len(source)]] if start >= 0 else []
    return {**statement, "content": content, "source": found or _first(text, source), "cue": []}


def _first(text: str, source: str | None) -> list[list[int]]:
    return [[text.index(source), text.index(source) + len(source)]] if source else []


def dates_right(text: str, ledger: Row, reading: Row) -> int:
    """How many of the ledger's dates are found and resolved to the same first and last day."""
    count = 0
    for date in ledger["dates"]:
        start = text.index(date["text"])
        span = [start, start + len(date["text"])]
        met = [t for t in reading["timexes"] if scorers.overlaps([t["start"], t["end"]], span)]
        count += any((t["from"], t["to"]) == (date["from"], date["to"]) for t in met)
    return count


def disputed(claim: Row, right: dict[str, str], reading: Row) -> bool:
    """Whether one claim of the reading holds the ledger's asserting side for and its denying side against."""
    sides = (("for", claim["asserted_by"]), ("against", claim["denied_by"]))
    wanted = {(right.get(s), polarity) for polarity, ids in sides for s in ids}
    members = ({(m["statement"], m["polarity"]) for m in c["members"]} for c in reading["claims"] if c["disputed"])
    return any(wanted <= m for m in members)


def spans_after(reading: Row, start: int) -> list[list[int]]:
    """Spans of statements, dates and actors that reach beyond `start`."""
    spans = [span for s in reading["statements"] for key in ("content", "source", "cue") for span in s[key]]
    spans += [[t["start"], t["end"]] for t in reading["timexes"]]
    spans += [span for a in reading["actors"] for span in a["mentions"]]
    return [span for span in spans if span[1] > start]


def covered(text: str, boilerplate: list[list[int]], start: int) -> bool:
    """Whether all words from `start` on lie in the boilerplate."""
    rest = [i for i in range(start, len(text)) if text[i].isalnum()]
    return all(any(a <= i < b for a, b in boilerplate) for i in rest)


def footer_sites(reading: Row) -> set[str]:
    """Hosts of the links that stand in the footer, without "www."."""
    links = (o["url"] for o in reading["outlinks"] if o["where"] == "footer")
    return {(urlsplit(url).hostname or "").removeprefix("www.") for url in links}
