"""The order in which what is in a ledger is linked: stories, copies, actors, claims; articles by time of publication.

Pure parts do the work (`recoupe.link`); this package asks the ledger for what they need and keeps what they find.
"""

from __future__ import annotations

from recoupe.linking.run import Progress, link

__all__ = ["Progress", "link"]
