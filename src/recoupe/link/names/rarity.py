"""How rare a word of a name is, from counts of name words (tools/train_names.py)."""

from __future__ import annotations

import functools
import zlib

from recoupe.link.names.learned import learned

UNSEEN = 1.0


@functools.lru_cache(maxsize=1 << 13)
def weight(form: str) -> float:
    """How much a word says of who is named: 1 if it was never seen, towards 0.2 the more bear it.

    Counts are kept by a checksum of the word, as logarithms: two words may share one, which only makes one less rare.
    """
    table = learned().counts
    return UNSEEN / (1.0 + 0.35 * table[zlib.crc32(form.encode()) % len(table)])
