"""`corrections.toml`: what a page says where it was corrected and tells so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Corrections:
    """All of `corrections.toml`, by language, in lower case.

    heads: what such a note is headed with. phrases: what stands in it, wherever it stands.
    """

    FILE: ClassVar[str] = "corrections.toml"

    heads: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]
