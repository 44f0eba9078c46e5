"""Web archives: their pages (WARC, ISO 28500; ARC; WACZ), and folders of them in which answers are kept as evidence.

They are read as a stream with constant memory. What is broken in an archive costs only itself: it is named by file and
offset, and the reading goes on at the next record that can be found. Records are parsed and written by warcio; finding
them again is done here, since no library does it.
"""

from __future__ import annotations

from recoupe.warc.answers import Answer, Kept
from recoupe.warc.archives import pages, wacz
from recoupe.warc.folder import Folder
from recoupe.warc.proof import page
from recoupe.warc.ranges import Range

__all__ = ["Answer", "Folder", "Kept", "Range", "page", "pages", "wacz"]
