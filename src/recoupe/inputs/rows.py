"""One line of JSON into a Page.

A row is `{"id"?, "url"?, "lang"?, "published"?, "title"?, "text" | "html"}`; other keys are left alone, so that rows
of other tools can be read as they are.
"""

from __future__ import annotations

import json
from typing import Any

from recoupe import characters
from recoupe.errors import InputError
from recoupe.model import Page

READING = "application/vnd.recoupe.reading+json"
_ONE_A_LINE = 'each line is one JSON object with "text" or "html"'


def row(line: bytes, ref: str) -> Page:
    """Make a Page of `line`; `ref` names the row where it has neither id nor url. Raises InputError."""
    data = parsed(line, ref)
    url, lang, published, title = (_word(data, key, ref) for key in ("url", "lang", "published", "title"))
    body, media_type = _body(data, ref)
    name = _id(data, ref) or url or ref
    return Page(name, body, media_type, url=url, lang=lang, published=published, title=title)


def row_or_reading(line: bytes, ref: str) -> Page:
    """As `row`; a line that is a reading (docs/contract.md) stays as it is, under the media type READING."""
    data = parsed(line, ref)
    if isinstance(data.get("statements"), list) and isinstance(data.get("text"), str):
        return Page(ref, line, READING)
    return row(line, ref)


def parsed(line: bytes, ref: str, mend: str = _ONE_A_LINE) -> dict[str, Any]:
    """Parse `line`, which must be one JSON object. Raises InputError, which tells `mend`."""
    try:
        data = json.loads(line.decode("utf-8-sig", "replace"))
    except RecursionError as e:
        raise InputError(ref, "JSON nested too deep", mend) from e
    except json.JSONDecodeError as e:
        raise InputError(ref, f"not JSON: {e.msg} at character {e.pos + 1}", mend) from e
    except ValueError as e:
        raise InputError(ref, f"not JSON: {e}", mend) from e
    if not isinstance(data, dict):
        raise InputError(ref, f"a JSON {_kind(data)}, not an object", mend)
    return data


def _id(data: dict[str, Any], ref: str) -> str | None:
    """The row's id; a whole number is as good as a string."""
    value = data.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _word(data, "id", ref)


def _word(data: dict[str, Any], key: str, ref: str) -> str | None:
    """The string under `key`, None where it is absent, null or empty."""
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(ref, f'"{key}" is a JSON {_kind(value)}, not a string', "write it in quotation marks")
    return characters.whole(value).strip() or None


def _body(data: dict[str, Any], ref: str) -> tuple[str, str]:
    """The row's body and its media type."""
    given = [key for key in ("text", "html") if data.get(key) is not None]
    if not given:
        raise InputError(ref, 'has neither "text" nor "html"', _ONE_A_LINE)
    if len(given) > 1:
        raise InputError(ref, 'has both "text" and "html"', "keep the one that is to be read")
    body = data[given[0]]
    if not isinstance(body, str):
        raise InputError(ref, f'"{given[0]}" is a JSON {_kind(body)}, not a string', "write it in quotation marks")
    return body, "text/plain" if given[0] == "text" else "text/html"


def _kind(value: object) -> str:
    """What JSON calls the type of `value`."""
    names = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")
