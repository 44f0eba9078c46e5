"""Parts as tasks of Apache Spark: each is read and written where the task runs; what became of it comes back.

A task does what one machine does (`reading.run`), so that the tables are the same. The package is sent along, so that
driver and workers read with the same rules; what it needs (lxml, trafilatura, pyarrow, …) must be on the workers. The
folder of the tables must be one that all of them reach. Needs `recoupe[spark]` and Java.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
import shutil
import sys
import tempfile
import zipfile
from concurrent import futures
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.bulk import places
from recoupe.bulk.folder import DONE, Folder
from recoupe.bulk.manifest import Failed
from recoupe.errors import RecoupeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recoupe.bulk.manifest import Done
    from recoupe.bulk.parts import Part
    from recoupe.bulk.reading import Job

_LOOK, _FAR = 1.0, 10.0  # seconds between two looks at what is done, on this machine and elsewhere
_LOCAL = {  # for a master on this machine, unless set otherwise: nothing of it is to be seen from outside
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_THREADS = re.compile(r"local\[(\d+|\*)\]")  # a task that dies on this machine is tried again, too, as on others
_SET_UP = {"PYSPARK_GATEWAY_PORT", "SPARK_CONF_DIR", "SPARK_HOME"}  # who set these (spark-submit) chose a master, too
_NO_SPARK = "--engine spark needs PySpark: pip install 'recoupe[spark]'"
_NO_JAVA = "Spark needs Java 17 or later, and there is none (install one, or let JAVA_HOME lead to it)"
_ERROR = re.compile(r"^\s*([\w.]+Error): (.+)$", re.MULTILINE)  # how Python's tracebacks end
_MISSING = ("ImportError", "ModuleNotFoundError")
_LACKS = "install recoupe[spark] on the workers, or send an environment along: docs/batch.md"


def read(
    parts: list[Part],
    *,
    job: Job,
    master: str | None = None,
    conf: Sequence[str] = (),
    on_parts: Callable[[int, int], None] = lambda _, __: None,
) -> Iterator[Done | Failed]:
    """Read `parts` on a cluster; give what became of each once all are done.

    master, conf: as spark-submit has them; a session that is there already is taken as it is, and kept. `on_parts` is
    told how many pages and bytes are done. Raises UsageError where Spark or Java is not there, RecoupeError.
    """
    there, ours = session(master, conf)
    try:
        with tempfile.TemporaryDirectory(prefix="recoupe-") as folder, futures.ThreadPoolExecutor(1) as aside:
            frame = _frame(there, parts, job, packed(Path(folder)))
            answers = aside.submit(frame.collect)
            try:
                _watch(answers, Folder(job.out), parts, on_parts)
            except BaseException:
                there.sparkContext.cancelAllJobs()
                raise
            yield from (_outcome(row[0]) for row in _answers(answers))
    finally:
        if ours:
            there.stop()


def session(master: str | None = None, conf: Sequence[str] = ()) -> tuple[Any, bool]:
    """The session of Spark, and whether it was made now. Raises as `read`."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 -- an extra
    except ImportError as e:
        raise UsageError(_NO_SPARK) from e
    if (there := SparkSession.getActiveSession()) is not None:
        return there, False
    if not (shutil.which("java") or Path(os.environ.get("JAVA_HOME", ""), "bin", "java").is_file()):
        raise UsageError(_NO_JAVA)
    if master is None and not _SET_UP & os.environ.keys():
        master = "local[*]"
    settings = dict(setting.split("=", 1) for setting in conf)
    here = master is not None and master.startswith("local")
    if master is not None and here:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings = _LOCAL | settings
        master = _THREADS.sub(r"local[\1,4]", master)
    builder = SparkSession.builder.appName("recoupe batch")
    if master is not None:
        builder = builder.master(master)
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        made = builder.getOrCreate()
    except Exception as e:
        raise RecoupeError(f"Spark does not start{f' on {master}' if master else ''}: {places.first_line(e)}") from e
    made.sparkContext.setLogLevel("FATAL" if here else "ERROR")
    return made, True


def _frame(there: Any, parts: list[Part], job: Job, code: Path) -> Any:
    """The outcomes of `parts` as a frame that is not worked on yet: one part a task, so that none waits for another."""
    context = there.sparkContext
    context.addArchive(f"{code}#{code.stem}")
    rows = context.parallelize([(json.dumps(asdict(part)),) for part in parts], len(parts))
    frame = there.createDataFrame(rows, "part string")
    return frame.mapInArrow(task(code.stem, "recoupe.bulk.tasks", pickle.dumps(job)), "outcome string")


def packed(folder: Path) -> Path:
    """Give the package as a ZIP file in `folder`, named by what is in it."""
    package = Path(__file__).parents[1]
    out, digest = folder / "recoupe.zip", hashlib.sha256()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(package.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                name, data = path.relative_to(package.parent).as_posix(), path.read_bytes()
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # no times: same code, same file
                digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return out.rename(folder / f"recoupe-{digest.hexdigest()[:12]}.zip")


def task(code: str, module: str, job: bytes) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What a task runs, `outcomes` of a module of ours, with the package that came with the archive `code`.

    It is sent as it is, and so it names nothing of this module.
    """

    def done(batches: Iterable[Any]) -> Iterator[Any]:
        import importlib  # noqa: PLC0415 -- in the worker
        import sys  # noqa: PLC0415

        from pyspark import SparkFiles  # noqa: PLC0415

        folder = SparkFiles.get(code)
        if folder not in sys.path:
            sys.path.insert(0, folder)
            for name in [n for n in sys.modules if n.partition(".")[0] == "recoupe"]:
                del sys.modules[name]
        yield from importlib.import_module(module).outcomes(batches, job)

    return done


def _outcome(text: str) -> Done | Failed:
    told: Done = json.loads(text)
    return Failed(*told["failed"]) if "failed" in told else told


def _answers(answers: futures.Future[list[Any]]) -> list[Any]:
    """What came of the tasks. Raises RecoupeError."""
    try:
        return answers.result()
    except Exception as e:
        raise failed(e) from e


def failed(e: Exception) -> RecoupeError:
    """An error of Spark as one of ours: with the last word of a worker, where there is one."""
    said = _ERROR.findall(str(e))
    name, reason = said[-1] if said else ("", places.first_line(e))
    if name.startswith("recoupe.errors."):
        return RecoupeError(reason)
    return RecoupeError(f"Spark gave up: {reason}" + (f" ({_LACKS})" if name in _MISSING else ""))


def _watch(
    answers: futures.Future[list[Any]], folder: Folder, parts: list[Part], on_parts: Callable[[int, int], None]
) -> None:
    """Tell of the parts that are done until all are."""
    sizes = {f"{part.name}.json": part.size for part in parts}
    pages = used = 0
    while not futures.wait([answers], timeout=_FAR if folder.place.uri else _LOOK).done:
        for name in [n for n in folder.names(DONE) if n in sizes]:
            pages += json.loads(folder.read(DONE, name))["pages"]
            used += sizes.pop(name)
        on_parts(pages, used)
