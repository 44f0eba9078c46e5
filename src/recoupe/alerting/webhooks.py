"""News as a signed message of JSON, after Standard Webhooks 1.0.0 (https://www.standardwebhooks.com). Pure.

Headers: `webhook-id` names the delivery and stays the same when it is tried again; `webhook-timestamp` is when it was
tried; `webhook-signature` is `v1,` and the HMAC-SHA256, in base64, of `id.timestamp.body`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from recoupe import __version__
from recoupe.alerting.items import original

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from recoupe.alerting.items import Linked
    from recoupe.follows import Alert, Delivery, News

TYPE = "recoupe.news"
_PREFIX = "whsec_"


def body(alert: Alert, delivery: Delivery, news: Iterable[News], link: Linked = original) -> bytes:
    """What is posted."""
    follow = alert.follow
    data: dict[str, Any] = {
        "alert": alert.id,
        "follow": {"id": follow.id, "kind": follow.kind, "what": follow.what, "name": follow.name},
        "items": [asdict(each) | {"link": link(each) or None} for each in news],
    }
    message = {"type": TYPE, "timestamp": delivery.made.isoformat(), "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def headers(delivery: Delivery, secret: str, content: bytes, at: dt.datetime) -> dict[str, str]:
    """The headers of `content`, sent at `at`."""
    seconds = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json",
        "User-Agent": f"recoupe/{__version__} (+https://github.com/recoupe/recoupe; tells of news that was asked for)",
        "webhook-id": delivery.id,
        "webhook-timestamp": seconds,
        "webhook-signature": signature(secret, delivery.id, seconds, content),
    }


def signature(secret: str, name: str, seconds: str, content: bytes) -> str:
    """The signature of `content` under `secret`."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    digest = hmac.new(key, f"{name}.{seconds}.".encode() + content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode('ascii')}"
