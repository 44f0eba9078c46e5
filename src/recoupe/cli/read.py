"""`recoupe read`."""

from __future__ import annotations

from typing import Any

import click

from recoupe.cli import options
from recoupe.config import Config

_DEFAULT = Config()
_CONFIG = ("lang", "published", "encoding", "timeout", "max_bytes")


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@options.form("table on a terminal, jsonl elsewhere")
@options.OUTPUT
@options.JOBS
@click.option(
    "--lang",
    callback=options.language,
    metavar="CODE",
    help="Take every input to be in this language (ISO 639-1).  [default: what the input says, else found]",
)
@click.option(
    "--published",
    callback=options.published,
    metavar="DAY",
    help="Take every input to be published on this day or at this time (ISO 8601).  [default: what the input says]",
)
@click.option(
    "--encoding",
    callback=options.encoding,
    metavar="NAME",
    help="Take every input to be in this character set: utf-8, koi8-r, ….  [default: what the input says, else found]",
)
@click.option(
    "--timeout",
    type=float,
    callback=options.seconds,
    default=_DEFAULT.timeout,
    metavar="SECONDS",
    help=f"Give a page up after this many seconds of processor time.  [default: {_DEFAULT.timeout:g}]",
)
@click.option(
    "--max-bytes",
    type=int,
    callback=options.at_least(1),
    default=_DEFAULT.max_bytes,
    metavar="BYTES",
    help=f"Read no more than this many bytes of a page.  [default: {_DEFAULT.max_bytes}]",
)
def read(inputs: tuple[str, ...], **given: Any) -> int:
    """Read articles and write down who said what, when, and who denied it.

    An INPUT is a file (.html, .txt, .md, .jsonl, .warc, each also .gz, or .wacz), a folder of such files, an http(s)
    URL, or "-" for standard input. A row of .jsonl is
    {"id"?, "url"?, "lang"?, "published"?, "title"?, "text" | "html"}.

    Exit status: 0 all inputs were read, 1 some could not be (each is named on standard error), 2 wrong usage.
    """
    from recoupe.cli import reading  # noqa: PLC0415 -- late: --help must not wait for it

    config = Config(**{name: given[name] for name in _CONFIG})
    return reading.run(inputs, config, form=given["form"], output=given["output"], jobs=given["jobs"])
