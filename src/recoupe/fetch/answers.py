"""What a server's answer is worth: whether it is a page, leads on, or says no."""

from __future__ import annotations

import http
from typing import TYPE_CHECKING

from recoupe.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPES = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_IN_A_BROWSER = "open it in a browser, save the page, and read the file"
_MENDS = {
    401: "pages behind a login are not fetched; " + _IN_A_BROWSER,
    402: _IN_A_BROWSER,
    403: _IN_A_BROWSER,
    404: "check the address",
    410: "an archive may still have it",
    429: "try again later",
    451: "it is withheld for legal reasons",
    503: "try again later",
}


def media_type(ref: str, status: int, headers: Mapping[str, str]) -> str:
    """The media type of a page that was answered. Raises FetchError where the answer is none."""
    if status != http.HTTPStatus.OK:
        raise FetchError(ref, f"answered {status} {_phrase(status)}".strip(), _mend(status))
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in _CODINGS:
        raise FetchError(ref, f"compressed as {coding:.20}, which was not asked for", _IN_A_BROWSER)
    declared = headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared not in MEDIA_TYPES:
        kind = f"{declared:.60}, not a page or a text" if declared else "does not say what it is"
        raise FetchError(ref, kind, "only HTML and plain text are read")
    return MEDIA_TYPES[declared]


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""


def _mend(status: int) -> str:
    later = "try again later" if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR else ""
    return _MENDS.get(status, later)
