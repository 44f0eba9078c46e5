"""Characters that no text holds, for whoever writes UTF-8, rows of a database, or markup.

Halves of characters (surrogates) reach us from JSON's escapes and from names of files that are not UTF-8.
"""

from __future__ import annotations

import re

INSTEAD = "\ufffd"
_HALF = re.compile("[\ud800-\udfff]")
_UNSTORED = re.compile("[\ud800-\udfff\0]")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML and HTML hold in no form: control characters but tab and the ends of lines, halves, what is no character."""


def whole(text: str) -> str:
    """`text` as UTF-8 can write it, every character in its place."""
    return text if text.isascii() else _HALF.sub(INSTEAD, text)


def stored(text: str) -> str:
    """`text` as databases keep it, every character in its place."""
    return _UNSTORED.sub(INSTEAD, text)


def is_stored(text: str) -> bool:
    """Whether databases keep `text` as it is."""
    return not _UNSTORED.search(text)
