"""TOML into frozen dataclasses, strictly: an unknown key or a wrong type is an error that names file, key and mend."""

from __future__ import annotations

import dataclasses
import functools
import tomllib
import types
import typing
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from recoupe.errors import LanguageDataError

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    shape = _shape(cls)
    for key in data:
        if key not in shape.hints:
            raise LanguageDataError(path, prefix + key, "unknown key", _near(key, shape.hints))
    for name in shape.required:
        if name not in data:
            raise LanguageDataError(path, prefix + name, "missing", "add it")
    values = {k: _convert(shape.hints[k], v, path, prefix + k) for k, v in data.items()}
    return typing.cast("T", cls(**values))


def table(value: object, path: str, key: str) -> dict[str, Any]:
    """`value` where it is a table. Raises LanguageDataError."""
    if not isinstance(value, dict):
        raise LanguageDataError(path, key, f"expected a table, found {type(value).__name__}", f"write [{key}]")
    return value


class _Shape(NamedTuple):
    """The types of a dataclass's fields, and those without a default; working them out is slow."""

    hints: dict[str, Any]
    required: tuple[str, ...]


@functools.cache
def _shape(cls: type[Any]) -> _Shape:
    listed = dataclasses.fields(cls)
    needed = tuple(f.name for f in listed if f.default is f.default_factory is dataclasses.MISSING)
    hints = typing.get_type_hints(cls)
    return _Shape({f.name: hints[f.name] for f in listed}, needed)


def _near(key: str, known: Iterable[str]) -> str:
    """What to write instead of `key`."""
    import difflib  # noqa: PLC0415 -- only for a wrong key

    near = difflib.get_close_matches(key, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"


@functools.cache
def _parts(hint: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """What `hint` is made of: its origin, its arguments, and whether it is a dataclass."""
    return typing.get_origin(hint), typing.get_args(hint), dataclasses.is_dataclass(hint)


def _convert(hint: Any, value: Any, path: str, key: str) -> Any:  # noqa: PLR0911 -- one return a kind of type
    """Check `value` against the type `hint`; lists become tuples, tables dataclasses or dicts."""
    if value.__class__ is hint:
        return value
    origin, args, is_dataclass = _parts(hint)
    if is_dataclass and isinstance(value, dict):
        return build(typing.cast("type[Any]", hint), value, path, key + ".")
    if origin is tuple and isinstance(value, list):
        if args[0] is str and all(v.__class__ is str for v in value):  # most of all data
            return tuple(value)
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
    raise LanguageDataError(path, key, f"expected {hint}, found {type(value).__name__}")
