"""Where files lie: on this machine, or in what Arrow can reach (s3://, gs://, hdfs://, file://), named by path or URI.

Needs pyarrow. Paths on this machine are made absolute, so that a file has one name however it was given.
"""

from __future__ import annotations

import glob
import io
import os
import re
from typing import IO, Any, NamedTuple, cast
from urllib.parse import urlsplit, urlunsplit

from recoupe.errors import InputError, UsageError

_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*://")
_WILD = re.compile(r"[*?\[]")
_AHEAD = 4_000_000  # bytes that are fetched at a time from elsewhere
_MEND = "check the address and your rights to it; docs/batch.md says what Arrow needs to reach it"


class File(NamedTuple):
    """A file: its name, its size in bytes, when it was changed last (nanoseconds since 1970; None if not told)."""

    uri: str
    size: int
    changed: int | None

    @property
    def shown(self) -> str:
        """The name without what may be secret in it: user, password, options."""
        return shown(self.uri)


class Place(NamedTuple):
    """A file system of Arrow, a path in it, and the URI that led there ("" on this machine)."""

    system: Any
    path: str
    uri: str

    def at(self, path: str) -> str:
        """The name of another path of the same file system."""
        if not self.uri:
            return path
        told = urlsplit(self.uri)
        inside = path.lstrip("/").removeprefix(told.netloc.rpartition("@")[2]).lstrip("/")
        return urlunsplit((told.scheme, told.netloc, f"/{inside}", told.query, ""))


def arrow() -> Any:
    """Pyarrow. Raises UsageError where it is not there."""
    try:
        import pyarrow as pa  # noqa: PLC0415 -- heavy, and an extra
        from pyarrow import fs, parquet  # noqa: F401, PLC0415 -- as above
    except ImportError as e:
        raise UsageError("batch needs pyarrow: pip install 'recoupe[batch]'") from e
    return pa


def is_uri(name: str) -> bool:
    """Whether `name` leads off this machine's paths."""
    return bool(_SCHEME.match(name))


def shown(uri: str) -> str:
    """The name of a file for people and for tables."""
    if not is_uri(uri):
        return uri
    told = urlsplit(uri)
    return urlunsplit((told.scheme, told.netloc.rpartition("@")[2], told.path, "", ""))


def beside(base: str, name: str) -> str:
    """The name of `name` seen from the folder `base`; options of its address stay."""
    if is_uri(name) or name.startswith("/"):
        return name
    if not is_uri(base):
        return f"{base.rstrip('/')}/{name}"
    told = urlsplit(base)
    return urlunsplit((*told[:2], f"{told.path.rstrip('/')}/{name}", told.query, ""))


def folder_of(uri: str) -> str:
    """The folder that a file lies in."""
    if not is_uri(uri):
        return uri.rpartition("/")[0] or "/"
    told = urlsplit(uri)
    return urlunsplit((*told[:2], told.path.rpartition("/")[0], told.query, ""))


def of(name: str) -> Place:
    """The place that `name` names. Raises InputError where Arrow knows no way there."""
    pa = arrow()
    if not is_uri(name):
        return Place(pa.fs.LocalFileSystem(), os.path.abspath(name), "")  # noqa: PTH100 -- links stay as they are
    if name.startswith("file://"):
        return of(urlsplit(name).path)
    try:
        system, path = pa.fs.FileSystem.from_uri(name)
    except (ValueError, OSError, NotImplementedError, ImportError) as e:
        raise InputError(shown(name), f"cannot be reached: {first_line(e)}", _MEND) from e
    return Place(system, path, name)


def named(name: str) -> str:
    """The one name of a folder that is or may not be there yet: on this machine an absolute path."""
    return name if is_uri(name) and not name.startswith("file://") else of(name).path


def first_line(e: Exception) -> str:
    """What an error of Arrow says, in a line."""
    return str(e).strip().partition("\n")[0][:300] or type(e).__name__


def files(name: str) -> list[File]:
    """The files that a path, a folder or a pattern (`*`, `?`, `[…]`; `**` on this machine) names, sorted.

    Raises InputError where there is nothing of that name.
    """
    place = of(_without_pattern(name))
    try:
        found = _local(name) if not place.uri else _remote(name, place)
    except FileNotFoundError as e:
        raise InputError(shown(name), "no such file", "check the path") from e
    except OSError as e:
        raise InputError(shown(name), f"cannot be read: {first_line(e)}", _MEND) from e
    found.sort(key=lambda info: cast("str", info.path))
    return [File(place.at(info.path), info.size or 0, info.mtime_ns) for info in found]


def alone(name: str, named: list[File]) -> bool:
    """Whether `name` names one file itself, not a folder or a pattern that leads to `named`."""
    place = of(_without_pattern(name))
    return [f.uri for f in named] == [place.at(place.path)]


def _without_pattern(name: str) -> str:
    """The part of `name` before its first folder or file with a pattern; a URI keeps its options."""
    if not is_uri(name):
        return urlsplit(name).path if name.startswith("file://") else name
    told = urlsplit(name)
    if "*" not in told.path:
        return name
    return urlunsplit((*told[:2], told.path.partition("*")[0].rpartition("/")[0], told.query, ""))


def _local(name: str) -> list[Any]:
    pa = arrow()
    system = pa.fs.LocalFileSystem()
    path = os.path.abspath(name)  # noqa: PTH100
    wild = _WILD.search(name) and not os.path.exists(path)  # noqa: PTH110 -- a name may hold such marks, too
    paths = sorted(glob.glob(path, recursive=True)) if wild else [path]  # noqa: PTH207
    return [f for p in paths or [path] for f in _inside(system, p)]


def _remote(name: str, place: Place) -> list[Any]:
    path = urlsplit(name).path
    if "*" not in path:
        return _inside(place.system, place.path)
    pieces = (re.escape(p) for p in path.strip("/").split("*"))
    wanted = re.compile("(?:.*/)?" + "[^/]*".join(pieces))
    found = [f for f in _inside(place.system, place.path) if wanted.fullmatch(f.path)]
    if not found:
        raise FileNotFoundError
    return found


def _inside(system: Any, path: str) -> list[Any]:
    """The file at `path`, or all files in and below the folder there whose names do not begin with a dot."""
    pa = arrow()
    info = system.get_file_info(path)
    if info.type == pa.fs.FileType.Directory:
        below = system.get_file_info(pa.fs.FileSelector(path, recursive=True))
        inside = len(path.rstrip("/")) + 1
        return [f for f in below if f.is_file and not _hidden(f.path[inside:])]
    if not info.is_file:
        raise FileNotFoundError
    return [info]


def _hidden(path: str) -> bool:
    return any(step.startswith((".", "_")) for step in path.split("/"))


def opened(uri: str) -> IO[bytes]:
    """The file `uri`, to be read and sought in. Raises OSError."""
    place = of(uri)
    if not place.uri:
        return open(place.path, "rb")  # noqa: PTH123 -- closed by who asked
    raw = place.system.open_input_file(place.path)
    return cast("IO[bytes]", io.BufferedReader(raw, _AHEAD))
