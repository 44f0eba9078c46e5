"""What a worker process does with a page: read it and make rows of it. Everything here must survive pickling."""

from __future__ import annotations

import contextlib
import functools
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from recoupe.bulk.rows import Rows
    from recoupe.config import Config
    from recoupe.model import Article, Page


_HTML = f"<html><body><article>{'<p>“1”, A. B: 2. ' * 20}</article></body></html>"


class Wanted(NamedTuple):
    """Which articles are kept: those in one of these languages, of one of these kinds; all where there are none."""

    langs: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def has(self, article: Article) -> bool:
        """Whether `article` is one of them."""
        kept = not self.langs or article.lang in self.langs
        return kept and (not self.kinds or article.kind in self.kinds)


@functools.cache
def load(codes: frozenset[str] = frozenset()) -> None:
    """Load what reading these languages needs (none: all), once: workers that are forked from this process have it.

    So one that takes the place of a worker that was lost is there at once.
    """
    if sys.platform != "linux":  # workers are not forked there
        return
    from recoupe import lang, pipeline  # noqa: PLC0415 -- late: it takes a while
    from recoupe.bulk import rows  # noqa: PLC0415
    from recoupe.model import Page  # noqa: PLC0415

    for code in lang.codes():
        if codes and code not in codes:
            continue
        page = Page(code, _HTML, "text/html", url=f"https://{code}.example/", lang=code, published="2024-05-08")
        rows.rows(pipeline.read(page))
    gc.collect()
    gc.freeze()  # what is loaded stays, and is not looked at again: so its memory stays shared


def prepare(memory: int) -> None:
    """Import what `tables` needs, and let this process have no more than `memory` bytes from now on (0: no bound)."""
    from recoupe import pipeline  # noqa: F401, PLC0415 -- in the worker only
    from recoupe.bulk import rows  # noqa: F401, PLC0415

    if memory:
        _bounded(memory)


def tables(page: Page, config: Config, wanted: Wanted) -> Rows | None:
    """The reading of `page`, or that in it, as rows; None where it is not wanted. Raises InputError."""
    from recoupe import clean, inputs, pipeline  # noqa: PLC0415 -- in the worker only
    from recoupe.bulk.rows import rows  # noqa: PLC0415

    if page.media_type == inputs.READING:
        from recoupe.store import contract  # noqa: PLC0415 -- few have readings

        reading = contract.reading(page.body, page.ref)
        return rows(reading) if wanted.has(reading.article) else None
    article = clean.article(page, config=config)
    return rows(pipeline.again(article, config)) if wanted.has(article) else None


def _bounded(memory: int) -> None:
    """Bound what this process may take, where the system can: a page that wants more gets a MemoryError."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 -- not on every system

        limit = _taken() + memory
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (limit if most < 0 else min(limit, most), most))


def _taken() -> int:
    """Bytes of data that this process has, as Linux counts them; 0 where it is not told."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0
