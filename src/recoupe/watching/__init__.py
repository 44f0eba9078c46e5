"""Sources into a ledger, live: polls what is due, fetches what is new, reads it, keeps it, all politely.

What came of a request is decided in `verdicts` and `feeding`, which are pure; `watcher` asks and keeps. An address
stays due until what came of it stands in the ledger, so that a run that is killed loses nothing and doubles nothing.
"""

from __future__ import annotations

from recoupe.watching.watcher import Done, Watcher

__all__ = ["Done", "Watcher"]
