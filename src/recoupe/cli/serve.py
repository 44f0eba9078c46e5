"""`recoupe serve`."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import alerts, ledgers, options
from recoupe.cli.demo import SAMPLE
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


@click.command()
@ledgers.LEDGER
@click.option("--demo", is_flag=True, help="Show a ledger of the bundled sample newsroom, made for the occasion.")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Listen here.  [default: 127.0.0.1]")
@click.option(
    "--port", type=int, callback=options.at_least(1), default=8765, metavar="N", help="On this port.  [default: 8765]"
)
@click.option("--public", is_flag=True, help="Show it to all; who changes something signs in.  [default: all sign in]")
@click.option("--alerts", "sends", is_flag=True, help="Send alerts too, as recoupe alerts run does.  [default: do not]")
@alerts.sending
def serve(*, ledger: str, demo: bool, host: str, port: int, public: bool, sends: bool, **sending: Any) -> None:
    """Look at a ledger in a browser: stories, claims, actors, articles, sites, search.

    Only this machine can reach it, unless --host says otherwise; then one signs in (recoupe user add). Ctrl-C ends it.
    """
    try:
        from recoupe.web import app, serving  # noqa: PLC0415 -- an extra
        from recoupe.web.people import access  # noqa: PLC0415 -- an extra
    except ImportError as e:
        raise UsageError(f"`recoupe serve` needs more than the base ({e.name}): pip install 'recoupe[web]'") from e
    with _shown(ledger, demo=demo) as shown:
        with ledgers.opened(shown) as there:  # what is wrong with it is told before anything listens
            access.may_listen(there, host)
        at = f"[{host}]" if ":" in host else host
        click.echo(f"http://{at}:{port}/  (Ctrl-C ends it)")
        settings = app.Settings(
            shown,
            demo=demo,
            public=public,
            owner=ledgers.person(),
            hosts=access.hosts(host, sending["site"]),
            allow=tuple(sending["allowed"]),
        )
        with _sending(shown, **sending) if sends else contextlib.nullcontext():
            serving.serve(settings, host=host, port=port)


def _sending(ledger: str, **sending: Any) -> AbstractContextManager[object]:
    """Alerts of a ledger, looked for and sent beside the pages. Raises UsageError."""
    from recoupe import alerting, store  # noqa: PLC0415 -- late: --help must not wait for it

    with store.open(ledger) as there:
        alerts.prepared(there, **sending)  # what is wrong with the options is told before anything listens
    return alerting.Background(
        lambda: store.open(ledger), lambda there: alerts.prepared(there, **sending), said=ledgers.warn
    )


@contextlib.contextmanager
def _shown(ledger: str, *, demo: bool) -> Iterator[str]:
    """The ledger that is shown; that of the demo is gone afterwards."""
    if not demo:
        yield ledger
        return
    with tempfile.TemporaryDirectory(prefix="recoupe-demo-") as folder:
        path = str(Path(folder, "demo.db"))
        make_demo(path)
        yield path


def make_demo(path: str) -> None:
    """Make a ledger of the bundled newsroom at `path`, linked."""
    from recoupe import inputs, linking, pipeline, store  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.model import Page  # noqa: PLC0415

    with store.open(path, create=True) as there:
        for page in inputs.pages([str(SAMPLE)]):
            if isinstance(page, Page):
                there.add(pipeline.read(replace(page, ref=Path(page.ref).relative_to(SAMPLE.parent).as_posix())))
        linking.link(there)
