"""Check a text: it is read, looked up, and forgotten."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from recoupe.web import drawing
from recoupe.web.asking import testing
from recoupe.web.asking.testing import LONGEST

router = APIRouter(include_in_schema=False)
_BYTES = 12 * LONGEST  # of a form: each byte of a letter may be written as %XX


@router.get("/check")
async def form(request: Request) -> Response:
    """An empty form."""
    return drawing.page(request, "check.html", text="", tested=None, wrong="", longest=LONGEST)


@router.post("/check")
async def test(request: Request) -> Response:
    """What is known of the text of a form."""
    text = (await _form(request)).get("text", [""])[0].strip()
    wrong = "" if any(map(str.isalnum, text)) else "empty"
    wrong = "long" if len(text) > LONGEST else wrong
    if wrong:
        return drawing.page(
            request, "check.html", status=400, text=text[:LONGEST], tested=None, wrong=wrong, longest=LONGEST
        )
    tested = await request.app.state.readers.ask(lambda there: testing.test(there, text))
    return drawing.page(request, "check.html", text=text, tested=tested, wrong="", longest=LONGEST)


async def _form(request: Request) -> dict[str, list[str]]:
    """The fields of a form (application/x-www-form-urlencoded), no longer than may be."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _BYTES:
            raise HTTPException(413, f"the text has more than {LONGEST:,} characters")
    return parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
