"""What is refused or cut before any parser sees it: bombs of entities, files elsewhere, too many bytes and items.

Sources: XML 1.0, 4.2 (entities); CWE-776 (entities that grow), CWE-611 (entities that lie elsewhere).
"""

from __future__ import annotations

import re

from recoupe.errors import InputError

MOST = 10_000_000  # bytes of a feed; of a longer one the first items are read
MOST_OF_LIST = 20_000_000  # bytes of a sitemap or a list of feeds
MOST_DEEP = 3_000  # elements in one another, of which parsers take the square in time
MOST_ELEMENTS = 200_000  # in all, each of which costs more than its bytes
MOST_ATTRIBUTES = 500  # of one element, likewise
MOST_ITEMS = 2_000  # items that are read; the newest stand first
MOST_ENTRIES = 100_000  # of a sitemap, which may hold 50,000
_PROLOGUE = 100_000
_ENTITY = re.compile(rb"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s>]+)\s+(?P<value>\"[^\"]*\"|'[^']*'|[A-Z]+)")
_NESTED = re.compile(rb"[&%][A-Za-z_:][^\s;]*;")
_PIECE = re.compile(rb"<!\[CDATA\[|<!--|<(?P<close>/?)[A-Za-z][^<>]*?(?P<empty>/?)>")
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_LONG_TAG = re.compile(rb"<[A-Za-z][^<]{2000,}")
_QUOTED_OR_END = re.compile(rb"\"[^\"]*\"|'[^']*'|>")
_ATTRIBUTE = re.compile(rb"\s[\w:.-]{1,100}\s{0,9}=\s{0,9}[\"']")
_MEND = "do not trust it"
_TAIL = 10_000  # bytes after the last item, where a feed is closed
_LONG = 1_000  # bytes of an entity, which stands for a sign or a phrase
_ITEM_END = re.compile(r"</(?:[A-Za-z][\w.-]{0,30}:)?(?:item|entry)\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(?:item|entry)[\s>]", re.IGNORECASE)


def entities(ref: str, body: bytes) -> None:
    """Let `body` pass. Raises InputError, naming `ref`, where its entities are a trap."""
    start = _plain(body[: 4 * _PROLOGUE])
    for match in _ENTITY.finditer(start) if b"<!ENTITY" in start else ():
        value = match["value"]
        if value[:1] not in b"\"'":
            raise InputError(ref, "names a file elsewhere as a part of it (external entity)", _MEND)
        if match["parameter"] or _NESTED.search(value) or len(value) > _LONG:
            raise InputError(ref, "has entities that grow when they are read (XML bomb)", _MEND)


def bulk(ref: str, body: bytes) -> None:
    """Let `body` pass. Raises InputError, naming `ref`, where its elements are too many, too deep or too wide."""
    plain = _plain(body)
    if plain.count(b"<") > MOST_DEEP and (why := _too_many(plain)):
        raise InputError(ref, why, _MEND)
    if any(len(_ATTRIBUTE.findall(_tag(match[0]))) > MOST_ATTRIBUTES for match in _LONG_TAG.finditer(plain)):
        raise InputError(ref, f"has an element with more than {MOST_ATTRIBUTES} attributes", _MEND)


def _tag(text: bytes) -> bytes:
    """The tag that `text` begins with, without what stands behind it, where words may look like attributes."""
    end = next((match.start() for match in _QUOTED_OR_END.finditer(text) if match[0] == b">"), len(text))
    return text[:end]


def _plain(body: bytes) -> bytes:
    """`body` as ASCII would have it, so that UTF-16 and UTF-32 are looked through too."""
    return body.replace(b"\0", b"") if b"\0" in body[:100] else body


def size(ref: str, body: bytes, most: int = MOST_OF_LIST) -> None:
    """Let `body` pass. Raises InputError, naming `ref`, where it is too long."""
    if len(body) > most:
        raise InputError(ref, f"has {len(body):,} bytes; no more than {most:,} are read", "check that it is a feed")


def _too_many(body: bytes) -> str:
    """What there is too much of: elements in one another, or in all; what stands in CDATA and comments is none."""
    depth, count, at = 0, 0, 0
    while match := _PIECE.search(body, at):
        at = match.end()
        if match[0] in _ENDS:
            at = body.find(_ENDS[match[0]], at)
            if at < 0:
                break
            continue
        count += not match["close"]
        depth = max(0, depth - 1) if match["close"] else depth + (not match["empty"])
        if depth > MOST_DEEP:
            return f"has more than {MOST_DEEP} elements in one another"
        if count > MOST_ELEMENTS:
            return f"has more than {MOST_ELEMENTS:,} elements"
    return ""


def shortened(text: str, most: int = MOST_ITEMS) -> tuple[str, bool]:
    """`text` of a feed with its first `most` items and what follows the last one; whether that left some out."""
    ends = [match.end() for _, match in zip(range(most + 1), _ITEM_END.finditer(text), strict=False)]
    if len(ends) > most:
        tag = text[text.rfind("</", 0, ends[0]) : ends[0]]
        return text[: ends[most - 1]] + text[max(text.rfind(tag) + len(tag), ends[most - 1]) :], True
    starts = [match.start() for _, match in zip(range(most + 1), _ITEM.finditer(text), strict=False)]
    return (text[: starts[most]], True) if len(starts) > most else (text, False)


def cut(text: str, most: int = MOST) -> str:
    """The items of `text` that end before `most` characters, and what follows its last one; "" where there is none."""
    ends = [match.end() for match in _ITEM_END.finditer(text, 0, most)]
    if not ends:
        return ""
    tag = text[text.rfind("</", 0, ends[0]) : ends[0]]
    return text[: ends[-1]] + text[max(text.rfind(tag) + len(tag), ends[-1]) :][:_TAIL]
