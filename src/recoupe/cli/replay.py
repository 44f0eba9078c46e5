"""`recoupe replay`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from recoupe.cli import keeping, ledgers, options
from recoupe.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@ledgers.LEDGER
@keeping.EVIDENCE
@click.option("--site", "sites", multiple=True, metavar="HOST", help="Of this site, or one below it.  [default: all]")
@click.option("--since", metavar="DAY", help="Fetched on this day or later.  [default: all]")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(get_args(Kind)),
    help="Articles of this kind; may be given more than once.  [default: all]",
)
@click.option("--again", is_flag=True, help="Also pages that this version has read.  [default: those of older ones]")
@options.JOBS
def replay(*, ledger: str, evidence: str | None, sites: Sequence[str], kinds: Any, jobs: int, **given: Any) -> int:
    """Read stored pages anew, with today's rules, in place of what older rules have made of them.

    The pages are those that were fetched and kept as evidence. Links to what is found again stay; `recoupe link` does
    the rest. A page that is not among the evidence is named, and keeps the reading that it has.

    Exit status: 0 all were read, 1 some could not be, 2 wrong usage.
    """
    from recoupe.cli import replaying  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.config import Config  # noqa: PLC0415
    from recoupe.store import query  # noqa: PLC0415

    text = [*(f"site:{s}" for s in sites), *(f"kind:{k}" for k in kinds)]
    asked = query(" ".join([*text, *([f"after:{given['since']}"] if given["since"] else [])]))
    return replaying.replay(asked, Config(), ledger=ledger, evidence=evidence, jobs=jobs, again=given["again"])
