"""What options take, with errors that say what would be right; and options that several commands share."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Any, get_args

import click

from recoupe import export
from recoupe.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

_TIME = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?")
_DURATION = re.compile(r"(\d{1,9})\s*([smhd]?)")
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_MINUTE, _YEAR = 60, 366 * 86_400
_CODE = re.compile(r"[a-z]{2,3}")


def published(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A day or a time of ISO 8601, with a T between the two. Raises BadParameter."""
    if value is None:
        return None
    if not _TIME.fullmatch(value):
        raise click.BadParameter(f"{value!r} is not a day or a time; write 2022-07-16 or 2022-07-16T10:05+02:00.")
    try:
        dt.datetime.fromisoformat(value)
    except ValueError as e:
        raise click.BadParameter(f"{value!r} is on no calendar.") from e
    return value.replace(" ", "T")


def language(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The code of a language in lower case, without its region. Raises BadParameter where there is no such language."""
    if value is None:
        return None
    from recoupe import lang  # noqa: PLC0415 -- late: --help must not wait for it

    code = lang.primary(value.strip())
    if code in lang.codes() or _is_language(code):
        return code
    covered = ", ".join(lang.codes())
    raise click.BadParameter(f"{value!r} is not the code of a language (ISO 639-1); covered are {covered}.")


def languages(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """As `language`, of each. Raises BadParameter."""
    return tuple(code for each in value if (code := language(ctx, param, each)))


def encoding(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The name of a character set. Raises BadParameter where there is no such one."""
    if value is None:
        return None
    from recoupe.clean import decoding  # noqa: PLC0415 -- late: --help must not wait for it

    if decoding.known(value) is None:
        some = "utf-8, windows-1252, windows-1251, windows-1256, windows-1255, iso-8859-2, koi8-r, gb18030"
        raise click.BadParameter(f"{value!r} is not the name of a character set; among them are {some}.")
    return value


def code(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """As `language`, of an argument. Raises BadParameter."""
    return language(ctx, param, value) or value


def codes(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of languages that are covered. Raises BadParameter."""
    from recoupe import lang  # noqa: PLC0415 -- late: --help must not wait for it

    found = tuple(code(ctx, param, v) for v in value)
    for missing in [c for c in found if c not in lang.codes()]:
        raise click.BadParameter(f"{missing!r} is not covered; covered are {', '.join(lang.codes())}.")
    return found


def _is_language(code: str) -> bool:
    """Whether `code` is a language in CLDR."""
    from babel import Locale  # noqa: PLC0415 -- late: only asked where the code is not covered

    return bool(_CODE.fullmatch(code)) and code in Locale("en").languages


def at_least(least: int) -> Callable[[click.Context, click.Parameter, int], int]:
    """A whole number from `least` up. Raises BadParameter."""

    def check(_ctx: click.Context, _param: click.Parameter, value: int) -> int:
        if value < least:
            raise click.BadParameter(f"{value} is less than {least}.")
        return value

    return check


def duration(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    """Seconds, or a number with s, m, h or d behind it, of at least a minute. Raises BadParameter."""
    if value is None:
        return None
    found = _DURATION.fullmatch(value.strip())
    if not found:
        raise click.BadParameter(f"{value!r} is not a time to wait; write 90s, 10m, 2h, 1d or a number of seconds.")
    many = int(found[1]) * _UNITS[found[2] or "s"]
    if not _MINUTE <= many <= _YEAR:
        raise click.BadParameter(f"{value!r} is not between a minute and a year.")
    return many


def durations(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[int, ...]:
    """As `duration`, of each, the shortest first. Raises BadParameter."""
    return tuple(sorted({found for each in value if (found := duration(ctx, param, each)) is not None}))


def seconds(_ctx: click.Context, _param: click.Parameter, value: float) -> float:
    """More than no time, and not for ever. Raises BadParameter."""
    if not (value > 0 and math.isfinite(value)):
        raise click.BadParameter(f"{value:g} is not a number of seconds above 0.")
    return value


JOBS = click.option(
    *("-j", "--jobs"),
    type=int,
    callback=at_least(0),
    default=1,
    metavar="N",
    help="Read in N processes; 0 for as many as there are processors.  [default: 1]",
)
OUTPUT = click.option(
    *("-o", "--output"),
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write to FILE, in the format of its suffix unless --format names one.  [default: standard output]",
)


def form(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--format`; `default` says in words what it is without."""
    choice = click.Choice(export.names())
    return click.option("--format", "form", type=choice, help=f"Write in this format.  [default: {default}]")


def kept(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --only-lang and --only-kind: which articles are kept."""
    lang = click.option(
        "--only-lang",
        multiple=True,
        callback=languages,
        metavar="CODE",
        help="Keep articles in this language alone (ISO 639-1); may be given several times.  [default: all]",
    )
    kind = click.option(
        "--only-kind",
        multiple=True,
        type=click.Choice(get_args(Kind)),
        help="Keep articles of this kind alone; may be given several times.  [default: all]",
    )
    return lang(kind(command))
