"""The links of a page: absolute http(s) addresses, their words, and the part of the page where they stand."""

from __future__ import annotations

import functools
import re
from itertools import islice
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

from recoupe.clean.elements import content
from recoupe.model import Outlink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

Where = Literal["body", "footer", "nav"]

_MOST = 3_000  # links of a page
_LONGEST_URL = 2_000
_LONGEST_TEXT = 200
_FOOTER = re.compile(r"(?:^|[\s_-])(?:site-?)?(?:footer|foot|colophon|bottom)(?:$|[\s_-])", re.IGNORECASE)
_NAV = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|header|masthead|breadcrumbs?|topbar|sidebar)(?:$|[\s_-])", re.IGNORECASE
)
_FOOTER_TAGS = frozenset({"footer"})
_NAV_TAGS = frozenset({"nav", "header", "aside", "menu"})
_NEVER = frozenset({"body", "html", "article", "main"})
_PLAIN = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?:/[\w/.,;:=&?%+~@!()*-]*)?", re.ASCII)
_ROOTED = re.compile(r"/(?:[\w~%@+=,-]+(?:/[\w~%@+=,-]+)*(?:\.\w+)?/?)?(?:\?[\w=&%+,-]*\w)?", re.ASCII)
_UNSAFE = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")


def outlinks(root: HtmlElement, base: str | None, footers: Iterable[HtmlElement] = ()) -> tuple[Outlink, ...]:
    """Links in the order of the page, each address once a part; those in `footers` stand in the footer."""
    base = _base(root, base)
    parts: dict[HtmlElement, Where] = dict.fromkeys(footers, "footer")
    found: dict[tuple[str, str], Outlink] = {}
    known: dict[str | None, str | None] = {}
    for link in islice(root.iter("a"), _MOST):
        href = link.get("href")
        if href not in known:
            known[href] = absolute(href, base)
        url = known[href]
        if url is None:
            continue
        where = _where(link, parts)
        held = found.get((url, where))
        if held is None or not held.text:
            text = " ".join(content(link)[: 5 * _LONGEST_TEXT].split())[:_LONGEST_TEXT]
            found[url, where] = Outlink(url, text, where)
    return tuple(found.values())


def absolute(href: str | None, base: str | None) -> str | None:
    """`href` as an absolute http(s) address without fragment; None for all else."""
    if not href or href.lstrip()[:1] == "#" or len(href) > _LONGEST_URL:
        return None
    if _PLAIN.fullmatch(href):
        return href
    if base and _ROOTED.fullmatch(href):
        return f"{origin}{href}" if (origin := _origin(base)) else None
    return _joined(href, base)


def _joined(href: str, base: str | None) -> str | None:
    """As `absolute`, of any address."""
    try:
        url = href.strip().partition("#")[0]
        url = url if url.startswith(("http://", "https://")) else urljoin(base or "", url)
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "." not in host:
        return None
    return _UNSAFE.sub(lambda m: f"%{ord(m[0]):02X}", url)


@functools.lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """Scheme and host of an address, what "/…" is put behind; None where that is no place in the web."""
    return found.removesuffix("/-") if (found := _joined("/-", base)) else None


def _base(root: HtmlElement, url: str | None) -> str | None:
    """The address that relative links start from."""
    element = next(root.iter("base"), None)
    href = element.get("href") if element is not None else None
    return absolute(href, url) or url


def _where(link: HtmlElement, parts: dict[HtmlElement, Where]) -> Where:
    """The part that `link` stands in: that of the nearest ancestor that names one; `parts` keeps what was found."""
    passed: list[HtmlElement] = []
    where: Where = "body"
    element: HtmlElement | None = link
    while element is not None:
        if known := parts.get(element):
            where = known
            break
        passed.append(element)
        if own := _own(element):
            where = own
            break
        element = element.getparent()
    for element in passed:
        parts[element] = where
    return where


def _own(element: HtmlElement) -> Where | None:
    """The part that an element itself makes, by its tag, role, class and id."""
    tag = element.tag
    if tag in _NEVER:
        return None
    get = element.get
    told = _labelled(f"{get('role') or ''} {get('id') or ''} {get('class') or ''}")
    if tag in _FOOTER_TAGS or told == "footer":
        return "footer"
    return "nav" if tag in _NAV_TAGS else told


@functools.lru_cache(maxsize=10_000)
def _labelled(label: str) -> Where | None:
    """The part that role, id and class name; a site has the same ones on all its pages."""
    if "contentinfo" in label or _FOOTER.search(label):
        return "footer"
    return "nav" if _NAV.search(label) else None
