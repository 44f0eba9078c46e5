"""The files of a new language, made from the classes that read them: every key with what it is, and nothing in it."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
import types
import typing
from typing import TYPE_CHECKING, Any

from recoupe.cli.scrutiny import FILES, model
from recoupe.lang import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 116
_PAGES = {f"{part}.toml": f"{part}-data" for part in ("speech", "dates", "names", "claims")}


def files(code: str) -> Iterator[tuple[str, str]]:
    """Name and text of every file of the new language `code`."""
    for file, cls in FILES.items():
        page = _PAGES.get(file, "add-a-language")
        lines = [
            f"# docs/{page}.md explains every key. What stays empty may be taken away.",
            "",
            *_table(cls, "", code),
        ]
        yield file, "\n".join(lines).rstrip() + "\n"
    yield examples.FILE, "\n".join(_examples()).rstrip() + "\n"


def _table(cls: type[Any], prefix: str, code: str = "") -> Iterator[str]:
    """The keys of a class: its own first, then the tables that it holds, as TOML wants it."""
    hints = typing.get_type_hints(cls)
    about = _about(cls)
    inner: list[str] = []
    for f in dataclasses.fields(cls):
        hint = hints[f.name]
        note = [f"# {line}" for line in _folded(about.get(f.name, ""))]
        if dataclasses.is_dataclass(hint):
            inner += ["", *note, f"[{prefix}{f.name}]", *_table(typing.cast("type[Any]", hint), f"{prefix}{f.name}.")]
        elif typing.get_origin(hint) is dict:
            inner += ["", *note, f"[{prefix}{f.name}]"]
        elif _is_tables(hint):
            inner += ["", *note, f"# [[{prefix}{f.name}]]"]
        else:
            yield from [*note, f"{f.name} = {_empty(f, hint, code)}"]
    yield from inner


def _is_tables(hint: Any) -> bool:
    """Whether the type is a row of tables."""
    return typing.get_origin(hint) is tuple and dataclasses.is_dataclass(typing.get_args(hint)[0])


def _empty(f: dataclasses.Field[Any], hint: Any, code: str) -> str:
    """What stands behind a key that nobody has filled in."""
    if f.name == "name" and code:
        from babel import Locale  # noqa: PLC0415 -- late: only a new language asks for it

        return json.dumps(str(Locale("en").languages.get(code, "")), ensure_ascii=False)
    if typing.get_origin(hint) is tuple:
        return "[]"
    if typing.get_origin(hint) in {typing.Union, types.UnionType} or f.default is dataclasses.MISSING:
        return '""'
    return json.dumps(f.default)


def _about(cls: type[Any]) -> dict[str, str]:
    """What the text of a class says of each key: "key: what it is", "key and key are what they are"."""
    text = " ".join((inspect.getdoc(cls) or "").replace("`", "").split())
    name = f"(?:{'|'.join(f.name for f in dataclasses.fields(cls))})"
    begins = re.compile(rf"({name}(?:(?:, and|,| and) {name})*)(?::| are|(?= [a-z])) (.+?)[.;:]?")
    out: dict[str, str] = {}
    for part in re.split(r"(?<=[.;]) ", text):
        if found := begins.fullmatch(part):
            for key in re.findall(r"\w+", found[1]):
                out.setdefault(key, found[2])
    return out


def _folded(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + len(word) >= _WIDTH:
            yield line
            line = ""
        line += f" {word}" if line else word
    if line:
        yield line


def _examples() -> Iterator[str]:
    """The standard examples, their English texts as comments."""
    yield "# docs/add-a-language.md explains the form. Translate each text as a newspaper would put it, mend the rows"
    yield f"# behind it, and take the # away from them. Read on {examples.DAY}."
    for key, example in examples.examples(model()).items():
        yield from ("", f"[{key}]", f"# {_string(example.text)}", 'text = ""')
        for f in dataclasses.fields(example):
            value = getattr(example, f.name)
            if f.name not in {"text", "misread"} and (value or (f.name == "says" and value is not None)):
                yield f"# {f.name} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _string(value) if isinstance(value, str) else json.dumps(value)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
