"""`recoupe batch link`."""

from __future__ import annotations

import click

from recoupe.cli import engines


@click.command()
@click.argument("folder", metavar="FOLDER")
@engines.ENGINE
@engines.PROCESSES
@click.option("--again", is_flag=True, help="Make everything anew.  [default: go on where a run was broken off]")
@engines.MASTER
@engines.CONF
def link(
    folder: str, *, engine: str, jobs: int, again: bool, master: str | None, conf: tuple[str, ...]
) -> int:  # fmt: skip
    """Put together what belongs together in the tables of `recoupe batch`: stories, copies, actors, claims.

    FOLDER is what --out of `recoupe batch` named. The linked tables are written into FOLDER/linked: all of them anew,
    since here all articles are there at once, and none was first. A run that was broken off is simply started again.
    What is found depends on the articles alone, not on the engine. See docs/batch.md.

    Exit status: 0 all is linked, 1 some inputs had not been read to their end, or tables are lost or cannot be
    written, 2 wrong usage.
    """
    from recoupe.cli import batchlinking  # noqa: PLC0415 -- late: --help must not wait for it

    return batchlinking.run(folder, engine=engine, jobs=jobs, again=again, master=master, conf=conf)
