"""Passwords kept so that nobody reads them: scrypt (RFC 7914), with costs that are written beside the hash.

The costs are those of OWASP's Password Storage Cheat Sheet for 32 MiB. A password is normalised (NFKC), as NIST SP
800-63B asks, so that keyboards agree.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from typing import NamedTuple

_SALT, _LENGTH = 16, 32  # bytes


class Cost(NamedTuple):
    """Costs of scrypt: N as a power of two, r, p."""

    n: int
    r: int
    p: int


COST = Cost(15, 8, 3)


def kept(password: str, cost: Cost | None = None) -> str:
    """`password` as it is kept."""
    cost, salt = cost or COST, secrets.token_bytes(_SALT)
    return "$".join(("scrypt", *map(str, cost), _text(salt), _text(_hash(password, salt, cost))))


def right(password: str, written: str | None) -> bool:
    """Whether `password` is the one that was written; it takes as long where nothing was."""
    if not written:
        _hash(password, bytes(_SALT), COST)
        return False
    _, n, r, p, salt, digest = written.split("$")
    cost = Cost(int(n), int(r), int(p))
    return hmac.compare_digest(_hash(password, base64.b64decode(salt), cost), base64.b64decode(digest))


def stale(written: str) -> bool:
    """Whether it was written at other costs than now."""
    return tuple(written.split("$")[1:4]) != tuple(map(str, COST))


def secret(prefix: str = "") -> str:
    """A secret that nobody guesses: 256 bits."""
    return prefix + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret of `secret`: of 256 random bits a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _hash(password: str, salt: bytes, cost: Cost) -> bytes:
    n = 1 << cost.n
    room = 2 * 128 * cost.r * (n + cost.p)
    given = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(given, salt=salt, n=n, r=cost.r, p=cost.p, maxmem=room, dklen=_LENGTH)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
