"""For admins: everybody who may sign in, and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from starlette.routing import Route

from recoupe.accounts import MAY
from recoupe.errors import UsageError
from recoupe.web.people import forms, site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.accounts import Role
    from recoupe.ledger import Ledger
    from recoupe.web.people.site import Site

    Change = Callable[[Ledger, Mapping[str, str], str, str], None]

_LINES = 100


def _role(form: Mapping[str, str]) -> Role:
    role = form.get("role", "")
    if role not in MAY:
        raise UsageError(f"{role[:20]!r} is none of {', '.join(MAY)}")
    return cast("Role", role)


def _add(ledger: Ledger, form: Mapping[str, str], by: str, origin: str) -> None:
    ledger.enrol(form.get("name", ""), form.get("password", ""), _role(form), by=by, origin=origin)


def _change_role(ledger: Ledger, form: Mapping[str, str], by: str, origin: str) -> None:
    ledger.new_role(form.get("name", ""), _role(form), by=by, origin=origin)


def _change_password(ledger: Ledger, form: Mapping[str, str], by: str, origin: str) -> None:
    ledger.new_password(form.get("name", ""), form.get("password", ""), by=by, origin=origin)


def _remove(ledger: Ledger, form: Mapping[str, str], by: str, origin: str) -> None:
    ledger.dismiss(form.get("name", ""), by=by, origin=origin)


_CHANGES: Mapping[str, Change] = {
    "add": _add,
    "role": _change_role,
    "password": _change_password,
    "remove": _remove,
}


def routes(here: Site) -> list[Route]:
    """The pages of admins."""

    async def people(request: Request) -> Response:
        forms.allowed(request, "admin")
        return await _shown(here, request)

    def changing(what: str) -> Route:
        async def change(request: Request) -> Response:
            form = await forms.posted(request, "admin")
            who, origin = forms.visitor(request), site.origin(request)
            try:
                await here.ask(lambda ledger: _CHANGES[what](ledger, form, who.name, origin))
            except site.WRONG as e:
                return await _shown(here, request, error=e)
            return site.back("/people", what)

        return Route(f"/people/{what}", change, methods=["POST"])

    async def log(request: Request) -> Response:
        forms.allowed(request, "admin")
        asked = request.query_params
        before = asked.get("before", "")
        start = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None  # noqa: PLR2004
        person, action = asked.get("person", ""), asked.get("action", "")
        read = lambda ledger: ledger.log(person=person, action=action, limit=_LINES + 1, before=start)  # noqa: E731
        lines = await here.ask(read)
        more = lines[_LINES - 1].nr if len(lines) > _LINES else None
        return here.page(request, "log.html", lines=lines[:_LINES], more=more, person=person, action=action)

    return [
        Route("/people", people, methods=["GET"]),
        *map(changing, _CHANGES),
        Route("/log", log, methods=["GET"]),
    ]


async def _shown(here: Site, request: Request, *, error: Exception | None = None) -> Response:
    everybody = await here.ask(lambda ledger: ledger.people())
    said, status = site.wrong(error) if error else ("", 200)
    return here.page(request, "people.html", status=status, people=everybody, roles=list(MAY), wrong=said)
