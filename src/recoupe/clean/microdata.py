"""schema.org as microdata (WHATWG HTML, "Microdata") and as RDFa Lite, in the shape of JSON-LD nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoupe.clean.jsonld import Node, types

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 300  # items of a page
_LONGEST = 2_000  # characters of a value
_VALUES = {
    "meta": "content",
    "time": "datetime",
    "a": "href",
    "link": "href",
    "img": "src",
    "data": "value",
}
_BOTH = (("itemscope", "itemtype", "itemprop"), ("typeof", "typeof", "property"))


def nodes(root: HtmlElement) -> list[Node]:
    """The items of the page in its order; an item inside another is also a value of it."""
    found: list[Node] = []
    for scope, kind, prop in _BOTH:
        found += [_node(element, scope, kind, prop) for element in root.xpath(f"//@{scope}/..")[:_MOST]]
    return [n for n in found if n["@type"]]


def _node(element: HtmlElement, scope: str, kind: str, prop: str, depth: int = 0) -> Node:
    node: Node = {"@type": (element.get(kind) or "").split()}
    node["@type"] = types(node)
    for holder in element.xpath(f".//*/@{prop}/..")[:_MOST]:
        if _owner(holder, scope) is not element:
            continue
        value: Any = _value(holder)
        if holder.get(scope) is not None and depth < 2:  # noqa: PLR2004 -- an author's organisation, no deeper
            value = _node(holder, scope, kind, prop, depth + 1) | {"_text": value}
        for name in (holder.get(prop) or "").split():
            _add(node, name.split(":")[-1], value)
    return node


def _owner(holder: HtmlElement, scope: str) -> HtmlElement | None:
    return next((a for a in holder.iterancestors() if a.get(scope) is not None), None)


def _value(holder: HtmlElement) -> str:
    given = holder.get("content") or holder.get(_VALUES.get(str(holder.tag), "content"))
    return " ".join((given or holder.text_content())[:_LONGEST].split())


def _add(node: Node, name: str, value: Any) -> None:
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]
