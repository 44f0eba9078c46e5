"""Claims that were checked before: an index of them, and what in it a text says again.

`Index` holds claims by the keys of their words; `check` ranks them for a text and gives reasons. Both are pure: what
is in an index is handed to it.
"""

from recoupe.link.factchecks.index import Checked, Index, packed
from recoupe.link.factchecks.keys import asked, beginnings, plain
from recoupe.link.factchecks.matching import SHOWN, checked, links, of_statement
from recoupe.link.factchecks.ranking import Match, check

__all__ = [
    "SHOWN", "Checked", "Index", "Match", "asked", "beginnings", "check", "checked", "links", "of_statement", "packed",
    "plain",
]  # fmt: skip
