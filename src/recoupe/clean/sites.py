"""A page's address and the site that it belongs to."""

from __future__ import annotations

from urllib.parse import urlsplit

from recoupe.clean.links import absolute


def of(url: str | None) -> str | None:
    """The host of `url` in lower case, without "www."; None where it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def address(url: str | None, canonical: str | None) -> str | None:
    """The canonical address of the page if it is on the same site as `url`, else `url`."""
    told = absolute(canonical, url)
    if url is None:
        return told
    return told if told and of(told) == of(url) and told.rstrip("/").count("/") > 2 else url  # noqa: PLR2004 -- no home page
