"""Many sites without offending any: robots.txt obeyed, one request at a time a host with a delay, opt-outs read.

Needs the extra `watch`.
"""

from __future__ import annotations

from recoupe.fetch.polite.robots import Robots
from recoupe.fetch.polite.turns import Turns
from recoupe.fetch.polite.visitor import Visitor

__all__ = ["Robots", "Turns", "Visitor"]
