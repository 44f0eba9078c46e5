"""What others find in the same inputs: dateparser for dates, trafilatura and readability for pages.

Run as a program it answers for one peer and one set, `python -m bench.peers PEER SET OUT.jsonl`, so that a
peer's crash or hang stays its own.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import signal
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from bench import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.shared import Row

PAGE_SECONDS = 60


def version(peer: str) -> str | None:
    """Give the installed version of a peer's package, None where it is not installed."""
    try:
        return importlib.metadata.version(peer)
    except importlib.metadata.PackageNotFoundError:
        return None


def answer(peer: str, name: str, out: Path) -> Path:
    """Have `peer` answer for set `name` in a process of its own."""
    subprocess.run([sys.executable, "-m", "bench.peers", peer, name, str(out)], check=True, cwd=shared.ROOT)
    return out


def dateparser(row: Row) -> Row:
    """`search_dates`, given the language and the day of publication, its period as granularity."""
    from dateparser.search import search_dates  # noqa: PLC0415

    base = dt.datetime.fromisoformat(row["dct"]) if row.get("dct") else None
    settings = {"RELATIVE_BASE": base} if base else {}
    found = search_dates(row["text"], languages=[row["lang"]], settings=settings, add_period=True) or []
    return {"doc_id": row["doc_id"], "timexes": list(_located(row["text"], found))}


def _located(text: str, found: list[tuple[str, dt.datetime, str]]) -> Iterator[Row]:
    """Dates with offsets: `search_dates` gives the words in order, not where they stand."""
    at = 0
    for words, when, period in found:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        yield {"start": start, "end": at, "type": "DATE", "value": _value(when, period)}


def _value(when: dt.datetime, period: str) -> str:
    forms = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V"}
    return when.strftime(forms.get(period, "%Y-%m-%d"))


def trafilatura(row: Row) -> Row:
    """Give main text and metadata as trafilatura gives them by default."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    got = bare_extraction(row["html"], url=row.get("url"), with_metadata=True)
    if got is None:
        return {"ref": row["id"]}
    d = got if isinstance(got, dict) else got.as_dict()
    authors = [a.strip() for a in (d.get("author") or "").split(";") if a.strip()]
    return {
        "ref": row["id"],
        "text": d["text"],
        "title": d["title"],
        "published": d["date"],
        "authors": authors,
    }


def readability(row: Row) -> Row:
    """Give main text and title as readability-lxml gives them."""
    from lxml.html import fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    document = Document(row["html"], url=row.get("url"))
    text = "\n".join(str(t).strip() for t in fromstring(document.summary()).itertext())
    return {"ref": row["id"], "text": text, "title": document.short_title()}


PEERS: dict[str, Callable[[Row], Row]] = {
    "dateparser": dateparser,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
}


def _late(*_: object) -> None:
    raise TimeoutError


def guarded(find: Callable[[Row], Row], row: Row) -> Row:
    """Give a peer's answer; an empty one where it fails or takes over PAGE_SECONDS."""
    signal.alarm(PAGE_SECONDS)
    try:
        return find(row)
    except Exception as error:  # noqa: BLE001 - a peer may fail in any way; its miss counts as empty
        print(f"{find.__name__}: {row.get('id', row.get('doc_id'))}: {error!r}", file=sys.stderr)
        return {"ref": row["id"]} if "id" in row else {"doc_id": row["doc_id"], "timexes": []}
    finally:
        signal.alarm(0)


def main() -> None:
    """Answer for one peer and one set."""
    peer, name, out = sys.argv[1:]
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _late)
    rows = shared.read_rows(shared.gold(name))
    shared.write_rows(Path(out), (guarded(PEERS[peer], row) for row in rows))


if __name__ == "__main__":
    main()
