"""HTML into a tree, on bounds: what would make the parser slow or blind is taken out of the text first.

libxml2 stops at 2,048 nested elements and is quadratic in the attributes of one element; both were measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from recoupe import characters
from recoupe.model import Problem

LONGEST = 5_000_000  # characters of markup that are read
_BIG = 1_000_000  # markup larger than this is thinned before it is parsed
_DEEPEST = 120  # containers that may stand in one another once a page was found to be too deep
_CROWD = 300  # attributes in one tag

_ATTRIBUTE = r"\s++[^\s<>\"'=/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?"
_CROWDED = re.compile(rf"(<[a-zA-Z][\w:-]{{0,30}}+)(?>(?:{_ATTRIBUTE}){{{_CROWD},}})".encode())
_DATA_URI = re.compile(r"data:[\w/+.;=-]{1,80},[^\"'\s<>)]{1000,}")
_HEAVY = re.compile(r"<(script|style|svg|noscript)\b([^>]*)>", re.IGNORECASE)
_NESTING = (
    "div|span|section|article|main|b|i|em|strong|font|a|ul|ol|li|dl|table|tr|td|blockquote|center|small|big|u|s|q"
)
_TAG = re.compile(rf"<(/?)({_NESTING})\b[^>]*>", re.IGNORECASE)
_ELEMENTS = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
"""Makes every element one of lxml.html without asking Python at each, as its own parser does."""
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_NO_SIGNS = ("\ufffe", "\uffff")


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page: its root, and what could not be read of it.

    elements: all of them in order; while they are held, lxml need not make them again for each step that meets them.
    source: what was parsed, in UTF-8.
    """

    root: lxml_html.HtmlElement
    problems: tuple[Problem, ...] = ()
    elements: tuple[lxml_html.HtmlElement, ...] = ()
    source: bytes = b""


def parse(html: str) -> Tree | None:
    """The tree of `html`, or None where there is no element in it. Never raises, never fetches."""
    html, problems = _thinned(html)
    data = _CROWDED.sub(rb"\1", _valid(html))
    root, deep = _parsed(data)
    if deep:
        data = _flattened(data.decode()).encode()
        root, _ = _parsed(data)
        problems = (*problems, Problem("deep", "elements nested too deep; they were read as if less deep"))
    return Tree(root, problems, tuple(root.iter()), data) if root is not None else None


def _valid(html: str) -> bytes:
    """`html` in UTF-8, with blanks for the characters that XML has not; few pages have one.

    Controls are found sooner in bytes, the two others in text.
    """
    try:
        data = html.encode()
    except UnicodeEncodeError:
        return characters.NOT_XML.sub(" ", html).encode()
    rare = len(data.translate(None, _CONTROLS)) < len(data) or any(sign in html for sign in _NO_SIGNS)
    return characters.NOT_XML.sub(" ", html).encode() if rare else data


def _parsed(html: bytes) -> tuple[lxml_html.HtmlElement | None, bool]:
    """The root, and whether the parser gave up for depth."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
    )
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        root = lxml_html.document_fromstring(html, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, False
    return root, any(e.type_name == "ERR_RESOURCE_LIMIT" for e in parser.error_log)


def _thinned(html: str) -> tuple[str, tuple[Problem, ...]]:
    """A big page without pictures in text form, scripts and styles; and cut at what can be read in time."""
    if len(html) <= _BIG:
        return html, ()
    html = _DATA_URI.sub("", html[: 4 * LONGEST])
    cut = len(html) > LONGEST
    html = _without_scripts(html[:LONGEST])
    if not cut:
        return html, ()
    return html, (Problem("cut", f"more than {LONGEST:,} characters of HTML; read up to there"),)


def _without_scripts(html: str) -> str:
    """`html` without scripts, styles and drawings; structured data stay."""
    kept: list[str] = []
    at = 0
    while match := _HEAVY.search(html, at):
        name, attributes = match[1].lower(), match[2].lower()
        end = html.find(f"</{name}", match.end())
        if end < 0:
            end = html.find(f"</{name.upper()}", match.end())
        if end < 0 or attributes.endswith("/"):
            kept.append(html[at : match.end()])
            at = match.end()
            if end < 0:
                break
            continue
        keep = "ld+json" in attributes or name == "noscript"
        kept.append(html[at : end if keep else match.start()])
        at = end if keep else html.find(">", end) + 1 or len(html)
    kept.append(html[at:])
    return "".join(kept)


def _flattened(html: str) -> str:
    """`html` without the tags of containers that stand deeper than `_DEEPEST`; their text stays."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        if match[1]:
            inside, depth = depth <= _DEEPEST, max(0, depth - 1)
        else:
            depth += 1
            inside = depth <= _DEEPEST
        return match[0] if inside else " "

    return _TAG.sub(keep, html)
