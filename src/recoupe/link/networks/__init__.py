"""Sites and who is behind them: graded evidence between sites, and the networks that it makes. Pure functions.

`marks` and `copied` give marks of articles and copies (`clean.marks` those of pages); `links` weighs them; `networks`
groups.
"""

from recoupe.link.networks.evidence import GRADES, copied, marks
from recoupe.link.networks.grouping import CERTAIN, links, networks

__all__ = ["CERTAIN", "GRADES", "copied", "links", "marks", "networks"]
