"""Feeds read, beside the answer of the library that made the test files, read with its own defaults.

Each file of feedparser's own tests and each real feed is parsed by both. They are equal where both find a feed with as
many items, and every item has the same id, address, headline and time. A broken feed must give items or a clear error.
"""

from __future__ import annotations

import calendar
import io
import re
import tarfile
import time
import warnings
from typing import TYPE_CHECKING, Any

from bench import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.scorers import Figures

FOLDER = shared.SHARED / "data" / "feeds"
URL = "http://127.0.0.1:8097/feed"
_HEADER = re.compile(r"^Header:\s*([^\s:]+):\s*(.+)$", re.MULTILINE)


def files(archive: str) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of all files of an archive but its licence."""
    with tarfile.open(FOLDER / f"{archive}.tar.xz") as tar:
        for member in tar:
            stream = tar.extractfile(member) if member.isfile() else None
            if stream and not member.name.endswith("LICENSE"):
                yield member.name, stream.read()


def figures() -> Figures:
    """Shares of files that are parsed equal, and feeds a second of processor time."""
    warnings.simplefilter("ignore")
    tests = [compared(name, body) for name, body in files("feedparser_tests")]
    real = [compared(name, body) for name, body in files("real_feeds")]
    ours, theirs = (sum(r[key] for r in real) for key in ("seconds", "library seconds"))
    return {
        "tests equal %": round(100 * sum(r["equal"] for r in tests) / len(tests), 2),
        "tests": len(tests),
        "real equal %": round(100 * sum(r["equal"] for r in real) / len(real), 2),
        "real": len(real),
        "answered %": round(100 * sum(not r["crashed"] for r in tests + real) / len(tests + real), 2),
        "feeds a second": round(len(real) / ours, 1),
        "library, feeds a second": round(len(real) / theirs, 1),
    }


def compared(name: str, body: bytes) -> dict[str, Any]:
    """Both answers to one file: whether they are equal, whether ours crashed, and what they cost."""
    from recoupe.errors import InputError  # noqa: PLC0415
    from recoupe.fetch import feeds  # noqa: PLC0415

    content_type = _content_type(body)
    start = time.process_time()
    crashed, ours = False, None
    try:
        ours = feeds.parse(body, URL, content_type)
    except InputError:
        pass
    except Exception as e:  # noqa: BLE001 -- whatever it is, it counts
        print(f"{name}: {e!r}")
        crashed = True
    between = time.process_time()
    theirs = library(body, content_type)
    mine = None if ours is None else [_ours(item) for item in ours.items]
    equal = not crashed and (mine == theirs if mine is not None else not theirs)
    end = time.process_time()
    return {
        "name": name,
        "equal": equal,
        "crashed": crashed,
        "seconds": between - start,
        "library seconds": end - between,
    }


def library(body: bytes, content_type: str) -> list[tuple[Any, ...]]:
    """The library's items, as it gives them."""
    import feedparser  # noqa: PLC0415

    from recoupe.fetch.feeds import jsonfeed  # noqa: PLC0415

    if jsonfeed.looks_like_one(body):  # the release reads no JSON
        return _of_json(body)
    headers = {"content-location": URL, "content-type": content_type or "application/xml"}
    found = feedparser.parse(io.BytesIO(body), response_headers=headers)
    return [_theirs(entry) for entry in found.entries]


def _ours(item: Any) -> tuple[Any, ...]:
    said = item.published
    return item.id, item.url, item.title, int(said.timestamp()) if said else None


def _theirs(entry: Any) -> tuple[Any, ...]:
    """An entry in our terms: plain headline, pages of http alone; a time that no calendar has is none."""
    from recoupe.fetch.feeds import texts  # noqa: PLC0415

    link, name = entry.get("link") or "", entry.get("id") or ""
    when = entry.get("published_parsed")
    if when is None and dict.get(entry, "updated_parsed") is None:
        when = entry.get("created_parsed")
    seconds = calendar.timegm(when) if when else None
    address = texts.url(entry.get("feedburner_origlink"), URL) or texts.url(link, URL)
    return (
        texts.line(name)[:1_000],
        address or (texts.url(name, URL) if name.startswith("http") else ""),
        texts.line(entry.get("title")),
        seconds if seconds is None or seconds >= 0 else None,
    )


def _of_json(body: bytes) -> list[tuple[Any, ...]]:
    import datetime as dt  # noqa: PLC0415
    import json  # noqa: PLC0415

    def seconds(said: str | None) -> int | None:
        return int(dt.datetime.fromisoformat(said).timestamp()) if said else None

    rows = json.loads(body)["items"]
    return [(str(r["id"]), r.get("url", ""), r.get("title", ""), seconds(r.get("date_published"))) for r in rows]


def _content_type(body: bytes) -> str:
    """The header that a test file says it is served with."""
    start = body[:2_000].replace(b"\0", b"").decode("latin-1")
    return next((value for key, value in _HEADER.findall(start) if key.lower() == "content-type"), "")


if __name__ == "__main__":
    print(figures())
