"""Sources into a ledger, live: polls what is due, fetches what is new, reads it, keeps it, all politely.

`watcher` says what is begun when, from what waits in its `lanes`; `taking` asks, and keeps what came; what that is
worth is decided in `verdicts` and `feeding`, which are pure; `stored` gives kept pages to be read anew; `readers` are
processes that read meanwhile. An address stays due until what came of it stands in the ledger, so that a run that is
killed loses nothing and doubles nothing.
"""

from __future__ import annotations

from recoupe.watching.readers import Readers
from recoupe.watching.taking import Done, Taking
from recoupe.watching.watcher import Watcher

__all__ = ["Done", "Readers", "Taking", "Watcher"]
