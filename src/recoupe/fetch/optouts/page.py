"""What the head of an HTML page says of its use. Pure.

Sources: TDMRep (metadata), RSL 1.0 (link and script), robots meta tags (`noindex`, `none`, `noai`, `noimageai`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from recoupe.errors import InputError
from recoupe.fetch.optouts import robotstags, rsl, tdmrep
from recoupe.fetch.optouts.model import OptOut
from recoupe.fetch.web.agent import PRODUCT

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEAD = 200_000  # bytes of a page that are looked at
_SIGNS = (b"tdm-", b"robots", b"rsl+xml", PRODUCT.encode())  # one stands in every page that says something
_RSL = "application/rsl+xml"
_SELF = "in the page itself"
_MOST = 5  # licences in one page


def optouts(body: bytes, url: str) -> tuple[OptOut, ...]:
    """What the page says; nothing where it says nothing or is none."""
    start = body[:_HEAD].lower()
    if not any(sign in start for sign in _SIGNS):
        return ()
    from lxml import etree, html  # noqa: PLC0415 -- late: few pages need it

    try:
        tree = html.document_fromstring(body[:_HEAD], parser=html.HTMLParser(huge_tree=False, recover=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    metas = _metas(tree)
    reserved = tdmrep.said(metas.get(tdmrep.RESERVATION, ""), metas.get(tdmrep.POLICY, ""), "page")
    tags = (metas[name] for name in ("robots", PRODUCT) if name in metas)
    return (*reserved, *(o for value in tags for o in robotstags.words(value, "page")), *_licences(tree, url))


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Contents by name in small letters; several of one name joined by commas."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found[name] = f"{found[name]}, {content}" if name in found and not name.startswith("tdm-") else content
    return found


def _licences(tree: HtmlElement, url: str) -> tuple[OptOut, ...]:
    found = []
    for link in tree.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        if "license" in rels and (link.get("type") or "").strip().lower() == _RSL:
            found.append(_joined(url, link.get("href") or ""))
    inside = [s.text or "" for s in tree.iter("script") if (s.get("type") or "").strip().lower() == _RSL]
    named = tuple(OptOut("rsl", "page", rsl.LICENCE, a, a) for a in dict.fromkeys(found) if a)
    return (*named, *(_inside(text, url) for text in inside[:_MOST]))


def _inside(text: str, url: str) -> OptOut:
    """What a licence in the page itself says of it."""
    itself = OptOut("rsl", "page", rsl.LICENCE, _SELF)
    try:
        return rsl.told(itself, rsl.parsed(text.encode("utf-8", "replace"), url), url)
    except InputError:
        return itself


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href.strip())
    except ValueError:
        return href.strip()
