"""`recoupe serve`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoupe.cli import ledgers
from recoupe.cli.demo import SAMPLE
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from types import ModuleType

_ADVICE = "pip install 'recoupe[web]'"


@click.command()
@ledgers.LEDGER
@click.option("--demo", is_flag=True, help="Serve a ledger made of the bundled newsroom.  [default: --ledger]")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Listen at this address.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, metavar="N", help="Listen at this port.  [default: 8765]"
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name by which others reach it; may be given more than once.",
)
@click.option("--proxy", is_flag=True, help="Behind a proxy on this computer: believe what it says of who asks.")
@click.option("--public", is_flag=True, help="All may read without signing in; what they read is quoted, not whole.")
def serve(ledger: str, *, demo: bool, host: str, port: int, names: tuple[str, ...], proxy: bool, public: bool) -> None:
    """See the ledger: open a web application on it, for a browser.

    It answers this computer alone. Beyond it, with --host, it wants somebody who can sign in (recoupe user add), and
    says so otherwise. Ctrl-C ends it.
    """
    serving = _serving()
    wanted = serving.Wanted(host, port, names=names, proxy=proxy, public=public, owner=ledgers.person())
    if not demo:
        serving.serve(ledger, wanted, say=_say)
        return
    with tempfile.TemporaryDirectory(prefix="recoupe-demo-") as folder:
        made = str(Path(folder, "demo.db"))
        _made(made)
        serving.serve(made, wanted, say=_say)


def _serving() -> ModuleType:
    try:
        from recoupe.web import serving  # noqa: PLC0415 -- an extra
    except ImportError as e:
        raise UsageError(f"recoupe serve needs more than is installed ({e}); {_ADVICE}") from e
    return serving


def _made(ledger: str) -> None:
    """A ledger of the bundled newsroom, linked."""
    from recoupe import linking  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.cli import adding  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415

    adding.add([str(SAMPLE)], Config(), ledger=ledger, jobs=1, again=False)
    with ledgers.opened(ledger) as there:
        linking.link(there)


def _say(what: str) -> None:
    click.echo(what, err=True)
