"""`compare_names`: how surely two names are of one person, organisation or place, with the reasons."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recoupe.link.names import reasons
from recoupe.link.names.facts import facts, lone
from recoupe.link.names.learned import learned
from recoupe.link.names.pairing import pairing
from recoupe.link.names.parts import name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

SAME = 0.5
"""Names of this value or more are taken for one; the trees are set so that F1 is best there."""
LONE = 0.4
"""The most that a lone word can reach beside a fuller name."""
NUMBERED = 0.3
"""The most that names with different numbers can reach: Charles I is not Charles II."""


@dataclass(frozen=True, slots=True)
class Score:
    """How surely two names are one: `value` 0 to 1, SAME or more for "one"; `reasons` in words."""

    value: float
    reasons: tuple[str, ...]


def compare_names(
    a: str,
    b: str,
    *,
    lang_a: str | None = None,
    lang_b: str | None = None,
    kind: Literal["person", "other"] | None = None,
) -> Score:
    """Compare two names in any scripts; the same whichever comes first, and 1 for a name with itself.

    `lang_a`, `lang_b` (ISO 639-1) help to read letters that languages write differently. A lone word beside a fuller
    name is never enough: role, country or story must tell. With `kind` "person" that holds for two lone words too.
    Only the first 160 characters of a name count. Nothing raises but what is no string.
    """
    if (b, lang_b or "") < (a, lang_a or ""):
        return _ordered(b, a, lang_b, lang_a, kind, swapped=True)
    return _ordered(a, b, lang_a, lang_b, kind, swapped=False)


def _ordered(a: str, b: str, lang_a: str | None, lang_b: str | None, kind: str | None, *, swapped: bool) -> Score:
    x, y = name(a, lang_a), name(b, lang_b)
    alone = kind == "person" and len(x.words) == 1 and len(y.words) == 1
    if a == b or _folded(a) == _folded(b):
        return Score(LONE, (reasons.ALONE,)) if alone else Score(1.0, (reasons.SAME,))
    if not x.words or not y.words:
        return Score(0.0, (reasons.UNREAD,))
    pairs = pairing(x, y)
    value = _chance(facts(x, y, pairs))
    said = reasons.of(x, y, pairs, swapped=swapped)
    if alone or lone(x, y, pairs):
        return Score(min(value, LONE), (*said, reasons.ALONE if alone else reasons.PART))
    if x.numbers and y.numbers and x.numbers != y.numbers:
        return Score(min(value, NUMBERED), said)
    return Score(value, said)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _chance(numbers: Sequence[float]) -> float:
    """What the trees make of the facts, by the logistic function."""
    import numpy as np  # noqa: PLC0415 -- late: the package must be importable without it

    model = learned()
    leaves, first = _leaves()
    x = np.array(numbers, np.float32)
    answers = np.packbits(x.take(model.facts) > model.bounds, axis=1, bitorder="little")  # below 256, one a tree
    total = float(leaves.take(first + answers[:, 0]).sum()) + model.shift
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


@functools.cache
def _leaves() -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The leaves of all trees in one row, and where those of each begin."""
    import numpy as np  # noqa: PLC0415 -- as above

    leaves = learned().leaves
    return leaves.ravel(), np.arange(len(leaves)) * leaves.shape[1]
