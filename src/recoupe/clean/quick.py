"""The main text of a page by resiliparse, which is some ten times as quick as trafilatura and keeps more.

What it keeps too much is mostly what stands on every page of a site, so it is used where a site's template is known.
"""

from __future__ import annotations

import importlib.util
import re
from typing import TYPE_CHECKING

from recoupe.clean import blocks
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from recoupe.clean.blocks import Survey

_LINKED = 0.5  # share of link text from which on a line is no text
_SENTENCE = 60  # characters of a line that surely is text

_BULLET = re.compile(r"^(?:[•◦▪‣*-]|\d{1,3}\.)\s+")


def there() -> bool:
    """Whether resiliparse is installed."""
    try:
        return importlib.util.find_spec("resiliparse") is not None
    except ValueError:  # it is not to be imported
        return False


def trimmed(text: str, seen: Survey) -> str:
    """Give `text` without lines that are mostly links, and without what follows its last sentence, but for one line."""
    linked = {b.text for b in seen.blocks if b.linked > _LINKED * len(b.text)}
    lines = [line for line in text.split("\n") if line not in linked]
    ends = [i for i, line in enumerate(lines) if len(line) >= _SENTENCE and line.endswith(blocks.ENDS)]
    return "\n".join(lines[: ends[-1] + 2] if ends else lines)


def text(root: HtmlElement) -> str:
    """Give the main text of the page, one paragraph a line. Raises UsageError where resiliparse is not installed."""
    try:
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 -- an extra
    except ImportError as e:
        raise UsageError("templates of sites need resiliparse: pip install 'recoupe[archives]'") from e
    from lxml import html  # noqa: PLC0415 -- slow to import

    page = html.tostring(root, encoding="unicode")
    found = extract_plain_text(page, main_content=True, alt_texts=False, links=False, comments=False)
    lines = (_BULLET.sub("", " ".join(line.split())) for line in found.splitlines())
    return "\n".join(line for line in lines if line)
