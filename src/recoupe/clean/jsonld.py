"""schema.org as JSON-LD: every node of every script, also of broken ones.

A node is a dict of the data; `@type` is made a tuple of bare names. References by `@id` are followed by who asks.
"""

from __future__ import annotations

import html as html_entities
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

Node = dict[str, Any]

_MOST = 2_000  # nodes of a page
_DEEPEST = 12  # levels of one script
_LONGEST = 3_000_000  # characters of one script
_WRAP = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_COMMAS = re.compile(r",(\s*[}\]])")
_ESCAPES = re.compile(r'\\(?!["\\/bfnrtu])')
_FIELD = re.compile(
    r'"(@type|headline|datePublished|dateModified|dateCreated|inLanguage)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"'
)
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^\]}]{0,400}?"name"\s*:\s*"((?:[^"\\\n]|\\.){1,200})"')


def nodes(root: HtmlElement) -> list[Node]:
    """All nodes of the page in the order of the page, outer before inner."""
    found: list[Node] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for data in _data(script.text_content()):
            found.extend(walk(data))
            if len(found) >= _MOST:
                return found[:_MOST]
    return found


def walk(data: Any) -> Iterator[Node]:
    """The objects in `data`, outer before inner, to a bounded depth."""
    stack: list[tuple[Any, int]] = [(data, 0)]
    while stack:
        value, depth = stack.pop()
        if isinstance(value, dict):
            value["@type"] = types(value)
            yield value
        if isinstance(value, dict | list) and depth < _DEEPEST:
            inner = list(value.values()) if isinstance(value, dict) else value
            stack.extend((v, depth + 1) for v in reversed(inner) if isinstance(v, dict | list))


def types(node: Node) -> tuple[str, ...]:
    """The bare names of a node's types."""
    given = node.get("@type")
    named = given if isinstance(given, list | tuple) else [given]
    return tuple(re.split(r"[/#:]", t)[-1].strip() for t in named if isinstance(t, str))


def _data(source: str) -> list[Any]:
    """The JSON values of one script; what can be saved of one that is not JSON."""
    text = _WRAP.sub("", _WRAP.sub("", source[:_LONGEST])).strip().rstrip(";").replace("\ufeff", "")
    if not text:
        return []
    for attempt in (text, _ESCAPES.sub(r"\\\\", _COMMAS.sub(r"\1", text)), html_entities.unescape(text)):
        try:
            return [json.loads(attempt, strict=False)]
        except (ValueError, RecursionError):
            continue
    return _several(text) or _salvaged(text)


def _several(text: str) -> list[Any]:
    """The values of a script that holds more than one, up to the first that is broken."""
    decoder, found, at = json.JSONDecoder(strict=False), [], 0
    while at < len(text) and text[at] in "{[":
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
        at += len(text[at:]) - len(text[at:].lstrip(" \n\r\t,;"))
    return found


def _salvaged(text: str) -> list[Any]:
    """A node of the fields that can be read one by one; the first of each counts."""
    node: Node = {}
    for key, value in _FIELD.findall(text):
        node.setdefault(key, _string(value))
    if author := _AUTHOR.search(text):
        node["author"] = _string(author[1])
    return [node] if node else []


def _string(escaped: str) -> str:
    try:
        return str(json.loads(f'"{escaped}"', strict=False))
    except ValueError:
        return escaped
