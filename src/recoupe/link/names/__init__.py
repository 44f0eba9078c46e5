"""Names in many spellings and scripts: how surely two are one, keys to find them by, and their Latin spelling."""

from __future__ import annotations

from recoupe.lang.roman import romanise
from recoupe.link.names.judge import SAME, Score, compare_names, compare_pairs
from recoupe.link.names.keys import keys

__all__ = ["SAME", "Score", "compare_names", "compare_pairs", "keys", "romanise"]
