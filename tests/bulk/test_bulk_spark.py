"""The same parts as tasks of Spark: the same tables. Skipped where PySpark or Java is not there."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from made_batches import archive, cells, column, command, contents, is_sound, packed, record, rows, run

import recoupe
from recoupe.bulk import spark
from recoupe.bulk.reading import Job
from recoupe.config import Config
from recoupe.errors import UsageError

HAS_SPARK = importlib.util.find_spec("pyspark") is not None
HAS_JAVA = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))
needed = pytest.mark.skipif(not (HAS_SPARK and HAS_JAVA), reason="skipped: no PySpark or no Java")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archives of several parts, one broken in the middle, and rows."""
    folder = tmp_path_factory.mktemp("given")
    filler = b"<!-- " + os.urandom(300_000).hex().encode() + b" -->"
    large = [record(n, filler + f"<p>Anna Berg said that bridge {n} is closed.</p>".encode()) for n in range(12)]
    data = packed(*large)
    (folder / "a.warc.gz").write_bytes(data[: len(data) // 2] + b"\0" * 1000 + data[len(data) // 2 + 1000 :])
    archive(folder / "b.warc.gz", range(40))
    rows(folder / "c.jsonl", range(20))
    return folder


@needed
def test_tables_are_those_of_one_machine(given: Path, tmp_path: Path) -> None:
    """Row for row and byte for byte, on two workers; also where workers find another version of the package."""
    (tmp_path / "other" / "recoupe").mkdir(parents=True)
    (tmp_path / "other" / "recoupe" / "__init__.py").write_text("raise ImportError('another one')", encoding="utf-8")
    missing = given / "none.warc.gz"
    options = ("--engine", "spark", "--master", "local[2]", "--part-size", "1", "--lang", "en")
    arguments = ["batch", str(given), str(missing), "--out", str(tmp_path / "spark"), *options]
    ours = Path(recoupe.__file__).parents[1]
    code = f"import sys; sys.path.insert(0, {str(ours)!r}); from recoupe.cli import main; main({arguments!r})"
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "other")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 1, done.stderr
    assert f"{missing}: no such file" in done.stderr
    local = run(tmp_path / "local", given, size=MEGABYTE)
    assert len(local.parts) > 4
    assert cells(tmp_path / "spark") == cells(tmp_path / "local")
    assert contents(tmp_path / "spark") == contents(tmp_path / "local")
    assert column(tmp_path / "spark", "problems", "code")
    assert is_sound(tmp_path / "spark")


@needed
def test_what_one_engine_began_the_other_ends(given: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, given / "c.jsonl", size=MEGABYTE)
    options = ("--engine", "spark", "--master", "local[2]", "--part-size", "1")
    done = command(given / "b.warc.gz", given / "c.jsonl", "--out", out, *options)
    assert done.returncode == 0, done.stderr
    assert "1 of 2 parts is there already" in done.stderr
    assert len(column(out, "articles", "article")) == 60
    assert is_sound(out)


@pytest.mark.skipif(not HAS_SPARK, reason="skipped: no PySpark")
def test_without_java_it_says_so(given: Path, tmp_path: Path) -> None:
    more = {"PATH": str(tmp_path), "JAVA_HOME": ""}
    done = command(given / "c.jsonl", "--out", tmp_path / "out", "--engine", "spark", **more)
    assert done.returncode == 2
    assert "Spark needs Java 17 or later, and there is none" in done.stderr


def test_without_pyspark_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(UsageError, match=r"recoupe\[spark\]"):
        list(spark.read([], job=Job(str(tmp_path), Config())))
