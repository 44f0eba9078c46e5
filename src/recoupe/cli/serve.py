"""`recoupe serve`."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import alerts, keeping, ledgers
from recoupe.cli.demo import SAMPLE
from recoupe.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from recoupe.sources import Evidence

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
@click.option("--watch", is_flag=True, help="Watch the sources of the ledger too, as recoupe watch does.")
@click.option(
    "--contact",
    default="",
    metavar="ADDRESS",
    help="Of --watch: your address of mail or of a page, sent to every site.",
)
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    default=2.0,
    metavar="SECONDS",
    help="Of --watch: between two requests to one site; more where it asks for more.  [default: 2]",
)
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    metavar="HOST",
    help="Fetch from and post to this host though it is in a private network; .HOST for all below it.  [default: none]",
)
@keeping.EVIDENCE
@alerts.mailing
def serve(ledger: str, *, demo: bool, watch: bool, contact: str, delay: float, **given: Any) -> None:
    """See the ledger: open a web application on it, for a browser.

    It answers this computer alone. Beyond it, with --host, it wants somebody who can sign in (recoupe user add), and
    says so otherwise. Alerts are sent meanwhile, as by recoupe alerts run. Ctrl-C ends it.
    """
    serving = _serving()
    if demo and watch:
        raise UsageError("the demo has no sources; --watch goes with --ledger")
    stored = given.pop("evidence")
    keys = ("host", "port", "names", "proxy", "public")
    wanted = serving.Wanted(**{k: given.pop(k) for k in keys}, owner=ledgers.person(), allow=given["allowed"])
    if demo:
        with tempfile.TemporaryDirectory(prefix="recoupe-demo-") as folder:
            made = str(Path(folder, "demo.db"))
            _made(made)
            serving.serve(made, wanted, say=_say)
        return
    wanted = replace(wanted, evidence=_stored(ledger, stored))
    from recoupe.cli import beside  # noqa: PLC0415 -- late: --help must not wait for it

    with contextlib.ExitStack() as work:
        told: list[Any] = [beside.telling(ledger, **given, say=_say)]
        if watch:
            options = [
                *(["--evidence", stored] if stored else []),
                "--contact",
                contact,
                "--delay",
                str(delay),
                *(word for host in given["allowed"] for word in ("--allow", host)),
            ]
            told.append(beside.Watch(ledger, options, say=_say))
        serving.serve(ledger, wanted, say=_say, beside=lambda: [work.enter_context(each) for each in told])


def _stored(ledger: str, evidence: str | None) -> Callable[[], Evidence] | None:
    """What opens the stored pages of a ledger; None where there is no place for them."""
    try:
        path = keeping.folder(ledger, evidence)
    except InputError:
        return None
    return lambda: keeping.pages(path)


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
