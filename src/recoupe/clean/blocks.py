"""The main text by blocks, linear in the page: for pages that the extractor cannot take, or finds nothing in.

After Kohlschütter, Fankhauser and Nejdl, "Boilerplate detection using shallow text features" (WSDM 2010): a block
counts by its words, its share of link text and its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "option",
        "svg",
        "iframe",
        "object",
        "head",
        "title",
        "figure",
        "figcaption",
        "textarea",
        "menu",
        "dialog",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_LETTERS = 60  # of a block that stands for itself
_SHORT = 15  # of one that counts between two good ones
_LINKED = 0.34  # share of link text up to which a block is text
_LONGEST = 200_000  # characters that are collected


@dataclass(slots=True)
class Block:
    """A run of text without a block element inside: its text, letters of it in links, whether a heading."""

    text: str
    linked: int
    heading: bool

    @property
    def good(self) -> bool:
        """Whether it is text by itself."""
        return len(self.text) >= _LETTERS and self.linked <= _LINKED * len(self.text)

    @property
    def fair(self) -> bool:
        """Whether it is text between good ones."""
        return len(self.text) >= _SHORT and self.linked <= _LINKED * len(self.text)


def main_text(root: HtmlElement) -> str:
    """The blocks that are text, one a line."""
    found = list(blocks(root))
    good = [b.good for b in found]
    kept = []
    for i, block in enumerate(found):
        between = any(good[max(0, i - 2) : i]) and any(good[i + 1 : i + 3])
        if good[i] or (between and (block.fair or block.heading)):
            kept.append(block.text)
    return "\n".join(kept)


def blocks(root: HtmlElement) -> Iterator[Block]:
    """The blocks of a page in order, until there is enough; a walk without recursion."""
    words: list[str] = []
    linked = total = 0
    in_link = heading = 0

    def flush() -> Iterator[Block]:
        nonlocal words, linked, total
        text = " ".join("".join(words).split())
        if text:
            total += len(text)
            yield Block(text, linked, heading > 0)
        words, linked = [], 0

    node, down = root, True
    while total < _LONGEST:
        tag = node.tag if isinstance(node.tag, str) else "script"
        if down:
            if tag not in _INLINE:
                yield from flush()
            in_link += tag == "a"
            heading += tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
            skipped = tag in _SKIPPED
            if not skipped and node.text:
                words.append(node.text)
                linked += len(node.text) if in_link else 0
            if not skipped and len(node):
                node = node[0]
                continue
        if tag not in _INLINE:
            yield from flush()
        in_link -= tag == "a"
        heading -= tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
        if node is root:
            return
        if node.tail:
            words.append(node.tail)
            linked += len(node.tail) if in_link else 0
        following = node.getnext()
        node, down = (following, True) if following is not None else (node.getparent(), False)
    yield from flush()
