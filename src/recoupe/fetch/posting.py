"""Something posted to an address that somebody gave, within limits: its host checked, no redirect followed."""

from __future__ import annotations

import datetime as dt
import email.utils
import time
from typing import TYPE_CHECKING

from recoupe.errors import DeliveryError, FetchError
from recoupe.fetch import addresses, urls
from recoupe.fetch.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SECONDS = 10.0
_GONE = 410
_SUCCESS = range(200, 300)
_LONGEST_WAIT = 7 * 24 * 3600


def checked(url: str, *, allow: Collection[str] = ()) -> None:
    """Raise FetchError where `url` cannot be posted to whatever its host stands for, as one to this machine.

    `allow` names hosts, as `addresses.allowed` has them, that may be anywhere and at any port.
    """
    at = urls.target(url, url, any_port=True)
    if addresses.allowed(at.host, allow):
        return
    urls.target(url, url, any_port=False)
    if at.host == "localhost" or at.host.endswith(".localhost"):
        addresses.checked(url, at.host, at.port, ("127.0.0.1",), allow_private=False)
    if addresses.is_address(at.host):
        addresses.checked(url, at.host, at.port, (at.host,), allow_private=False)


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS, allow: Collection[str] = ()
) -> int:
    """Post `body`; gives the status, which is one of success. Raises DeliveryError.

    The host's addresses are looked up and checked, and the connection goes to the very address that was checked.
    `seconds` are for everything together. Nothing of the answer is read but its head.
    """
    try:
        checked(url, allow=allow)
        at = urls.target(url, url, any_port=True)
        private = addresses.allowed(at.host, allow)
        host = addresses.resolve(url, at.host, at.port, allow_private=private)
        sent = {"Host": at.authority, "Connection": "close", **headers}
        deadline = time.monotonic() + seconds
        with Exchange.begun(url, at, host.addresses, sent, deadline, method="POST", body=body) as exchange:
            status, wait = exchange.status, exchange.headers.get("retry-after")
    except FetchError as e:
        raise DeliveryError(e.reason) from e
    if status not in _SUCCESS:
        said = f"{at.host} answers {status}" + (", and leads elsewhere" if status in range(300, 400) else "")
        raise DeliveryError(said, wait=_wait(wait), final=status == _GONE)
    return status


def _wait(said: str | None) -> dt.timedelta | None:
    """How long a server asks one to wait: seconds, or a date (RFC 9110, 10.2.3)."""
    said = (said or "").strip()
    if said.isascii() and said.isdigit():
        return dt.timedelta(seconds=min(int(said[:9]), _LONGEST_WAIT))
    try:
        at = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    seconds = (at - dt.datetime.now(dt.UTC)).total_seconds()
    return dt.timedelta(seconds=min(seconds, _LONGEST_WAIT)) if seconds > 0 else None
