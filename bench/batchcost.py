"""What linking of batches costs as there are more articles: processor time, keys, buckets, bytes that are shuffled.

`python -m bench.batchcost --articles N [--times 3] [--engine spark] [--keep FOLDER]` prints the figures as JSON: N
articles of bench/generated.py, 2 N, 4 N, …, each in a process and a folder of its own; making them is not counted.
The cost exponent is the slope of the logarithm of seconds over that of articles, by least squares.

With Spark, bytes are those that its own stages say that they wrote for a shuffle, of `local[2]`.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import generated, linked, shared, tabled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bench.answers import Answers
    from bench.scorers import Figures
    from bench.shared import Row
    from recoupe.model import Reading

ARTICLES, TIMES = 1_000, 3
_KINDS = ("runs", "native", "bridge", "text")


def figures(answers: Answers) -> Figures:
    """At the size that the gate has time for."""
    rows = measured(ARTICLES, TIMES, answers.folder)
    last = {k: v for k, v in rows[-1].items() if not isinstance(v, dict)}
    return {**last, "cost exponent": exponent(rows)}


def measured(articles: int, times: int, folder: Path, engine: str = "local") -> list[dict[str, Any]]:
    """The figures of growing numbers of articles."""
    generated.stock(folder)
    return [_apart(articles << n, folder, engine) for n in range(times)]


def exponent(rows: list[dict[str, Any]]) -> float:
    """How the time grows: 1 is in proportion to the articles."""
    x, y = ([math.log(r[k]) for r in rows] for k in ("articles", "seconds"))
    return round(statistics.linear_regression(x, y).slope, 2)


def _apart(articles: int, folder: Path, engine: str) -> dict[str, Any]:
    """The figures of one run, in a fresh process."""
    command = [sys.executable, "-m", "bench.batchcost", "--one", "--articles", str(articles), "--keep", str(folder)]
    done = subprocess.run([*command, "--engine", engine], stdout=subprocess.PIPE, check=True, cwd=shared.ROOT)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def one(articles: int, folder: Path, engine: str) -> dict[str, Any]:
    """Link `articles` articles."""
    stock = generated.stock(folder)
    with tempfile.TemporaryDirectory() as place:
        out = Path(place, "out")
        truth: list[Row] = []
        tabled.written(out, _told(generated.readings(stock, articles), truth))
        size = sum(f.stat().st_size for f in out.rglob("*.parquet"))
        found = _spark(out) if engine == "spark" else _local(out)
        stories = [{"ref": r["article"], "story": r["story"]} for r in tabled.table(out, "stories")]
        right = linked.bcubed(Path(place), truth, stories)
    return {"articles": articles, "table bytes an article": round(size / articles), **found, "stories F1": right}


def _told(made: Iterable[tuple[generated.Plan, Reading]], truth: list[Row]) -> Iterator[Reading]:
    """The readings, the story of each put down in `truth`."""
    for plan, reading in made:
        truth.append({"id": reading.article.id, "story": str(plan.story)})
        yield reading


def _local(out: Path) -> dict[str, Any]:
    """On this machine, in this process."""
    steps: dict[str, float] = {}
    sizes: dict[str, int] = {}
    last = [time.process_time()]

    def say(step: str, done: int, of: int) -> None:
        if done == of:
            steps[step] = round(time.process_time() - last[0], 1)
            last[0] = time.process_time()
            sizes[step] = sum(f.stat().st_size for f in (out / "linked" / "_steps" / step).rglob("*.parquet"))

    start = time.process_time()
    told = tabled.linked(out, say=say)
    seconds = time.process_time() - start
    many = told["articles"]
    stories = told["tables"]["stories"]["groups"]
    return {
        "seconds": round(seconds, 1),
        "articles a second": round(many / seconds, 1),
        "MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "keys an article": round(sum(k["articles"] for k in told["keys"]) / many, 1),
        "edges an article": round(told["neighbourhoods"]["edges"] / many, 2),
        "raised %": round(100 * told["neighbourhoods"]["raised"] / many, 1),
        "cut %": round(100 * told["neighbourhoods"]["cut"] / many, 1),
        "stories": stories,
        "largest bucket": {_KINDS[k["kind"]]: k["largest"] for k in told["keys"]},
        "seconds of steps": {k: v for k, v in steps.items() if v >= 0.1},
        "bytes of steps an article": {k: round(v / many) for k, v in sizes.items() if v >= many},
    }


def _spark(out: Path) -> dict[str, Any]:
    """On two workers of Spark: what its stages wrote for shuffles, and by the clock."""
    from recoupe.bulk.folder import Folder  # noqa: PLC0415
    from recoupe.bulk.linked import cluster, stages  # noqa: PLC0415
    from recoupe.bulk.linked.shelf import Shelf  # noqa: PLC0415

    folder = Folder(str(out))
    plan = stages.planned(folder, again=True)
    conf = ("spark.ui.enabled=true", "spark.sql.shuffle.partitions=8", "spark.ui.retainedStages=100000")
    with cluster.opened(Shelf(folder), "local[2]", conf) as engine:
        start = time.monotonic()
        stages.run(folder, plan, engine)
        seconds = time.monotonic() - start
        context = engine.there.sparkContext
        address = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/stages"
        with urllib.request.urlopen(address) as answer:
            told = json.loads(answer.read())
    written = sum(stage["shuffleWriteBytes"] for stage in told)
    return {
        "seconds": round(seconds, 1),
        "shuffle bytes an article": round(written / plan.articles),
        "shuffle rows an article": round(sum(stage["shuffleWriteRecords"] for stage in told) / plan.articles, 1),
    }


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=ARTICLES)
    options.add_argument("--times", type=int, default=TIMES)
    options.add_argument("--engine", choices=("local", "spark"), default="local")
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what is read there, for the next time")
    options.add_argument("--one", action="store_true", help="only so many articles, in this process")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = chosen.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        if chosen.one:
            print(json.dumps(one(chosen.articles, kept, chosen.engine)))
        else:
            rows = measured(chosen.articles, chosen.times, kept, chosen.engine)
            print(json.dumps({"runs": rows, "cost exponent": exponent(rows)}, indent=1))


if __name__ == "__main__":
    main()
