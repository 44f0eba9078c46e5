"""Lists of feeds in and out: OPML. Pure. Source: OPML 1.0 and 2.0, http://opml.org/spec2.opml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.errors import InputError
from recoupe.fetch.feeds import texts, trees

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_MOST = 100_000
_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address, its title, its site's page, and the folders it lies in."""

    feed: str
    title: str = ""
    home: str = ""
    folders: tuple[str, ...] = ()


def parse(body: bytes, ref: str) -> tuple[Outline, ...]:
    """The feeds of a list, each address once. Raises InputError, naming `ref`."""
    root = trees.root(ref, body)
    if trees.name(root) != "opml":
        raise InputError(ref, f"is no OPML, but a {trees.name(root)[:40]}", "give a list of feeds in OPML")
    found: dict[str, Outline] = {}
    for outline in _outlines(root, ()):
        found.setdefault(outline.feed, outline)
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def write(outlines: Iterable[Outline], *, title: str, made: dt.datetime) -> bytes:
    """A list of feeds in OPML 2.0, each in its folders."""
    from lxml import etree  # noqa: PLC0415 -- late: slow to import

    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = texts.clean(title)
    etree.SubElement(head, "dateCreated").text = made.strftime("%a, %d %b %Y %H:%M:%S %z")
    body = etree.SubElement(root, "body")
    places: dict[tuple[str, ...], _Element] = {(): body}
    for outline in outlines:
        _put(_place(places, outline.folders), outline)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _place(places: dict[tuple[str, ...], _Element], folders: tuple[str, ...]) -> _Element:
    from lxml import etree  # noqa: PLC0415 -- late: slow to import

    for i, folder in enumerate(folders):
        here = folders[: i + 1]
        if here not in places:
            places[here] = etree.SubElement(places[folders[:i]], "outline", text=texts.clean(folder))
    return places[folders]


def _put(place: _Element, outline: Outline) -> None:
    from lxml import etree  # noqa: PLC0415 -- late: slow to import

    title = texts.clean(outline.title or outline.feed)
    row = etree.SubElement(place, "outline", type="rss", text=title, title=title, xmlUrl=outline.feed)
    if outline.home:
        row.set("htmlUrl", outline.home)


def _outlines(element: _Element, folders: tuple[str, ...]) -> Iterator[Outline]:
    """The feeds below `element`, in order; names of attributes are taken in any case, as lists in use have them."""
    for name, child in trees.children(element):
        said = {key.lower(): value for key, value in child.items()}
        title = texts.line(said.get("title") or said.get("text"))
        feed = texts.url(said.get("xmlurl"), "")
        if name == "outline" and feed:
            yield Outline(feed, title, texts.url(said.get("htmlurl"), ""), folders)
        if len(folders) < _DEPTH:
            yield from _outlines(child, (*folders, title) if name == "outline" and title and not feed else folders)
