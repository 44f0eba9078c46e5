"""What is refused or cut before any parser sees it: bombs of entities, files elsewhere, too many bytes and items.

Sources: XML 1.0, 4.2 (entities); CWE-776 (entities that grow), CWE-611 (entities that lie elsewhere).
"""

from __future__ import annotations

import re

from recoupe.errors import InputError

MOST = 20_000_000  # bytes of a feed or a list
MOST_ITEMS = 2_000  # items that are read; the newest stand first
MOST_ENTRIES = 100_000  # of a sitemap, which may hold 50,000
_PROLOGUE = 100_000
_ENTITY = re.compile(rb"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s>]+)\s+(?P<value>\"[^\"]*\"|'[^']*'|[A-Z]+)")
_NESTED = re.compile(rb"[&%][A-Za-z_:][^\s;]*;")
_LONG = 1_000  # bytes of an entity, which stands for a sign or a phrase
_ITEM_END = re.compile(r"</(?:[A-Za-z][\w.-]{0,30}:)?(?:item|entry)\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(?:item|entry)[\s>]", re.IGNORECASE)


def xml(ref: str, body: bytes) -> None:
    """Let `body` pass. Raises InputError, naming `ref`, where it is too long or its entities are a trap."""
    if len(body) > MOST:
        raise InputError(ref, f"{len(body):,} bytes; no more than {MOST:,} are read", "check that it is a feed")
    start = body[:_PROLOGUE].replace(b"\0", b"")  # so that UTF-16 and UTF-32 are looked through too
    if b"<!ENTITY" not in start:
        return
    for match in _ENTITY.finditer(start):
        value = match["value"]
        if value[:1] not in b"\"'":
            raise InputError(ref, "names a file elsewhere as a part of it (external entity)", "do not trust it")
        if match["parameter"] or _NESTED.search(value) or len(value) > _LONG:
            raise InputError(ref, "has entities that grow when they are read (XML bomb)", "do not trust it")


def shortened(text: str, most: int = MOST_ITEMS) -> tuple[str, bool]:
    """`text` of a feed with its first `most` items and what follows the last one; whether that left some out."""
    ends = [match.end() for _, match in zip(range(most + 1), _ITEM_END.finditer(text), strict=False)]
    if len(ends) > most:
        tag = text[text.rfind("</", 0, ends[0]) : ends[0]]
        return text[: ends[most - 1]] + text[max(text.rfind(tag) + len(tag), ends[most - 1]) :], True
    starts = [match.start() for _, match in zip(range(most + 1), _ITEM.finditer(text), strict=False)]
    return (text[: starts[most]], True) if len(starts) > most else (text, False)
