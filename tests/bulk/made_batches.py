"""What the tests of batches share: archives and rows to read, running the command, and looking at what came of it."""

import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from recoupe.bulk import TABLES, driving, reading, work
from recoupe.bulk import parts as cutting
from recoupe.bulk.folder import Folder
from recoupe.bulk.manifest import Done, Failed
from recoupe.config import Config

RECOUPE = (sys.executable, "-m", "recoupe", "batch")
DAY = "2024-05-08"
_SAID = (
    "The mayor of the harbour town said on Tuesday that bridge {n} would close for a year.",
    "“It is no longer safe,” Anna Berg told reporters on Monday.",
    "The builders denied that bridge {n} would close for a year.",
    "The minister confirmed that a report was written in March 2023.",
)


def text(n: int) -> str:
    return "\n\n".join(said.format(n=n) for said in _SAID)


def page(n: int) -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in text(n).split("\n\n") * 2)
    return (
        f"<html lang='en'><head><title>Harbour closes bridge {n}</title>"
        f"<meta property='article:published_time' content='{DAY}T10:00:00Z'></head><body><article>"
        f"<h1>Harbour closes bridge {n}</h1>{paragraphs}<p>See <a href='https://other.example/{n}'>another</a>.</p>"
        "</article></body></html>"
    )


def record(n: int, body: bytes | None = None, *, media_type: str = "text/html; charset=utf-8") -> bytes:
    """A record of an archive with an answer in it."""
    body = page(n).encode() if body is None else body
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
    headers = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012}>\r\n"
        f"WARC-Date: {DAY}T10:00:00Z\r\nWARC-Target-URI: https://news.example/{n}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return headers.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Each record as a gzip member of its own."""
    return b"".join(gzip.compress(r, mtime=0) for r in records)


def archive(path: Path, numbers: range) -> Path:
    path.write_bytes(packed(*(record(n) for n in numbers)))
    return path


def row(n: int, **more: Any) -> dict[str, Any]:
    return {"id": f"row {n}", "lang": "en", "published": DAY, "text": text(n)} | more


def rows(path: Path, numbers: range) -> Path:
    path.write_text("".join(json.dumps(row(n)) + "\n" for n in numbers), encoding="utf-8")
    return path


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


@dataclass(frozen=True)
class Ran:
    """What came of a run in this process."""

    manifest: Done
    outcomes: list[Done | Failed]

    @property
    def failed(self) -> list[Failed]:
        return [o for o in self.outcomes if isinstance(o, Failed)]

    @property
    def parts(self) -> list[str]:
        return [o["part"] for o in self.outcomes if not isinstance(o, Failed)]


def run(
    out: Path | str,
    *inputs: Path | str,
    jobs: int = 1,
    size: int = cutting.SIZE,
    base: str = "",
    again: bool = False,
    wanted: work.Wanted = work.Wanted(),  # noqa: B008
    memory: int = reading.MEMORY,
    **options: Any,
) -> Ran:
    """Read `inputs` into tables in this process."""
    job = reading.Job(str(out), Config(**({"lang": "en"} | options)), wanted, memory)
    folder = Folder(job.out)
    plan = driving.planned(folder, [str(i) for i in inputs], job, base=base, size=size, again=again)
    going = driving.run(folder, plan, job, lambda parts: reading.run(parts, job, jobs=jobs))
    outcomes: list[Done | Failed] = []
    while True:
        try:
            outcomes.append(next(going))
        except StopIteration as e:
            return Ran(e.value, outcomes)


def command(*arguments: Path | str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `recoupe batch ARGUMENTS --lang en`; no traceback is ever right."""
    given = {k: v for k, v in os.environ.items() if k != "RECOUPE_DEBUG"} | more
    done = subprocess.run(
        [*RECOUPE, *map(str, arguments), "--lang", "en"],
        capture_output=True,
        check=False,
        timeout=240,
        env=given,
        text=True,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def table(out: Path, name: str) -> pa.Table:
    """All rows of a table, by the names of its files."""
    files = sorted((out / name).iterdir())
    return pa.concat_tables(pq.read_table(f, partitioning=None) for f in files)


def column(out: Path, name: str, key: str) -> list[Any]:
    found: list[Any] = table(out, name)[key].to_pylist()
    return found


def contents(out: Path) -> dict[str, str]:
    """The digest of every file of every table."""
    return {
        str(f.relative_to(out)): hashlib.sha256(f.read_bytes()).hexdigest()
        for name in TABLES
        for f in sorted((out / name).iterdir())
    }


def cells(out: Path, *without: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, without some columns."""
    return {
        name: table(out, name).drop_columns([c for c in without if c in table(out, name).schema.names]).to_pylist()
        for name in TABLES
    }


def is_sound(out: Path) -> bool:
    """Whether the manifest tells the truth about every file, and nothing else is there."""
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    digests = {f["path"]: f["sha256"] for f in told["files"]}
    counted = {name: sum(f["rows"] for f in told["files"] if f["path"].startswith(f"{name}/")) for name in TABLES}
    there = {name: table(out, name).num_rows if digests else 0 for name in TABLES}
    aside = list((out / "_temporary").iterdir())
    return bool(digests == contents(out) and counted == there and not aside)
