"""The same parts as tasks of Spark: the same tables. Skipped where PySpark or Java is not there."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
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
@pytest.mark.skipif(sys.platform != "linux", reason="who belongs to whom is told by Linux alone")
def test_what_one_engine_began_the_other_ends_though_workers_are_killed(tmp_path: Path) -> None:
    given, out = archive(tmp_path / "a.warc.gz", range(150)), tmp_path / "out"
    before, size = rows(tmp_path / "b.jsonl", range(20)), given.stat().st_size // 20
    run(out, before, size=size)
    code = f"from recoupe.cli import main; import recoupe.bulk.parts as p, sys; cut = p.cut; p.cut = lambda f, s: cut(f, {size}); main(sys.argv[1:])"
    inputs = ["batch", str(given), str(before), "--out", str(out), "--lang", "en"]
    options = ["--engine", "spark", "--master", "local[2]"]
    killed = 0
    with subprocess.Popen(
        [sys.executable, "-c", code, *inputs, *options], stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and killed < 2:
            if len(list((out / "_parts").glob("*.json"))) > 3 + 4 * killed and (found := workers(process.pid)):
                os.kill(found[0], signal.SIGKILL)
                killed += 1
            time.sleep(0.02)
        said = process.communicate()[1]
    assert process.returncode == 0, said
    assert killed
    assert "1 of 21 parts is there already" in said
    run(tmp_path / "local", given, before, size=size)
    assert contents(out) == contents(tmp_path / "local")
    assert is_sound(out)


def workers(pid: int) -> list[int]:
    """The Python workers of Spark below a process: daemons whose parent is one."""
    parents: dict[int, int] = {}
    daemons: set[int] = set()
    for told in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parents[int(told.name)] = int((told / "stat").read_text().rpartition(")")[2].split()[1])
            if b"pyspark.daemon" in (told / "cmdline").read_bytes():
                daemons.add(int(told.name))
    return [
        d for d in daemons if parents[d] in daemons and pid in _above(d, parents) and parents[parents[d]] not in daemons
    ]


def _above(pid: int, parents: dict[int, int]) -> list[int]:
    found = [pid]
    while found[-1] in parents:
        found.append(parents[found[-1]])
    return found


@needed
def test_workers_that_lack_a_package_are_told_of(given: Path, tmp_path: Path) -> None:
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n', encoding="utf-8")
    bare.chmod(0o755)
    arguments = ("--out", tmp_path / "out", "--engine", "spark", "--master", "local[2]")
    done = command(given / "c.jsonl", *arguments, PYSPARK_PYTHON=str(bare))
    assert done.returncode == 1
    assert "Spark gave up: No module named" in done.stderr
    assert "install recoupe[spark] on the workers" in done.stderr


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
