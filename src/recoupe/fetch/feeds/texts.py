"""Small texts of feeds into plain ones. Pure."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin, urlsplit

from recoupe import characters

_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[/!]?[A-Za-z!][^<>]{0,2000}>")
_LONGEST_URL = 4_000
_LONGEST_LINE = 5_000


def line(value: object) -> str:
    """`value` as one line of plain text: tags, entities and control characters gone; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    value = value[:_LONGEST_LINE]
    if "<" in value or "&" in value:
        value = html.unescape(_TAG.sub("", _UNSEEN.sub("", value)))
    return " ".join(clean(value).split())


def clean(value: object) -> str:
    """`value` without what no text holds: control characters, halves of characters, what is no character."""
    return characters.NOT_XML.sub("", value) if isinstance(value, str) else ""


def url(value: object, base: str) -> str:
    """`value` as an absolute http(s) address; "" for `javascript:` and all else that leads to no page."""
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_URL:
        return ""
    try:
        joined = urljoin(base, re.sub(r"[\t\r\n]", "", clean(value.strip())))
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return ""
    return joined.replace(" ", "%20")
