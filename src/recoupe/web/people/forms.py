"""What a form brings, once it is sure that it is one of ours."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from recoupe.accounts import Scope
    from recoupe.web.people.visitors import Visitor

FIELD = "csrf"
_FIELDS = 200
_LONGEST = 20_000  # characters of a field
_URLENCODED = "application/x-www-form-urlencoded"


def visitor(request: Request) -> Visitor:
    """Who asks, as the guard has found out."""
    found: Visitor = request.state.visitor
    return found


def allowed(request: Request, scope: Scope) -> Visitor:
    """Who asks, if they may do that. Raises HTTPException 403."""
    who = visitor(request)
    if not who.may(scope):
        raise HTTPException(403, f"{who.name or 'Nobody who has not signed in'} may not do that ({scope}).")
    return who


async def posted(request: Request, scope: Scope | None, *, longest: int = _LONGEST) -> Mapping[str, str]:
    """The fields of a form of ours, posted by who may do `scope` (None: whoever). Raises HTTPException.

    What comes several times under one name, as what was ticked, is parted by blanks. longest: characters of a field.
    """
    who = allowed(request, scope) if scope else visitor(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _URLENCODED:
        raise HTTPException(415, "That is no form.")
    form = await request.form(max_fields=_FIELDS, max_files=0)
    given: dict[str, str] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            given[name] = f"{given[name]} {value}" if name in given else value
    if len(given) > _FIELDS or any(len(value) > longest for value in given.values()):
        raise HTTPException(413, "A field of the form is too long, or there are too many.")
    if who.via != "key" and (not who.csrf or not hmac.compare_digest(given.get(FIELD, "").encode(), who.csrf.encode())):
        raise HTTPException(403, "The form is too old, or of another page; load the page again.")
    return {name: value.replace("\r\n", "\n") for name, value in given.items()}
