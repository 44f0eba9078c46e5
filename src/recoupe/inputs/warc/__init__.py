"""Web archives into Pages: WARC (ISO 28500), ARC, and WACZ, read as a stream with constant memory.

What is broken in an archive costs only itself: it is named by file and offset, and the reading goes on at the next
record that can be found. Records are parsed by warcio; finding them again is done here, since no library does it.
"""

from __future__ import annotations

from recoupe.inputs.warc.archives import pages, wacz

__all__ = ["pages", "wacz"]
