"""Bytes into text: byte order mark, HTTP header, the page's own word, then a detector.

Order after the HTML standard, "determining the character encoding", with one addition: what was declared must decode
without error, else the next candidate is tried and the mismatch is told.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from recoupe.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.model import Page

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages call so is in truth the superset (WHATWG Encoding Standard, labels).
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_HEAD = 4096
_SAMPLE = 20_000
_NEARLY = 0.3  # share of characters beyond ASCII that may be no UTF-8 where the rest is
_SPOILT = 0.02  # share of replacement characters above which a text counts as unreadable
# UTF-8 that was once read as windows-1252: a lead byte's letter and then continuation bytes' signs.
_MOJIBAKE = re.compile("[ÂÃÐÑØÙâãäåæçèéêë][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]{1,2}")
_MEND = " (if that is wrong, give the right one with --encoding)"
_ASCII = bytes(range(0x80))
_TWICE = 3  # so many such places before it is believed
_C1 = {i: bytes([i]).decode("cp1252", "ignore") or chr(i) for i in range(0x80, 0xA0)}


def _hole(e: UnicodeError) -> tuple[bytes, int]:
    """The byte of a character that windows-1252 leaves open; all else is no such text."""
    if not isinstance(e, UnicodeEncodeError):
        raise e
    return e.object[e.start : e.end].encode("latin-1"), e.end


_HOLES = "recoupe-holes"
codecs.register_error(_HOLES, _hole)


def decode(page: Page, limit: int, given: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The text of `page` up to `limit` bytes (or characters), and what was wrong.

    Bytes are in the character set `given`, if one is.
    A text given as text stays as it is; HTML given as text is mended where it was decoded wrongly before.
    """
    body, problems = _cut(page.body, limit)
    html = page.media_type != "text/plain"
    if isinstance(body, str):
        return (_undoubled(body) if html else body), problems
    text, more = _decoded(body, page, given, html=html)
    return (_undoubled(text) if html else text), problems + more


def _cut(body: bytes | str, limit: int) -> tuple[bytes | str, tuple[Problem, ...]]:
    if len(body) <= limit:
        return body, ()
    what = "characters" if isinstance(body, str) else "bytes"
    return body[:limit], (Problem("cut", f"longer than {limit:,} {what}; read up to there"),)


def _decoded(body: bytes, page: Page, given: str | None, *, html: bool) -> tuple[str, tuple[Problem, ...]]:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _mended(body[len(mark) :], name)
    if given and (chosen := known(given)):
        return _mended(body, chosen)
    declared = list(dict.fromkeys(_declared(body, page, html=html)))
    for name in declared:
        if (text := _strict(body, name)) is not None:
            return text, ()
    told = _told(declared)
    if (text := _strict(body, "utf-8")) is not None:
        return text, told
    return _guessed(body, told)


def _told(declared: list[str]) -> tuple[Problem, ...]:
    if not declared:
        return ()
    return (Problem("wrong_charset", f"the page says {declared[0]} but is not; another was taken"),)


def _declared(body: bytes, page: Page, *, html: bool) -> Iterator[str]:
    """Encodings named by the transport and the page, best first; unknown names are left out."""
    header = next((v for k, v in page.headers if k.lower() == "content-type"), "")
    found = [_CHARSET.search(header.encode("utf-8", "replace"))]
    if html:
        head = _COMMENT.sub(b"", body[:_HEAD])
        found += [_XML.search(head), _CHARSET.search(head)]
    for match in found:
        if match and (name := known(match[1].decode("ascii", "replace"))):
            # a page whose "charset=utf-16" could be read as ASCII is not UTF-16 (HTML standard, prescan)
            yield "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def known(name: str) -> str | None:
    """The codec of the character set `name`, or that of its superset; None where there is none."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if not codecs.lookup(found)._is_text_encoding:  # noqa: SLF001 -- the one way to tell "rot13" from a charset
        return None
    return _SUPERSETS.get(found, found)


def _strict(body: bytes, name: str) -> str | None:
    """`body` decoded without error, but for a character cut at its end."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        return decoder.decode(body, final=False)
    except (UnicodeError, ValueError):
        return _lenient_1252(body) if name == "cp1252" else None


def _lenient_1252(body: bytes) -> str | None:
    """Windows-1252 with its five holes as control characters, as browsers read it; None for what looks like UTF-8."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1").translate(_C1)
    return None


def _guessed(body: bytes, told: tuple[Problem, ...]) -> tuple[str, tuple[Problem, ...]]:
    """Nearly UTF-8, or what the detector says."""
    near = body.decode("utf-8", "replace")
    high = sum(c > "\x7f" for c in near[: 10 * _SAMPLE])
    if near[: 10 * _SAMPLE].count("\ufffd") <= high * _NEARLY:
        return near, (*told, Problem("broken_charset", "not all of it is UTF-8; what is not was replaced"))
    name = _detected(body)
    if name is None:
        return near, (
            *told,
            Problem("unknown_charset", f"no character set fits; read as UTF-8 with replacements{_MEND}"),
        )
    return _mended(
        body, name, told or (Problem("guessed_charset", f"no character set was declared; took {name}{_MEND}"),)
    )


def _detected(body: bytes) -> str | None:
    """What the parts of `body` that say something are written in: those beyond ASCII."""
    from recoupe.clean import charsets  # noqa: PLC0415 -- seldom needed

    parts = re.findall(rb"[^<>]{0,80}[\x80-\xff][^<>]{0,200}", body[: 20 * _SAMPLE])
    found = charsets.detect(b"\n".join(parts)[:_SAMPLE] or body[:_SAMPLE])
    return known(found) if found else None


def _mended(body: bytes, name: str, problems: tuple[Problem, ...] = ()) -> tuple[str, tuple[Problem, ...]]:
    text = body.decode(name, "replace")
    if text.count("\ufffd") > max(1, _SPOILT * len(text)):
        problems = (*problems, Problem("broken_charset", f"not all of it is {name}; what is not was replaced"))
    return text, problems


def _undoubled(html: str) -> str:
    """`html` with UTF-8 restored where it was read as windows-1252 before it came to us, as a whole or not at all."""
    head = html[: 10 * _SAMPLE]
    if len(_MOJIBAKE.findall(_beyond_ascii(head))) < _TWICE or len(_MOJIBAKE.findall(head)) < _TWICE:
        return html
    try:
        return html.encode("cp1252", _HOLES).decode("utf-8")
    except UnicodeError:
        return html


def _beyond_ascii(text: str) -> str:
    """`text` without its ASCII characters: little is left of a page, and searched soon."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
