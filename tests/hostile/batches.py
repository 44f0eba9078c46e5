"""What the tests of bad input share: good articles, and a batch through the command line tool, against the clock."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Two seconds a page is the promise; shared machines that run the tests get this much more, and start-up besides.
CI_FACTOR = float(os.environ.get("RECOUPE_CI_FACTOR", "4"))
PAGE_SECONDS = 2.0
START_SECONDS = 1.5

RECOUPE = (sys.executable, "-c", "from recoupe.cli import main; main()")
GOOD = {
    "lang": "en",
    "published": "2024-05-08",
    "title": "Harbour town closes its old bridge",
    "text": "Harbour town closes its old bridge\n\n"
    "The mayor of the harbour town said on Tuesday that the old bridge would close for a year.\n\n"
    "“It is no longer safe,” Anna Berg told reporters. The builders denied that they had known of any crack.",
}
GOOD_HTML = (
    "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Harbour town closes its old bridge</title>"
    "<meta property='article:published_time' content='2024-05-08T09:00:00+02:00'></head><body><article>"
    "<h1>Harbour town closes its old bridge</h1>"
    "<p>The mayor of the harbour town said on Tuesday that the old bridge would close for a year, and that ferries "
    "would carry people over the water until the work is done.</p>"
    "<p>“It is no longer safe,” Anna Berg told reporters in front of the town hall, where some forty people stood "
    "in the rain and waited for an answer. The builders denied that they had known of any crack.</p>"
    "</article></body></html>"
)


@dataclass(frozen=True)
class Run:
    """What came of one command: exit status, output, what was said."""

    status: int
    out: bytes
    err: str

    @property
    def readings(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.decode("utf-8").splitlines()]

    def of(self, name: str) -> list[dict[str, Any]]:
        """The readings whose ref has `name` in it."""
        return [r for r in self.readings if name in str(r["ref"])]


def recoupe(*paths: Path, form: str = "jsonl", options: tuple[str, ...] = (), pages: int = 1) -> Run:
    """Run `recoupe read` and hold it to the time of its pages, a clean exit and no traceback."""
    command = [*RECOUPE, "read", "--format", form, *options, *map(str, paths)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    limit = CI_FACTOR * (START_SECONDS + PAGE_SECONDS * pages)
    done = subprocess.run(command, capture_output=True, check=False, timeout=limit, env=environment)
    err = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in err, err
    assert done.returncode in {0, 1, 2}, (done.returncode, err)
    return Run(done.returncode, done.stdout, err)


def batch(folder: Path, bad: Mapping[str, bytes], **options: Any) -> Run:
    """Read bad files with good ones before and after; the good ones must come out whole."""
    (folder / "a-good.html").write_text(GOOD_HTML, encoding="utf-8")
    (folder / "z-good.jsonl").write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    for name, body in bad.items():
        (folder / name).write_bytes(body)
    done = recoupe(folder, **({"pages": 2 + len(bad)} | options))
    for good in ("a-good", "z-good"):
        (reading,) = done.of(good)
        assert_whole(reading)
    return done


def assert_whole(reading: Mapping[str, Any]) -> None:
    """Hold that a good article was read: its text and its denial."""
    assert "no longer safe" in reading["text"]
    assert any(s["stance"] == "denies" for s in reading["statements"]), reading["statements"]


def spans(reading: Mapping[str, Any]) -> Iterator[list[int]]:
    """Every span of a reading's JSON."""
    for s in reading["statements"]:
        yield from (span for key in ("content", "source", "cue") for span in s[key])
    yield from ([t["start"], t["end"]] for t in reading["timexes"])
    yield from (m for a in reading["actors"] for m in a["mentions"])
    yield from reading["boilerplate"]


def assert_inside(reading: Mapping[str, Any]) -> None:
    """Hold that every span lies in the text and is not empty."""
    size = len(reading["text"])
    assert all(0 <= a < b <= size for a, b in spans(reading))
