"""The main text: trafilatura where it can, blocks where it cannot; then mended."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from recoupe.clean import blocks, mend
from recoupe.model import Problem

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts

_ELEMENTS = 15_000  # more take trafilatura longer than a page may take
_TEXT = 1_500_000  # characters of text in the tree, likewise
_LONGEST = 200_000  # characters of text that are kept
_DEEP = 300  # elements in one another beyond which trafilatura loses text
_SCANT = 0.05  # of the blocks' text: trafilatura has lost it

Found = tuple[str, tuple[Problem, ...]]


def main_text(root: HtmlElement, facts: Facts, title: str | None) -> Found:
    """The main text of the page, one paragraph a line, and what was wrong."""
    text, problems = _extracted(root)
    text = mend.mended(text, root, facts, title)
    if len(text) > _LONGEST:
        end = max(text.rfind("\n", 0, _LONGEST), text.rfind(" ", 0, _LONGEST)) or _LONGEST
        text = text[: end if end > 0 else _LONGEST]
        problems = (*problems, Problem("cut", f"more than {_LONGEST:,} characters of text; read up to there"))
    if not text.strip():
        problems = (*problems, Problem("no_text", "no main text was found on the page"))
    return text, problems


def _extracted(root: HtmlElement) -> Found:
    if reason := _too_much(root):
        return blocks.main_text(root), (Problem("simple_extraction", f"{reason}; its text was taken block by block"),)
    text = _trafilatura(root)
    if len(text) < _LONGEST:
        simple = blocks.main_text(root)
        if len(text) < _SCANT * len(simple) or not text.strip():
            return simple, ()
    return text, ()


def _too_much(root: HtmlElement) -> str | None:
    """Why the page is not given to trafilatura, if so."""
    elements = size = 0
    for element in root.iter():
        elements += 1
        size += len(element.text or "") + len(element.tail or "") if element.tag not in {"script", "style"} else 0
        if elements > _ELEMENTS:
            return f"more than {_ELEMENTS:,} elements"
        if size > _TEXT:
            return f"more than {_TEXT:,} characters"
    return None


def _trafilatura(root: HtmlElement) -> str:
    """What trafilatura finds; "" where it fails."""
    from trafilatura import bare_extraction  # noqa: PLC0415 -- slow to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(root, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 -- whatever a hostile page makes it raise; the blocks are read instead
        return ""
    return str(getattr(found, "text", None) or "")
