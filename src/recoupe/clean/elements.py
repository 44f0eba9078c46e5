"""What several steps ask of an element, asked cheaply."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def content(element: HtmlElement) -> str:
    """All text in `element`: as `text_content`, and a third of its cost where there are no elements in it."""
    return element.text_content() if len(element) else element.text or ""
