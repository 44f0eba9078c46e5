"""The walk over everything the user named, in the order given."""

from __future__ import annotations

import os
import re
import sys
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

from recoupe.errors import InputError
from recoupe.inputs import files, rows
from recoupe.model import Page

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterable, Iterator

    _Row = Callable[[bytes, str], Page]

_SCHEMES = ("http://", "https://")
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*://")
_ESCAPED = 6  # bytes of JSON that one byte of a page can need ("\\u0000")
_EXTRA = "pip install 'recoupe[archives]'"
_NO_ARTICLES = f"holds no file that ends in {', '.join(sorted(files.SUFFIXES))}, or in one of these and .gz"


class Places(Protocol):
    """Where reading an archive begins and has come to, for who wants to go on there another time."""

    def start(self, raw: IO[bytes], ref: str) -> str | None:
        """Give the place of the record in the archive `raw` after which it is read, "" for all, None for nothing."""

    def at(self, place: str) -> None:
        """Hear the place of the record that the page which is given next is of."""


class _How(NamedTuple):
    """How files are read: the options of `pages`."""

    max_bytes: int
    on_bytes: Callable[[int], None]
    on_skip: Callable[[str], None]
    row: _Row
    places: Places | None = None


def pages(
    refs: Iterable[str],
    *,
    max_bytes: int = 50_000_000,
    fetch: Callable[[str], Page] | None = None,
    stdin: IO[bytes] | None = None,
    on_bytes: Callable[[int], None] = lambda _: None,
    on_skip: Callable[[str], None] = lambda _: None,
    row: Callable[[bytes, str], Page] = rows.row,
    places: Places | None = None,
) -> Iterator[Page | InputError]:
    """Give a Page, or why there is none, for each article that `refs` name.

    A page longer than `max_bytes` is read one byte further than that, so that who cleans it sees that it was cut.
    `fetch` gets URLs. `on_bytes` is told how many bytes of the files on disk were used up, as the walk goes on.
    `on_skip` is told, in a word or two, of each answer in an archive that is no page, and why.
    `row` makes a Page of a line of JSON and of what the line is called.
    `places` says where to go on in web archives, and hears where each of their pages is.
    """
    how = _How(max_bytes, on_bytes, on_skip, row, places)
    for ref in refs:
        if is_url(ref):
            yield _fetched(ref, fetch)
        elif ref == files.STDIN:
            found = _stream(ref, stdin or sys.stdin.buffer, how)
            yield from (_piped(page) if isinstance(page, InputError) else page for page in found)
        elif _SCHEME.match(ref):
            yield InputError(ref, "only http and https URLs are read", "save the page as a file")
        elif os.path.isdir(ref):  # noqa: PTH112
            yield from _folder(ref, how)
        else:
            yield from _file(ref, how)


def is_url(ref: str) -> bool:
    """Whether `ref` is the address of a page, not of a file."""
    return ref.lower().startswith(_SCHEMES)


def _piped(e: InputError) -> InputError:
    """What is wrong with standard input, named so that people know it: by line where it is of a row."""
    name, _, line = e.ref.partition("#")
    known = name == files.STDIN
    return InputError(f"standard input{line and f', line {line}'}" if known else e.ref, e.reason, e.mend)


def _fetched(ref: str, fetch: Callable[[str], Page] | None) -> Page | InputError:
    if fetch is None:
        return InputError(ref, "URLs are not read here")
    try:
        return fetch(ref)
    except InputError as e:
        return e


def _folder(ref: str, how: _How) -> Iterator[Page | InputError]:
    found = False
    for path in files.walk(ref):
        found = True
        yield from _file(path, how)
    if not found:
        yield InputError(ref, _NO_ARTICLES, "name the files themselves to have them read whatever they are called")


def _file(path: str, how: _How) -> Iterator[Page | InputError]:
    try:
        with open(path, "rb") as raw:  # noqa: PTH123
            yield from _stream(path, raw, how)
    except FileNotFoundError:
        yield InputError(path, "no such file", "check the path")
    except (OSError, ValueError) as e:
        yield InputError(path, getattr(e, "strerror", None) or str(e), "check that it is a file you may read")


def _stream(ref: str, raw: IO[bytes], how: _How) -> Iterator[Page | InputError]:
    """The pages of one file or of standard input; `raw` is where bytes used up are counted."""
    try:
        if (content := files.by_name(ref)) in files.ARCHIVES:
            yield from _archive(ref, raw, content, how)
            return
        stream = files.unzipped(raw)
        head = files.head_of(stream)
        files.check(head, ref)
        content = content or files.by_content(head)
        if content in files.ARCHIVES:
            yield from _archive(ref, raw, content, how)
        elif content == "rows":
            yield from _rows(ref, raw, stream, how)
        else:
            yield Page(ref, stream.read(how.max_bytes + 1), content)
            how.on_bytes(_told(raw))
    except (EOFError, zlib.error) as e:
        yield InputError(ref, f"broken gzip: {e}", "fetch or compress it again")
    except InputError as e:
        yield e
    except OSError as e:
        yield InputError(ref, e.strerror or str(e), "check that it is a file you may read")


def _archive(ref: str, raw: IO[bytes], content: files.Content | None, how: _How) -> Iterator[Page | InputError]:
    """The pages of a web archive."""
    if ref == files.STDIN:
        raise InputError(ref, "a web archive", "save it as a file and name that")
    try:
        from recoupe import warc  # noqa: PLC0415 -- an extra
    except ImportError as e:
        raise InputError(ref, "a web archive, which needs warcio", _EXTRA) from e
    raw.seek(0)
    if not raw.read(1):
        raise InputError(ref, "empty", "fetch it again")
    start = how.places.start(raw, ref) if how.places else ""
    if start is None:
        return
    read = warc.wacz if content == "wacz" else warc.pages
    heard = how.places.at if how.places else lambda _: None
    found = read(raw, ref, max_bytes=how.max_bytes, on_skip=how.on_skip, after=start, on_record=heard)
    told = 0
    for page in found:
        yield page
        now = _told(raw)
        how.on_bytes(max(0, now - told))
        told = max(now, told)


def _rows(ref: str, raw: IO[bytes], stream: io.BufferedReader, how: _How) -> Iterator[Page | InputError]:
    """One page a line that is not blank; what came before a broken end is kept."""
    number = told = count = 0
    longest = _ESCAPED * how.max_bytes
    while line := stream.readline(longest):
        number += 1
        here = f"{ref}#{number}"
        if line.strip():
            count += 1
            yield _too_long(stream, here, longest) if _cut(line, longest) else _row(line, here, how.row)
        now = _told(raw)
        how.on_bytes(now - told)
        told = now
    if not count:
        yield InputError(ref, "has no rows")


def _cut(line: bytes, longest: int) -> bool:
    return len(line) == longest and not line.endswith(b"\n")


def _too_long(stream: io.BufferedReader, ref: str, longest: int) -> InputError:
    """Skip the rest of the line."""
    while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
        pass
    return InputError(ref, f"longer than {longest:,} bytes", "split it or raise --max-bytes")


def _row(line: bytes, ref: str, row: _Row) -> Page | InputError:
    try:
        return row(line, ref)
    except InputError as e:
        return e


def _told(raw: IO[bytes]) -> int:
    """How far `raw` was read; 0 where that is not to be known."""
    try:
        return raw.tell()
    except OSError:
        return 0
