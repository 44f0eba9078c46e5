"""Options of commands that work on this machine or on a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoupe.cli import options
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINE = click.option(
    "--engine",
    type=click.Choice(("local", "spark")),
    default="local",
    help="Work in processes of this machine, or as tasks of Apache Spark.  [default: local]",
)
PROCESSES = click.option(
    *("-j", "--processes", "jobs"),
    type=int,
    callback=options.at_least(0),
    default=0,
    metavar="N",
    help="Work in N processes on this machine; 0 for as many as there are processors.  [default: 0]",
)
MASTER = click.option(
    "--master",
    default=None,
    metavar="URL",
    help="The Spark cluster, as spark-submit has it.  [default: as Spark is set up, else local[*]]",
)
CONF = click.option(
    "--conf",
    multiple=True,
    metavar="KEY=VALUE",
    help="A setting of Spark; may be given several times.  [default: none]",
)


def check(engine: str, master: str | None, conf: Sequence[str]) -> None:
    """Raise UsageError where options do not go together."""
    if engine != "spark" and (master or conf):
        raise UsageError("--master and --conf are for Spark (add --engine spark)")
    for setting in conf:
        if "=" not in setting.strip("="):
            raise UsageError(f"--conf {setting} is no setting (write KEY=VALUE)")
