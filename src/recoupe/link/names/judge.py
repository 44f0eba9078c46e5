"""`compare_names`: how surely two names are of one person, organisation or place, with the reasons."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoupe.link.names import reasons
from recoupe.link.names.facts import facts, lone
from recoupe.link.names.learned import learned
from recoupe.link.names.pairing import pairing
from recoupe.link.names.parts import name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from recoupe.link.names.pairing import Pairing
    from recoupe.link.names.parts import Name

SAME = 0.5
"""Names of this value or more are taken for one; the trees are set so that F1 is best there."""
LONE = 0.4
"""The most that a lone word can reach beside a fuller name."""
NUMBERED = 0.3
"""The most that names with different numbers can reach: Charles I is not Charles II."""


class Score:
    """How surely two names are one: `value` 0 to 1, SAME or more for "one"; `reasons` in words.

    Reasons are put into words when they are first asked for: of most comparisons only the value is.
    """

    __slots__ = ("_reasons", "_value")

    def __init__(self, value: float, reasons: tuple[str, ...] | Callable[[], tuple[str, ...]] = ()) -> None:
        self._value = value
        self._reasons = reasons

    @property
    def value(self) -> float:
        """How surely, 0 to 1."""
        return self._value

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words."""
        if callable(self._reasons):
            self._reasons = self._reasons()
        return self._reasons

    def __eq__(self, other: object) -> bool:
        """Whether value and reasons are the same."""
        if not isinstance(other, Score):
            return NotImplemented
        return (self.value, self.reasons) == (other.value, other.reasons)

    def __hash__(self) -> int:
        """As for a tuple of both."""
        return hash((self.value, self.reasons))

    def __repr__(self) -> str:
        """Both."""
        return f"Score(value={self.value!r}, reasons={self.reasons!r})"


class _Open(NamedTuple):
    """A comparison that the trees have not judged yet: its facts, the most that it can reach, why."""

    facts: list[float]
    most: float
    reasons: Callable[[], tuple[str, ...]]


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
    found = _found(a, b, lang_a, lang_b, kind)
    return found if isinstance(found, Score) else _judged([found])[0]


def compare_pairs(
    pairs: Iterable[tuple[str, str, str | None, str | None]], *, kind: Literal["person", "other"] | None = None
) -> list[Score]:
    """Compare many pairs (a, b, lang_a, lang_b) as `compare_names` does each: the trees judge all of them at once."""
    found = [_found(*pair, kind) for pair in pairs]
    judged = iter(_judged([f for f in found if isinstance(f, _Open)]))
    return [f if isinstance(f, Score) else next(judged) for f in found]


def _found(a: str, b: str, lang_a: str | None, lang_b: str | None, kind: str | None) -> Score | _Open:
    """What is known of two names without the trees: the score where they are not needed."""
    if (b, lang_b or "") < (a, lang_a or ""):
        return _ordered(b, a, lang_b, lang_a, kind, swapped=True)
    return _ordered(a, b, lang_a, lang_b, kind, swapped=False)


def _ordered(
    a: str, b: str, lang_a: str | None, lang_b: str | None, kind: str | None, *, swapped: bool
) -> Score | _Open:
    x, y = name(a, lang_a), name(b, lang_b)
    alone = kind == "person" and len(x.words) == 1 and len(y.words) == 1
    if a == b or _folded(a) == _folded(b):
        return Score(LONE, (reasons.ALONE,)) if alone else Score(1.0, (reasons.SAME,))
    if not x.words or not y.words:
        return Score(0.0, (reasons.UNREAD,))
    pairs = pairing(x, y)
    most, last = 1.0, ""
    if alone or lone(x, y, pairs):
        most, last = LONE, reasons.ALONE if alone else reasons.PART
    elif x.numbers and y.numbers and x.numbers != y.numbers:
        most = NUMBERED
    return _Open(facts(x, y, pairs), most, functools.partial(_why, x, y, pairs, last, swapped=swapped))


def _why(x: Name, y: Name, pairs: Pairing, last: str, *, swapped: bool) -> tuple[str, ...]:
    said = reasons.of(x, y, pairs, swapped=swapped)
    return (*said, last) if last else said


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _judged(found: Sequence[_Open]) -> list[Score]:
    """The scores of comparisons."""
    values = _chances([f.facts for f in found]) if found else ()
    return [Score(min(value, f.most), f.reasons) for value, f in zip(values, found, strict=True)]


def _chances(numbers: Sequence[Sequence[float]]) -> Iterator[float]:
    """What the trees make of the facts of each pair, by the logistic function."""
    import numpy as np  # noqa: PLC0415 -- late: the package must be importable without it

    model = learned()
    leaves, first = _leaves()
    x = np.array(numbers, np.float32)
    answers = np.packbits(
        x.take(model.facts, axis=1) > model.bounds, axis=2, bitorder="little"
    )  # below 256, one a tree
    totals = leaves.take(first + answers[:, :, 0]).sum(axis=1).tolist()
    for total in totals:
        yield round(1 / (1 + math.exp(-max(-30.0, min(30.0, total + model.shift)))), 4)


@functools.cache
def _leaves() -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The leaves of all trees in one row, and where those of each begin."""
    import numpy as np  # noqa: PLC0415 -- as above

    leaves = learned().leaves
    return leaves.ravel(), np.arange(len(leaves)) * leaves.shape[1]
