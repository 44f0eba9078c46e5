"""TOML into frozen dataclasses, strictly: an unknown key or a wrong type is an error that names file, key and mend."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import tomllib
import types
import typing
from typing import TYPE_CHECKING, Any, TypeVar

from recoupe.errors import LanguageDataError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")


def read(path: Path) -> dict[str, Any]:
    """Parse the TOML file at `path`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise LanguageDataError(str(path), "-", f"not readable as TOML: {e}") from e


def build(cls: type[T], data: dict[str, Any], path: str, prefix: str = "") -> T:
    """Make a `cls` of `data`; fields without a default are required."""
    assert dataclasses.is_dataclass(cls)
    hints = _hints(cls)
    known = {f.name: f for f in dataclasses.fields(cls)}
    for key in data:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            mend = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
            raise LanguageDataError(path, prefix + key, "unknown key", mend)
    for name, f in known.items():
        if name not in data and f.default is f.default_factory is dataclasses.MISSING:
            raise LanguageDataError(path, prefix + name, "missing", "add it")
    values = {k: _convert(hints[k], v, path, prefix + k) for k, v in data.items()}
    return typing.cast("T", cls(**values))


@functools.cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    """The types of the fields of `cls`; working them out is slow."""
    return typing.get_type_hints(cls)


def _convert(hint: Any, value: Any, path: str, key: str) -> Any:  # noqa: PLR0911 -- one return a kind of type
    """Check `value` against the type `hint`; lists become tuples, tables dataclasses or dicts."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return build(typing.cast("type[Any]", hint), value, path, key + ".")
    if origin is tuple and isinstance(value, list):
        return tuple(_convert(args[0], v, path, f"{key}[{i}]") for i, v in enumerate(value))
    if origin is dict and isinstance(value, dict):
        return {k: _convert(args[1], v, path, f"{key}.{k}") for k, v in value.items()}
    if origin in (typing.Union, types.UnionType):
        return _convert(next(a for a in args if a is not type(None)), value, path, key)
    if origin is typing.Literal:
        if value in args:
            return value
        raise LanguageDataError(path, key, f"{value!r} is not allowed", f"one of {', '.join(map(str, args))}")
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if origin is None and isinstance(hint, type) and type(value) is hint:
        return value
    raise LanguageDataError(path, key, f"expected {hint}, found {type(value).__name__}")
