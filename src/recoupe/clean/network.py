"""A network's footer in an HTML page: what follows a line that announces other sites, as far as it lists links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.clean import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "strong", "b", "span", "li", "dt", "em", "u", "font")
_LONGEST = 120  # characters of an announcement
_MOST = 20  # announcements, and elements after one
_PROSE = 100  # characters of an element without a link that is text of the article again


def footers(root: HtmlElement) -> list[HtmlElement]:
    """The elements that make up such footers: the announcements and what they announce."""
    found: list[HtmlElement] = []
    for element in root.iter(*_HEADINGS):
        told = (element.text or "").strip()
        if not told or not words.NETWORK.match(told[:_LONGEST]) or len(told) > _LONGEST:
            continue
        listed = _listed(_block(element))
        if any(_links(e) for e in listed):
            found += listed
        if len(found) > _MOST * _MOST:
            break
    return found


def _block(element: HtmlElement) -> HtmlElement:
    """The outermost element that holds nothing before or after `element`."""
    parent = element.getparent()
    while parent is not None and parent.tag not in {"body", "main", "article"}:
        alone = element.getnext() is None and element.getprevious() is None
        if not alone or (parent.text or "").strip() or (element.tail or "").strip():
            break
        element, parent = parent, parent.getparent()
    return element


def _listed(block: HtmlElement) -> list[HtmlElement]:
    """`block` and the elements after it, up to the first that is prose."""
    found = [block]
    for e in block.itersiblings():
        if len(found) > _MOST or (not _links(e) and len(e.text_content()) > _PROSE):
            break
        found.append(e)
    return found


def _links(element: HtmlElement) -> bool:
    """Whether `element` holds a link to some site."""
    return any((a.get("href") or "").startswith(("http://", "https://", "//")) for a in element.iter("a"))
