"""`romanise.toml`: how English newspapers write what letters alone would give otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Romanise:
    """All of `romanise.toml`. endings: by script (ISO 15924) or language, an ending and its spelling."""

    FILE: ClassVar[str] = "romanise.toml"

    endings: dict[str, dict[str, str]]
