"""XML of lists into trees, without entities, files elsewhere, or endless depth. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.errors import InputError
from recoupe.fetch.feeds import guard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def root(ref: str, body: bytes) -> _Element:
    """The root of `body`, as far as it can be read. Raises InputError, naming `ref`."""
    from lxml import etree  # noqa: PLC0415 -- late: slow to import

    guard.size(ref, body)
    guard.entities(ref, body)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        found = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as e:
        raise InputError(ref, f"is not XML ({str(e)[:100]})", "check that it is a list of feeds or pages") from e
    if found is None:
        raise InputError(ref, "is empty or not XML", "check that it is a list of feeds or pages")
    return found


def name(element: _Element) -> str:
    """The element's name in small letters without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: _Element) -> Iterator[tuple[str, _Element]]:
    """The elements in `element`, with their names."""
    for child in element:
        if found := name(child):
            yield found, child
