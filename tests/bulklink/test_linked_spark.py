"""Linked by Spark: the rows of one machine, one for one. Skipped where PySpark or Java is not there."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from made_links import given, link, linked, read, rows

HAS_SPARK = importlib.util.find_spec("pyspark") is not None
HAS_JAVA = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))
needed = pytest.mark.skipif(not (HAS_SPARK and HAS_JAVA), reason="skipped: no PySpark or no Java")


def spark(out: Path, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "recoupe", "batch", "link", str(out), "--engine", "spark", *options]
    done = subprocess.run(line, capture_output=True, check=False, timeout=400, env=os.environ | more, text=True)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@needed
def test_rows_are_those_of_one_machine(tmp_path: Path) -> None:
    """On two workers, from several parts, some articles in two of them."""
    every = rows()
    inputs = [given(tmp_path / f"{n}.jsonl", every[n * 5 : n * 5 + 6]) for n in range(4)]
    out, local = read(tmp_path / "spark", *inputs), read(tmp_path / "local", *inputs)
    assert len(list((out / "articles").iterdir())) > 3
    told = link(local)
    few = ("--conf", "spark.sql.shuffle.partitions=4")
    done = spark(out, "--master", "local[2]", *few)
    assert done.returncode == 0, done.stderr
    assert linked(out) == linked(local)
    assert (out / "linked" / "manifest.json").read_bytes() == (local / "linked" / "manifest.json").read_bytes()
    assert told["tables"]["stories"]["rows"] == 16
    assert len({name for name in linked(out) if linked(out)[name]}) == 4


@pytest.mark.skipif(not HAS_SPARK, reason="skipped: no PySpark")
def test_without_java_it_says_so(tmp_path: Path) -> None:
    out = read(tmp_path / "out", given(tmp_path / "news.jsonl", rows()[:2]))
    done = spark(out, PATH=str(tmp_path), JAVA_HOME="")
    assert done.returncode == 2
    assert "Spark needs Java 17 or later, and there is none" in done.stderr
