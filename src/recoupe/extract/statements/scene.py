"""A cue with what is around it, and a candidate for its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.view import View

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges, in text order; `shape` names how they were found, `end` what stands behind the last."""

    pieces: tuple[Range, ...]
    shape: str
    end: str = "unit"


@dataclass(frozen=True, slots=True)
class Scene:
    """What is around a cue: its phrases left and right, nearest first.

    `hosts` are those on the left, first to last, that a description in commas parts from the cue. `subject` is the
    first of those on the left where it stands behind the verb; then the cue ends with it. `dropped`: the verb could
    have its subject behind it and has none.
    """

    v: View
    cue: Cue
    left: tuple[Phrase, ...]
    right: tuple[Phrase, ...]
    hosts: tuple[Phrase, ...] = ()
    subject: Phrase | None = None
    dropped: bool = False
