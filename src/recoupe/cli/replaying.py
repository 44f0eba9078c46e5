"""Stored pages through the workers into a ledger, each in place of what was read in it before."""

from __future__ import annotations

import functools
from collections import deque
from typing import TYPE_CHECKING

from recoupe import __version__
from recoupe.cli import adding, keeping, ledgers, progress, work
from recoupe.errors import InputError
from recoupe.watching import stored

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from recoupe.cli.adding import Kept
    from recoupe.config import Config
    from recoupe.ledger import Query
    from recoupe.model import Page
    from recoupe.sources import Evidence, Fetched
    from recoupe.store.rows import Came
    from recoupe.store.store import Store


def replay(query: Query, config: Config, *, ledger: str, evidence: str | None, jobs: int, again: bool) -> int:
    """Read the stored pages anew that `query` asks for; 1 where one could not be, 0 otherwise.

    As `adding.add` otherwise. Raises InputError where there is no evidence, LedgerError.
    """
    shown = progress.Progress()
    with ledgers.opened(ledger, say=shown.say) as there:
        pages = _Pages(there, config)
        walk = functools.partial(
            _stored, there, keeping.pages(keeping.folder(ledger, evidence)), pages, query, again=again
        )
        job = functools.partial(work.kept, config=config, wanted=work.Wanted())
        return adding.run(pages, walk, job, shown, jobs=jobs)


class _Pages(adding.Pages):
    """The pages on their way, and the fetch that each is of."""

    anew = True

    def __init__(self, there: Store, config: Config) -> None:
        super().__init__(there, config, again=True)
        self.fetches: deque[Fetched] = deque()
        self.of: Fetched

    def named(self, answers: Iterator[Came | InputError]) -> Generator[Kept | InputError, None, None]:
        """The answers with the ids of their pages; `of` is the fetch of the one that was given last."""
        for answer in super().named(answers):
            self.of = self.fetches.popleft()
            yield answer

    def keep(self, kept: Kept) -> str:
        """Keep a reading in place of what was read in its page before."""
        assert kept.came.packed is not None  # all are wanted
        return self.there.replayed_packed(self.of, kept.came.packed, page=kept.page, used=kept.came.used)


def _stored(
    there: Store,
    evidence: Evidence,
    pages: _Pages,
    query: Query,
    *,
    again: bool,
    on_bytes: Callable[[int], None],
    **_: object,
) -> Iterator[Page | InputError]:
    """The stored pages of fetches, as they were when they came."""
    for done in there.stored(query, older=None if again else __version__):
        page = stored.page(evidence.page, done, there.address(done.url))
        pages.fetches.append(done)
        yield page
        if not isinstance(page, InputError):
            on_bytes(len(page.body))
