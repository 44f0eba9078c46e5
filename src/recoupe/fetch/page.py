"""A URL into a Page: look up, check, connect, ask, follow; all within one limit of time."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

from recoupe import __version__
from recoupe.errors import FetchError
from recoupe.fetch import addresses, answers, urls
from recoupe.fetch.exchange import Exchange
from recoupe.model import Page

if TYPE_CHECKING:
    from recoupe.fetch.urls import Target

USER_AGENT = f"recoupe/{__version__} (+https://github.com/recoupe/recoupe; reads single pages for a person)"
MOST_REDIRECTS = 5
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


def page(url: str, *, timeout: float = 20.0, max_bytes: int = 50_000_000, allow_private: bool = False) -> Page:
    """Fetch `url`. Raises FetchError.

    `timeout` is for everything together, in seconds. A body longer than `max_bytes` is read one byte further than
    that, so that who cleans it sees that it was cut. `allow_private` lets through every address and port.
    """
    deadline = time.monotonic() + timeout
    at = urls.target(url, url, any_port=allow_private)
    for _ in range(MOST_REDIRECTS + 1):
        with _asked(url, at, deadline, allow_private=allow_private) as exchange:
            location = exchange.headers.get("location")
            if exchange.status not in answers.REDIRECTS or not location:
                media_type = answers.media_type(url, exchange.status, exchange.headers)
                body = exchange.body(max_bytes + 1)
                return Page(
                    ref=url,
                    body=body,
                    media_type=media_type,
                    url=at.url,
                    fetched=dt.datetime.now(dt.UTC),
                    headers=tuple(exchange.headers.items()),
                )
        at = urls.following(url, at.url, location, any_port=allow_private)
    raise FetchError(url, f"more than {MOST_REDIRECTS} redirects", "open it in a browser and save the page")


def _asked(ref: str, at: Target, deadline: float, *, allow_private: bool) -> Exchange:
    """The answer to a request for `at`, its body still to come."""
    host = addresses.resolve(ref, at.host, at.port, allow_private=allow_private)
    headers = {"Host": at.authority, **_HEADERS}
    return Exchange.begun(ref, at, host.addresses, headers, deadline)
