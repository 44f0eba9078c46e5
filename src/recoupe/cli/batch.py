"""`recoupe batch`."""

from __future__ import annotations

from typing import Any

import click

from recoupe.cli import engines, options
from recoupe.cli.batch_link import link
from recoupe.cli.read import read

_NOT_SHARED = {"inputs", "form", "output", "jobs"}
_MEGABYTE = 1_000_000


class _Reading(click.Group):
    """A command with arguments of its own and commands below it: what is named like one of these is no file."""

    allow_extra_args = False
    allow_interspersed_args = True

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command below where the first argument names one."""
        below = self.commands.get(args[0]) if args else None
        if below is None:
            return super().make_context(info_name, args, parent, **extra)
        return below.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As of a command."""
        return click.Command.parse_args(self, ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """As of a command."""
        return click.Command.invoke(self, ctx)


@click.group(cls=_Reading, no_args_is_help=False, subcommand_metavar="")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--out",
    required=True,
    metavar="FOLDER",
    help="Write the tables into this folder, or s3:// or hdfs:// address.",
)
@engines.ENGINE
@engines.PROCESSES
@click.option(
    "--base",
    default="",
    metavar="ADDRESS",
    help="Put this before the relative names in lists (.paths).  [default: the list's folder]",
)
@click.option("--again", is_flag=True, help="Read anew what is in the folder already.  [default: pass it over]")
@click.option(
    "--part-size",
    type=int,
    callback=options.at_least(1),
    default=128,
    metavar="MB",
    help="Read a large file in parts of so many megabytes: each is done as a whole or not at all.  [default: 128]",
)
@click.option(
    "--memory",
    type=int,
    callback=options.at_least(0),
    default=2000,
    metavar="MB",
    help="Give a page up for which a process needs more than this; 0 for no bound.  [default: 2000]",
)
@options.kept
@engines.MASTER
@engines.CONF
def batch(inputs: tuple[str, ...], *, only_lang: tuple[str, ...], only_kind: tuple[str, ...], **given: Any) -> int:
    """Read whole archives into Parquet tables: articles, statements, timexes, actors, claims, outlinks, problems.

    An INPUT is a file (.warc, .arc, .jsonl, each also .gz, .wacz, .parquet), a folder of such files, a pattern, or a
    list of them, one a line (.paths, .paths.gz): on this machine, or in what Arrow reaches (s3://, gs://, hdfs://).

    A file is read in parts, each written as a whole or not at all. A run that was broken off is simply started again:
    what is done is passed over. A page that cannot be read, takes too long or too much memory costs itself alone and
    is named in the table of problems. manifest.json in the folder counts everything. See docs/batch.md.

    `recoupe batch link FOLDER` puts together what belongs together in the tables (a file called link is ./link).

    Exit status: 0 all inputs were read to their end, 1 some were not (each is named on standard error), or the tables
    could not be written, 2 wrong usage.
    """
    from recoupe.bulk import reading, work  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.cli import batching  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415

    how = {name: given.pop(name) for name in ("engine", "jobs", "base", "again", "master", "conf")}
    wanted = work.Wanted(frozenset(only_lang), frozenset(only_kind))
    size, memory, out = (given.pop(name) for name in ("part_size", "memory", "out"))
    job = reading.Job(out, Config(**given), wanted, memory * _MEGABYTE)
    return batching.run(list(inputs), job, size=size * _MEGABYTE, **how)


batch.params += [p for p in read.params if p.name not in _NOT_SHARED]  # the options of a reading are the same
batch.add_command(link)
