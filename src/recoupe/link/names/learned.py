"""What tools/train_names.py learned: costs of letters, counts of words, trees."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = Path(__file__).parent / "weights" / "names.npz"
ALPHABET = "abcdefghijklmnopqrstuvwxyz0"
"""The letters of costs; the last stands for anything else. One more row and column are for "no letter"."""


class Learned(NamedTuple):
    """costs: 28 x 28, of putting one letter for another, 0 to 1. counts: of words, as log2, by checksum.

    facts, bounds, leaves: trees that ask the same question on each level; row = tree.
    shift: added to the sum of the leaves.
    """

    costs: list[list[float]]
    counts: bytes
    facts: NDArray[np.intp]
    bounds: NDArray[np.float32]
    leaves: NDArray[np.float32]
    shift: float


@functools.cache
def learned() -> Learned:
    """The weights, read once."""
    import numpy as np  # noqa: PLC0415 -- late: `import recoupe.link.names` must not wait for it

    with np.load(FILE) as data:
        return Learned(
            [[float(x) for x in row] for row in data["costs"]],
            data["counts"].tobytes(),
            data["facts"].astype(np.intp),
            data["bounds"],
            data["leaves"],
            float(data["shift"]),
        )
