"""Names of one person, organisation or place in many spellings and scripts: compared, romanised, and keys to find them."""

from __future__ import annotations

from recoupe.lang.roman import romanise
from recoupe.link.names.judge import SAME, Score, compare_names
from recoupe.link.names.keys import keys

__all__ = ["SAME", "Score", "compare_names", "keys", "romanise"]
