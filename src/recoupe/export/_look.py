"""How output may look, and what an article's output is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Look:
    """What the place of output can show; formats that are read by machines heed none of it.

    width: columns of the terminal. colour: how many colours it has. unicode: whether it shows more than ASCII.
    """

    width: int = 80
    colour: Literal["none", "standard", "256", "truecolor"] = "none"
    unicode: bool = True


class Piece(NamedTuple):
    """One reading written out; `entry` is its line in the document's index, "" where a format has none."""

    text: str
    entry: str = ""
