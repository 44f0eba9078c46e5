"""Sites and who is behind them: graded evidence between sites, and the networks that it makes. Pure functions.

`marks` and `copied` give marks of articles and copies (`clean.marks` those of pages); `links` weighs them; `networks`
groups. `between` weighs some pairs alone, for who keeps marks elsewhere.
"""

from recoupe.link.networks.evidence import GRADES, LINKING, MOST, MOST_POINTING, POINTING, copied, host, is_hub, marks
from recoupe.link.networks.grouping import CERTAIN, between, links, networks, paired, told

__all__ = [
    "CERTAIN",
    "GRADES",
    "LINKING",
    "MOST",
    "MOST_POINTING",
    "POINTING",
    "between",
    "copied",
    "host",
    "is_hub",
    "links",
    "marks",
    "networks",
    "paired",
    "told",
]
