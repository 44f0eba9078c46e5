"""A message handed to a server of mail (SMTP, RFC 5321), within a limit of time.

The server is named by whoever runs this, so it may be in their own network.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from recoupe.errors import DeliveryError, UsageError

if TYPE_CHECKING:
    from email.message import EmailMessage

SECONDS = 20.0
PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_READY = 220
_TEMPORARY = range(400, 500)


class Server(NamedTuple):
    """A server of mail: `scheme` smtp (STARTTLS or nothing), smtps (TLS at once), smtp+plain (no TLS, nearby only)."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def server(url: str) -> Server:
    """The server in `smtp://user:password@mail.example.org:587`. Raises UsageError, which does not quote it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/"):
        raise UsageError("the server of mail is no address such as smtp://user:password@mail.example.org:587")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if password and parts.scheme == "smtp+plain":
        raise UsageError("a password is not sent without TLS; write smtp:// or smtps://")
    return Server(parts.scheme, parts.hostname, port or PORTS[parts.scheme], user, password)


def send(message: EmailMessage, to: Server, *, seconds: float = SECONDS, tls: ssl.SSLContext | None = None) -> None:
    """Hand `message` over. Raises DeliveryError; one that is final says that the address takes no mail.

    A server that offers no STARTTLS gets nothing, unless its scheme says so. `tls`: whom to trust, if not whom this
    machine does.
    """
    name = str(message["From"]).rpartition("@")[2].strip("> ") or "localhost"
    context = tls or ssl.create_default_context()
    connection = (
        smtplib.SMTP_SSL(timeout=seconds, local_hostname=name, context=context)
        if to.scheme == "smtps"
        else smtplib.SMTP(timeout=seconds, local_hostname=name)
    )
    over = time.monotonic() + seconds
    timer = threading.Timer(seconds, _shut, (connection,))  # a socket's own limit is one of silence
    timer.daemon = True
    timer.start()
    try:
        _handed(message, to, connection, context)
    except (smtplib.SMTPException, ssl.SSLError, OSError, ValueError) as e:
        raise _told(e, to, late=time.monotonic() >= over) from e
    finally:
        timer.cancel()
        timer.join()
        with suppress(OSError):
            connection.close()


def _handed(message: EmailMessage, to: Server, connection: smtplib.SMTP, context: ssl.SSLContext) -> None:
    connection._host = to.host  # type: ignore[attr-defined] # noqa: SLF001 -- what TLS proves; connect sets it not
    code, said = connection.connect(to.host, to.port)
    if code != _READY:
        raise smtplib.SMTPConnectError(code, said)
    if to.scheme == "smtp":
        connection.starttls(context=context)
    if to.user:
        connection.login(to.user, to.password)
    connection.send_message(message)
    with suppress(smtplib.SMTPException, OSError):
        connection.quit()  # it has the message; how it says good-bye does not count


def _shut(connection: smtplib.SMTP) -> None:
    """Wake up whoever waits for this connection."""
    if connection.sock:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _told(error: Exception, to: Server, *, late: bool) -> DeliveryError:
    """`error` as people are told; never with the password."""
    if late or isinstance(error, TimeoutError):
        return DeliveryError(f"{to.host} takes too long")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        final = code not in _TEMPORARY
        return DeliveryError(f"{to.host} takes no mail for that address ({code} {_line(said)})", final=final)
    return DeliveryError(f"{to.host} {_why(error)}")


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"does not take the name and password ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"answers {error.smtp_code} {_line(error.smtp_error)}"
    said = _line(str(error)) or type(error).__name__
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"does not offer what is needed ({said})"
    return f"does not prove who it is ({said})" if isinstance(error, ssl.SSLError) else f"takes no mail ({said})"


def _line(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:160]
