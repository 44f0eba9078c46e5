"""How output may look, and what an article's output is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Look:
    """What the place of output can show; formats that are read by machines heed `full_text` alone.

    width: columns of the terminal. colour: how many colours it has. unicode: whether it shows more than ASCII.
    full_text: also the whole text of an article, in formats that else give its headline and statements alone.
    """

    width: int = 80
    colour: Literal["none", "standard", "256", "truecolor"] = "none"
    unicode: bool = True
    full_text: bool = False


class Piece(NamedTuple):
    """One reading written out; `entry` is its line in the document's index, "" where a format has none."""

    text: str
    entry: str = ""
