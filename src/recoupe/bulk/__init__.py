"""Many archives into tables: inputs are cut into parts, each part becomes one Parquet file a table, all or nothing.

A part is a range of records of one file. What reads it (`reading.run`) is the same on one machine and on a cluster, and
gives the same files byte for byte, so that an engine is only a way of handing out parts. A part that is there is not
read again: that is how a run goes on where another was broken off.
"""

from __future__ import annotations

from recoupe.bulk.columns import TABLES

__all__ = ["TABLES"]
