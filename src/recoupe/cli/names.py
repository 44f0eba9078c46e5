"""`recoupe names`: compare, romanise, keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from recoupe.cli import options
from recoupe.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROW = 'each line is one JSON object {"a": name, "b": name}, with "lang_a" and "lang_b" where they are known'

_TOGETHER = 500  # pairs that are compared at a time

_LANG = click.option(
    "--lang",
    callback=options.language,
    metavar="CODE",
    help="The language that it is written in.  [default: told by its letters]",
)


@click.group()
def names() -> None:
    """Compare names in any script, write them in Latin letters, give the keys that find them."""


@names.command()
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option(
    "--pairs", type=click.Path(path_type=Path), metavar="FILE", help="Compare the pairs of FILE.  [default: A and B]"
)
@click.option(
    "--lang-a",
    callback=options.language,
    metavar="CODE",
    help="The language that A is written in.  [default: told by its letters]",
)
@click.option(
    "--lang-b",
    callback=options.language,
    metavar="CODE",
    help="The language that B is written in.  [default: told by its letters]",
)
@click.option("--person", is_flag=True, help="Both are persons: two lone words are not enough.  [default: of any kind]")
def compare(
    a: str | None, b: str | None, pairs: Path | None, lang_a: str | None, lang_b: str | None, *, person: bool
) -> None:
    """Say how surely two names are one, 0 to 1, and why; .5 or more counts as one.

    With --pairs, FILE holds {"a", "b", "lang_a"?, "lang_b"?} a line (.xz and .gz too); {"score"} a line comes out, in
    the same order. The first row that is wrong is named and ends it.
    """
    from recoupe.link.names import SAME, compare_names  # noqa: PLC0415 -- late: --help must not wait for it

    kind: Literal["person"] | None = "person" if person else None
    if pairs is not None:
        if a is not None:
            raise UsageError("names or --pairs, not both (leave the names out)")
        _compare_all(_rows(pairs), kind)
        return
    if a is None or b is None:
        raise UsageError("two names are needed (recoupe names compare A B), or --pairs FILE")
    score = compare_names(a, b, lang_a=lang_a, lang_b=lang_b, kind=kind)
    click.echo(f"{score.value:.2f}  {'one name' if score.value >= SAME else 'two names, or not known'}")
    for reason in score.reasons:
        click.echo(f"  {reason}")


@names.command()
@click.argument("name")
@_LANG
def romanise(name: str, lang: str | None) -> None:
    """Write NAME as an English newspaper would."""
    from recoupe.link.names import romanise as written  # noqa: PLC0415 -- late: --help must not wait for it

    click.echo(written(name, lang))


@names.command()
@click.argument("name")
@_LANG
def keys(name: str, lang: str | None) -> None:
    """Give the keys of NAME, one a line: spellings of one name share at least one."""
    from recoupe.link.names import keys as made  # noqa: PLC0415 -- late: --help must not wait for it

    for key in made(name, lang):
        click.echo(key)


def _compare_all(rows: Iterable[dict[str, Any]], kind: Literal["person"] | None) -> None:
    """Tell the scores of pairs, some at a time; where a row is wrong, those of the rows before it."""
    from recoupe.link.names import compare_pairs  # noqa: PLC0415 -- late: --help must not wait for it

    waiting: list[tuple[str, str, str | None, str | None]] = []

    def tell() -> None:
        for score in compare_pairs(waiting, kind=kind):
            click.echo(json.dumps({"score": score.value}))
        waiting.clear()

    try:
        for row in rows:
            waiting.append((row["a"], row["b"], row.get("lang_a") or None, row.get("lang_b") or None))
            if len(waiting) == _TOGETHER:
                tell()
    except InputError:
        tell()
        raise
    tell()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The pairs of a file. Raises InputError with file and line."""
    import lzma  # noqa: PLC0415 -- late: --help must not wait for it

    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _row(line, f"{path}:{number}")
    except (OSError, EOFError, lzma.LZMAError) as e:
        raise InputError(str(path), f"cannot be read: {getattr(e, 'strerror', None) or e}") from e


def _open(path: Path) -> Any:
    """The file at `path`, unpacked."""
    import gzip  # noqa: PLC0415 -- late: --help must not wait for it
    import lzma  # noqa: PLC0415 -- as above

    if path.suffix == ".gz":
        return gzip.open(path, "rb")
    return lzma.open(path, "rb") if path.suffix == ".xz" else path.open("rb")


def _row(line: bytes, ref: str) -> dict[str, Any]:
    """One pair; `ref` names its line."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as e:
        raise InputError(ref, f"not JSON in UTF-8: {e}", _ROW) from e
    if not isinstance(row, dict):
        raise InputError(ref, "not a JSON object", _ROW)
    for key in ("a", "b"):
        if not isinstance(row.get(key), str):
            raise InputError(ref, f'"{key}" is {"not a string" if key in row else "missing"}', _ROW)
    for key in ("lang_a", "lang_b"):
        if not isinstance(row.get(key), str | None):
            raise InputError(ref, f'"{key}" is not a string', _ROW)
    return row
