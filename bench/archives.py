"""Archives into a ledger: pages per CPU second of `recoupe add`, beside the extractor's alone on the same pages.

"add" is all that is done with a page, from the packed WARC file to the ledger, of all processes together; "extractor"
is trafilatura's text alone, in a process of its own. "known" is a second `add` of the same file, which passes over what
is there. "reading" is the archive alone. "memory" is the largest resident set of reading a file of a gigabyte, and
"memory ratio" that by the one of reading a fiftieth of it. `growth` adds such a file to a ledger: "last over first" is
what the processes that read hold together at most in the last fifth of the time, by the same in the second fifth; "MB"
has the process that writes besides, which holds up to 128 MB of the ledger as the ledger grows.

`python -m bench.archives [--growth]` prints the figures as JSON.
"""

from __future__ import annotations

import contextlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bench import shared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.scorers import Figures

PAGES = "pages/fundus_dev"
SIZE, SMALL = 1_000_000_000, 20_000_000
_PAUSE = 0.5  # seconds between two looks at what is held
_RECORD = (
    "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012}>\r\n"
    "WARC-Date: 2024-05-08T10:00:00Z\r\nWARC-Target-URI: https://{n}.example/page/{n}\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
)
_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
_READ = """
import json, sys
from bench import shared
from recoupe import inputs
count = sum(1 for _ in inputs.pages(sys.argv[1:]))
print(json.dumps([count, shared.memory()]))
"""
_EXTRACT = """
import sys, trafilatura
from recoupe import inputs
for page in inputs.pages(sys.argv[1:]):
    trafilatura.extract(page.body)
"""


def figures() -> Figures:
    """Measure in processes of their own."""
    pages = [row["html"].encode() for row in shared.read_rows(shared.gold(PAGES))]
    with tempfile.TemporaryDirectory() as folder:
        packed, small, large = (Path(folder, name) for name in ("a.warc.gz", "small.warc", "large.warc"))
        write(packed, pages)
        out = rates(packed, len(pages))
        for path, size in ((small, SMALL), (large, SIZE)):
            write(path, cycle(pages), size)
        found = [json.loads(_run(sys.executable, "-c", _READ, str(path))[1]) for path in (small, large)]
        seconds = _run(sys.executable, "-c", _READ, str(large))[0]
    (_, least), (records, most) = found
    return out | {"reading": round(records / seconds, 1), "memory": most, "memory ratio": round(most / least, 2)}


def growth() -> Figures:
    """What `recoupe add` holds while it adds a file of a gigabyte."""
    pages = [row["html"].encode() for row in shared.read_rows(shared.gold(PAGES))]
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder, "large.warc")
        write(large, cycle(pages), SIZE)
        command = (sys.executable, "-m", "recoupe", "add", "--ledger", str(Path(folder, "a.db")), str(large))
        held = []
        no = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=no, stderr=no, cwd=shared.ROOT) as process:
            while process.poll() is None:
                held.append(_held(process.pid))
                time.sleep(_PAUSE)
    fifth = len(held) // 5
    first, last = (max(children for _, children in some) for some in (held[fifth : 2 * fifth], held[-fifth:]))
    most = max(parent + children for parent, children in held)
    return {"status": process.returncode, "MB": round(most / 1024), "last over first": round(last / first, 3)}


def _held(process: int) -> tuple[int, int]:
    """The proportional set of a process, and that of its children, in kB: what they share counts once."""
    own = others = 0
    with contextlib.suppress(OSError):
        own = _proportional(process)
        others = sum(map(_proportional, shared.children(process)))
    return own, others


def _proportional(process: int) -> int:
    told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return int(told.partition("\nPss:")[2].split()[0])


def rates(packed: Path, pages: int) -> Figures:
    """Pages per CPU second of adding, of adding again, and of the extractor alone."""
    add = (sys.executable, "-m", "recoupe", "add", "--ledger", str(packed.with_suffix(".db")), str(packed))
    seconds = {
        "extractor": _run(sys.executable, "-c", _EXTRACT, str(packed))[0],
        "add": _run(*add)[0],
        "known": _run(*add)[0],
    }
    out = {name: round(pages / each, 1) for name, each in seconds.items()}
    return out | {"ratio": round(seconds["extractor"] / seconds["add"], 2)}


def write(path: Path, pages: Iterable[bytes], size: int | None = None) -> None:
    """Write an archive of `pages`, each another one by its address, up to `size` bytes."""
    import gzip  # noqa: PLC0415

    def put(file: IO[bytes]) -> None:
        for n, page in enumerate(pages):
            if size and file.tell() >= size:
                return
            block = _HTTP + page
            record = _RECORD.format(n=n, length=len(block)).encode() + block + b"\r\n\r\n"
            file.write(gzip.compress(record, 6) if path.suffix == ".gz" else record)

    with path.open("wb") as file:
        put(file)


def _run(*command: str) -> tuple[float, bytes]:
    """CPU seconds of a command and all its processes, and what it wrote."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, cwd=shared.ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


if __name__ == "__main__":
    print(json.dumps(growth() if "--growth" in sys.argv else figures(), indent=1))
