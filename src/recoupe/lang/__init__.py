"""Languages as data: one folder a language, one TOML file a task, loaded when first asked for.

A missing file means that the language does not cover the task. Nothing here names a language.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from recoupe.lang import _toml

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

FOLDER = Path(__file__).parent


@functools.cache
def codes() -> Sequence[str]:
    """The languages that have a folder, sorted."""
    return tuple(sorted(p.parent.name for p in FOLDER.glob("*/language.toml")))


@functools.cache
def load(cls: type[T], code: str) -> T | None:
    """The task data `cls` of language `code`, or None where not covered.

    `cls` is a dataclass of this package (`Speech`, `Dates`, `Names`, ...) with `FILE`, the TOML file's name.
    """
    path = FOLDER / code / str(cls.FILE)  # type: ignore[attr-defined]
    if not path.is_file():
        return None
    return _toml.build(cls, _toml.read(path), str(path))


def covered(code: str, file: str) -> bool:
    """Whether language `code` has the data file `file`."""
    return (FOLDER / code / file).is_file()
