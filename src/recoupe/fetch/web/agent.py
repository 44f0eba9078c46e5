"""What is said of oneself with every request."""

from __future__ import annotations

from recoupe import __version__
from recoupe.errors import UsageError

PRODUCT = "recoupe"  # the product token: the name in robots.txt (RFC 9309, 2.2.1)
HOME = "https://github.com/recoupe/recoupe"


def user_agent(contact: str = "") -> str:
    """The User-Agent header; `contact` is the address, of mail or of a page, of who runs this.

    Raises UsageError where `contact` cannot stand in a header.
    """
    if not contact.isascii() or any(c < " " or c in "()\x7f" for c in contact):
        raise UsageError(f"{contact!r} cannot be sent as a contact: give an address of mail or of a page, in ASCII")
    return f"{PRODUCT}/{__version__} (+{contact or HOME}; reads news feeds and their pages)"
