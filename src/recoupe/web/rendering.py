"""Templates: everything is escaped, nothing that is missing is passed over."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jinja2
import markupsafe
from babel import dates
from starlette.responses import Response

from recoupe.export import line
from recoupe.export.html.sheet import web
from recoupe.web import charts, words
from recoupe.web.asking import claims

if TYPE_CHECKING:
    import datetime as dt

    from starlette.requests import Request

    from recoupe.ledger import Entry

_FOLDERS = ("templates", "people/templates")


@cache
def environment(lang: str) -> jinja2.Environment:
    """The templates in one language of the interface."""
    root = files("recoupe.web")
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(root.joinpath(folder)) for folder in _FOLDERS]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(words.catalogue(lang), newstyle=True)  # type: ignore[attr-defined]
    made.globals["_"] = cache(lambda text: markupsafe.Markup(words.catalogue(lang).gettext(text)))  # noqa: S704 -- ours
    made.filters.update(
        day=lambda d: day(d, lang),
        clock=clock,
        instant=lambda at: f"{day(at.astimezone().date(), lang)} {at.astimezone():%H:%M}",
        line=lambda text: line(text or ""),
        language=lambda code: words.language(code, lang),
        country=lambda code: words.country(code, lang),
        behind=behind,
        outlet=outlet,
        web=lambda url: url if web(url or "") else "",
    )
    made.globals.update(sparkline=charts.sparkline, timeline=charts.timeline, original=claims.original)
    return made


def render(request: Request, template: str, status: int, given: dict[str, Any]) -> Response:
    """A page, in the language of who asks."""
    lang = words.chosen(request)
    around = {
        "request": request,
        "did": request.query_params.get("did", ""),
        "ui": lang,
        "uis": words.NAMES,
        "access": getattr(request.state, "access", None),
        "visitor": getattr(request.state, "visitor", None),
        "path": request.url.path,
    }
    text = environment(lang).get_template(template).render(around | given)
    answer = Response(text, status, media_type="text/html")
    answer.headers["Vary"] = "Cookie, Accept-Language"
    answer.headers["Content-Language"] = lang
    return answer


@lru_cache(maxsize=4_096)
def day(d: dt.date | None, lang: str) -> str:
    """A day as people of a language write it: 3 Jun 2025."""
    if d is None:
        return ""
    shown = dates.format_date(d, "d MMM y", locale=lang)
    return str(shown)


def behind(span: dt.timedelta) -> str:
    """A span of time, short: 25 min, 3 h, 2 d."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 90:  # noqa: PLR2004
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} d"  # noqa: PLR2004


def outlet(e: Entry) -> str:
    """Where an article was published, short: its site, else the last part of what it came in as."""
    return line(e.site or e.ref.rstrip("/").rpartition("/")[2] or e.ref)


def clock(published: str | None) -> str:
    """The time of a publication on the publisher's clock, "" where only the day is known."""
    text = published or ""
    return text[11:16] if len(text) >= 16 and text[10] in "T " and text[13] == ":" else ""  # noqa: PLR2004
