"""When garbage is looked for."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def later() -> Iterator[None]:
    """Leave garbage to counts of references meanwhile: for work that makes much and hardly any cycles.

    Looking for cycles among all that is made, again and again, would cost some per cent. A thread that begins
    meanwhile changes nothing, and whichever ends first has cycles looked for again.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
