"""Views into pages: the templates, in each language of the interface, and what they call."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from recoupe.export import _view
from recoupe.web import tongues
from recoupe.web.people import joining

if TYPE_CHECKING:
    from starlette.requests import Request

    from recoupe.web.tongues import Tongue

HERE = Path(__file__).parent


@cache
def environment(code: str) -> Environment:
    """The templates in a language."""
    told = tongues.tongue(code)
    env = Environment(
        loader=FileSystemLoader([HERE / "templates", joining.templates()]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(told.catalogue.gettext, told.catalogue.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters |= {
        "day": partial(_day, told),
        "moment": partial(_moment, told),
        "number": partial(format_decimal, locale=told.locale),
        "percent": partial(_percent, told),
        "language": told.language,
        "country": told.country,
        "line": lambda text: _view.line(text or ""),
        "web": web,
        "short": short,
        "direction": lambda code: "rtl" if tongues.rtl(code) else "ltr",
    }
    env.globals |= {"tongue": told, "tongues": [tongues.tongue(c) for c in tongues.codes()], "static": static}
    env.globals |= {"query": lambda **given: urlencode({k: v for k, v in given.items() if v})}
    return env


def page(request: Request, template: str, *, status: int = 200, **given: Any) -> HTMLResponse:
    """The page that `template` makes of what is `given`, in the language of who asks."""
    told = tongues.of(request)
    made = environment(told.code).get_template(template)
    text = made.render(request=request, site=request.app.state.settings, **given)
    headers = {"vary": "accept-language, cookie", "content-language": told.code}
    return HTMLResponse(text, status, headers=headers)


@cache
def static(name: str) -> str:
    """The address of a file of ours, which changes with it, so that it may be kept for ever."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def web(url: str | None) -> str | None:
    """`url` if a browser may be led there: of the web and nothing else."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return _view.line(url or "") if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def short(text: str | None, most: int = 280) -> str:
    """`text` on one line, cut at a blank where it is longer than `most`."""
    line = _view.line(text or "")
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


def _day(told: Tongue, day: dt.date | str | None, form: str = "medium") -> str:
    """A day as the language writes it; what is no day stays as it is."""
    if isinstance(day, str):
        try:
            day = dt.date.fromisoformat(day[:10])
        except ValueError:
            return _view.line(str(day))
    if day is None:
        return ""
    if form == "bare":
        return format_skeleton("MMMd", day, locale=told.locale)
    return format_date(day, form, locale=told.locale)


def _moment(told: Tongue, at: str | dt.datetime | None) -> str:
    """A time of publication as the publisher's clock has it: day, then the clock where it is known."""
    text = at.isoformat() if isinstance(at, dt.datetime) else at or ""
    clock = text[11:16] if len(text) >= len("2022-07-16T10:05") else ""
    return f"{_day(told, text)} {clock}".strip()


def _percent(told: Tongue, part: float, whole: float = 1) -> str:
    return format_percent(part / whole if whole else 0, locale=told.locale)
