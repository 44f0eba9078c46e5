"""What `recoupe doctor` looks at. Nothing here may fail because something is missing: that is what it is to say."""

from __future__ import annotations

import functools
import importlib
import itertools
import json
import os
import platform
import re
import shutil
import ssl
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoupe import __version__, batch, inputs, lang
from recoupe.cli import destination, work
from recoupe.cli.demo import SAMPLE
from recoupe.config import Config
from recoupe.errors import InputError, LanguageDataError, RecoupeError
from recoupe.export import Look
from recoupe.lang import claims, dates, language, names, speech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PACKAGE = Path(__file__).parents[1]
TASKS = {
    "words": language.Language,
    "statements": speech.Speech,
    "dates": dates.Dates,
    "actors": names.Names,
    "claims": claims.Claims,
}
_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[^\]]*\])?\s*(?:>=\s*([\d.]+))?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w.-]+)['\"]")
EXTRAS = {
    "watch": "recoupe source, watch: feeds and sites fetched politely",
    "archives": "web archives (WARC, WACZ) read; evidence kept and shown",
    "export": "recoupe export to Parquet",
    "postgres": "a ledger on a PostgreSQL server",
}
_OF_THE_PROJECT = frozenset({"dev", "bench", "peers"})
_OLDEST = (3, 11)
_SLOW = 2.0  # seconds


class Check(NamedTuple):
    """One line: how it stands, what it is, what to do."""

    state: Literal["ok", "note", "wrong"]
    what: str
    mend: str = ""


def python() -> Iterator[Check]:
    """The interpreter and recoupe itself."""
    here = f"recoupe {__version__} in {_PACKAGE}"
    yield Check("ok", here)
    running = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info[:2] >= _OLDEST:
        yield Check("ok", running)
    else:
        yield Check("wrong", running, "install Python 3.11 or later")


def dependencies() -> Iterator[Check]:
    """What recoupe's own metadata asks for: installed, new enough, and importable."""
    try:
        required = metadata.requires("recoupe") or []
    except metadata.PackageNotFoundError:
        yield Check("note", "recoupe runs from a folder, not installed", "pip install . in that folder")
        return
    for line in required:
        found = _REQUIREMENT.match(line)
        if found and "extra ==" not in line:
            yield _dependency(found[1], found[2] or "0")


def extras() -> Iterator[Check]:
    """What may be installed beside, what it is for, and what each lacks."""
    try:
        required = metadata.requires("recoupe") or []
    except metadata.PackageNotFoundError:
        return
    wanted: dict[str, list[tuple[str, str]]] = {}
    for line in required:
        found, extra = _REQUIREMENT.match(line), _EXTRA.search(line)
        if found and extra and extra[1] not in _OF_THE_PROJECT:
            wanted.setdefault(extra[1], []).append((found[1], found[2] or "0"))
    for name, packages in wanted.items():
        yield _extra(name, [c for c in (_dependency(*p) for p in packages) if c.state != "ok"], packages)


def _extra(name: str, lacking: list[Check], packages: list[tuple[str, str]]) -> Check:
    what = f"{name}: {EXTRAS.get(name) or ', '.join(package for package, _ in packages)}"
    if not lacking:
        return Check("ok", what)
    return Check("note", f"{what}; {', '.join(c.what for c in lacking)}", f"pip install 'recoupe[{name}]'")


def _dependency(name: str, least: str) -> Check:
    mend = f"pip install '{name}>={least}'"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check("wrong", f"{name} is missing", mend)
    if _numbers(version) < _numbers(least):
        return Check("wrong", f"{name} {version} is older than {least}", mend)
    try:
        importlib.import_module(name.replace("-", "_"))
    except Exception as e:  # noqa: BLE001 -- whatever a broken package raises
        return Check("wrong", f"{name} {version} does not load: {type(e).__name__}: {e}", f"{mend} --force-reinstall")
    return Check("ok", f"{name} {version}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version.partition("+")[0])[:4])


def languages() -> Iterator[Check]:
    """Each language with the tasks that its data covers, loaded and checked."""
    for code in lang.codes():
        try:
            loaded = {task: lang.load(cls, code) for task, cls in TASKS.items()}
        except LanguageDataError as e:
            yield Check("wrong", f"{code}: {e}", "install recoupe again, or mend the file")
            continue
        name = getattr(loaded["words"], "name", "")
        covered = ", ".join(task for task, data in loaded.items() if data is not None)
        missing = ", ".join(task for task, data in loaded.items() if data is None)
        yield Check("note" if missing else "ok", f"{code} {name}: {covered}" + (f"; not {missing}" if missing else ""))


def weights() -> Iterator[Check]:
    """What was learned; the rules work without."""
    found = sorted(p for p in _PACKAGE.glob("**/weights/*") if p.suffix in {".json", ".npz", ".npy", ".bin", ".gz"})
    for path in found:
        yield Check("ok", f"{path.relative_to(_PACKAGE).as_posix()}, {path.stat().st_size / 1024:,.0f} KiB")
    if not found:
        yield Check("note", "none: rules alone decide", "install recoupe from a complete copy")


def trial() -> Iterator[Check]:
    """An article of the bundled sample through a worker, as `recoupe read` does it."""
    start = time.monotonic()
    try:
        found = _statements()
    except RecoupeError as e:
        yield Check("wrong", f"an article cannot be read: {e}", "mend what is wrong below")
        return
    seconds = time.monotonic() - start
    what = f"an article of the sample read in {seconds:.1f} s, start of its process included"
    if not found:
        yield Check("wrong", f"{what}, but no statement was found in it", "install recoupe again")
    elif seconds > _SLOW:
        yield Check("note", what, "the machine is busy, or its disk is slow")
    else:
        yield Check("ok", what)


def _statements() -> int:
    """How many statements are found in the sample's first page. Raises RecoupeError."""
    piece = functools.partial(work.piece, config=Config(), form="jsonl", look=Look())
    prepare = functools.partial(work.prepare, "jsonl")
    for answer in batch.run(piece, itertools.islice(inputs.pages([str(SAMPLE)]), 1), prepare=prepare):
        if isinstance(answer, InputError):
            raise answer
        return len(json.loads(answer.text)["statements"])
    return 0


def terminal() -> Iterator[Check]:
    """What standard output can show."""
    encoding = sys.stdout.encoding or "unknown"
    if destination.draws(encoding):
        yield Check("ok", f"encoding {encoding}")
    else:
        mend = "use a UTF-8 locale (LANG=C.UTF-8), or set PYTHONIOENCODING=utf-8; until then letters become ?"
        yield Check("note", f"encoding {encoding} lacks letters that articles have", mend)
    width = shutil.get_terminal_size().columns
    if not sys.stdout.isatty():
        yield Check("ok", "standard output is no terminal: readings go out as jsonl")
    elif width < 80:  # noqa: PLR2004
        yield Check("note", f"{width} columns", "the ledger is made for 80 and more")
    else:
        yield Check("ok", f"{width} columns")


def machine() -> Iterator[Check]:
    """Processors for -j, certificates for https."""
    processors = os.cpu_count() or 1
    yield Check("ok", f"{processors} processors: -j {processors} reads that many articles at a time")
    paths = ssl.get_default_verify_paths()
    if any(p and Path(p).exists() for p in (paths.cafile, paths.capath)) or sys.platform == "win32":
        yield Check("ok", "certificates of sites (https) can be checked")
    else:
        yield Check("note", "no certificates to check https sites by", "install ca-certificates, or set SSL_CERT_FILE")


ALL: tuple[tuple[str, Callable[[], Iterator[Check]]], ...] = (
    ("recoupe", python),
    ("reading", trial),  # first, so that its process is forked from a small one
    ("dependencies", dependencies),
    ("extras", extras),
    ("languages", languages),
    ("learned weights", weights),
    ("terminal", terminal),
    ("machine", machine),
)
