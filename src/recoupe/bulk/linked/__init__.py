"""Tables of readings into linked tables: stories, copies, actors, claims, of articles that are all there at once.

A ledger links articles as they come. Here none comes first: `keys` says by what an article is found, SQL (`joins`, the
same on every engine) finds those that share keys, `neighbourhoods` makes components of them, and in each neighbourhood
the linkers of the ledger run, in the order of publication (`inside`). So what is found depends on the articles alone,
not on the order of files, on how they were cut into parts, or on the engine. See docs/batch.md.
"""

from __future__ import annotations

from recoupe.bulk.linked.columns import TABLES

__all__ = ["TABLES"]
