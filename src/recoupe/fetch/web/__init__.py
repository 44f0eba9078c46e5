"""Many pages at a time: one GET of a URL into an Answer, within limits, over connections to checked addresses.

Needs the extra `watch`. What may be asked of a site and how often is decided in `fetch.polite`; nothing here asks
robots.txt.
"""

from __future__ import annotations

from recoupe.fetch.web.agent import PRODUCT, user_agent
from recoupe.fetch.web.answer import Answer, Hop, Known, Limits
from recoupe.fetch.web.client import Client
from recoupe.fetch.web.names import Names

__all__ = ["PRODUCT", "Answer", "Client", "Hop", "Known", "Limits", "Names", "user_agent"]
