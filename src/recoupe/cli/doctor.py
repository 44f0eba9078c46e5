"""`recoupe doctor`."""

from __future__ import annotations

import click

_COLOURS = {"ok": "green", "note": "yellow", "wrong": "red"}


@click.command()
def doctor() -> int:
    """Say what is installed, what is missing, and how to mend it.

    Exit status: 0 all that is needed is there, 1 something is wrong.
    """
    from recoupe.cli import checks  # noqa: PLC0415 -- late: --help must not wait for it

    wrong = 0
    for title, make in checks.ALL:
        click.secho(title, bold=True)
        for check in make():
            wrong += check.state == "wrong"
            click.echo(f"  {click.style(f'{check.state:5}', _COLOURS[check.state])}  {check.what}")
            if check.mend:
                click.echo(f"         {check.mend}")
    click.echo(f"\n{wrong} to mend" if wrong else "\nall that is needed is there")
    return int(bool(wrong))
