"""The language of the interface, kept in a cookie."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from recoupe.web import tongues

router = APIRouter(include_in_schema=False)
_YEAR = 365 * 24 * 3600


@router.get("/language/{code}")
async def choose(code: str, back: str = "/") -> Response:
    """Keep the choice and go back to a page of ours."""
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and "\n" not in back and "\r" not in back
    answer = RedirectResponse(back if inside else "/", 303)
    if code in tongues.codes():
        answer.set_cookie(tongues.COOKIE, code, max_age=_YEAR, httponly=True, samesite="lax")
    return answer
