"""`walls.toml`: what pages say that ask for consent to cookies where an article should stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Walls:
    """All of `walls.toml`.

    asking: by language, what such a page says to its reader, in lower case. Not what news about cookies says of others.
    """

    FILE: ClassVar[str] = "walls.toml"

    asking: dict[str, tuple[str, ...]]
