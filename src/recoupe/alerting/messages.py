"""News as a message of mail: plain text that any program shows. Pure."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from recoupe.alerting import items
from recoupe.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from recoupe.alerting.items import Linked
    from recoupe.follows import Alert, Delivery, News

_LONGEST = 254  # characters of an address (RFC 5321)
_NAME = 80  # characters of a name in a subject


def address(text: str) -> str:
    """`text` as an address of mail. Raises UsageError."""
    try:
        found = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        found = None
    if not found or not text.isascii() or len(text) > _LONGEST or not found.username or "." not in found.domain:
        raise UsageError(f"{text[:80]!r} is no address of mail (write anna@example.org)")
    return found.addr_spec


def message(
    alert: Alert,
    delivery: Delivery,
    news: Sequence[News],
    *,
    sender: str,
    at: dt.datetime,
    link: Linked = items.original,
) -> EmailMessage:
    """A message on what is new. Its id is that of the delivery, so that one which comes twice is known."""
    name = " ".join(alert.follow.name.split())[:_NAME]
    made = EmailMessage(policy=SMTP)
    made["From"] = sender
    made["To"] = alert.target
    made["Subject"] = f"{len(news)} new: {name}"
    made["Date"] = at
    made["Message-ID"] = f"<{delivery.id}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer, please
    made.set_content("\n".join(_lines(alert, news, link)))
    return made


def _lines(alert: Alert, news: Sequence[News], link: Linked) -> Iterator[str]:
    yield f"{len(news)} new for {' '.join(alert.follow.name.split())}"
    for each in news:
        yield ""
        yield items.title(each) if each.words is None else " ".join(f"{each.who or 'Somebody'}: “{each.words}”".split())
        if each.words is not None and each.title:
            yield f"  {' '.join(each.title.split())}"
        if about := items.about(each):
            yield f"  {about}"
        for place in dict.fromkeys(p for p in (link(each), items.original(each)) if p):
            yield f"  {place}"
    yield ""
    yield "-- "
    yield f"Sent by recoupe for alert {alert.id}. To end it: recoupe alerts remove {alert.id}"
