"""Work over many pages in worker processes: in order, streaming, with a hard time limit a page.

Pages are hostile and some of the code that reads them is C, which no exception and no signal handler interrupts: so
even one page is read in another process, which is killed when its time is over. A forked worker costs a few
milliseconds, and it loads the language data while this process is still busy with its own imports.
"""

from __future__ import annotations

from recoupe.batch.desk import Desk
from recoupe.batch.pool import run

__all__ = ["Desk", "run"]
