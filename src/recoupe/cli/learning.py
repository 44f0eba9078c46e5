"""Templates of sites, learned in a first walk over what is to be added, so that each page is read once, with its own.

What is learned depends on the pages and their order alone, not on how many processes read, nor on whether a run was
broken off and started again: pages that have taught teach nothing new.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections import Counter, deque
from typing import IO, TYPE_CHECKING, Any

from recoupe import batch, clean, inputs
from recoupe.cli import progress, work
from recoupe.cli.places import Places
from recoupe.errors import InputError, UsageError
from recoupe.sources import host
from recoupe.store.part import chunks
from recoupe.templates import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recoupe.config import Config
    from recoupe.model import Page
    from recoupe.store.store import Store
    from recoupe.templates import Lines

_FIRST, _EACH = 40, 8  # of one site: pages that are looked at, and after them one of so many, for other layouts
_TAUGHT = 100  # pages in one transaction


def learn(
    there: Store,
    refs: Sequence[str],
    config: Config,
    wanted: work.Wanted,
    *,
    again: bool,
    jobs: int,
    how: Mapping[str, Any],
) -> None:
    """Learn from pages that `refs` name as often as one looks: files and folders, not standard input or addresses.

    how: as of inputs.pages. Raises LedgerError, UsageError where pages are to be read again with templates for which
    something is not installed.
    """
    often = [ref for ref in refs if os.path.isfile(ref) or os.path.isdir(ref)]  # noqa: PTH112, PTH113 -- as `inputs` asks
    if not often or not clean.learns():
        return
    shown, sites = progress.of(often), _Sites(there, config)
    places = None if again else _Learned(there, config, wanted, say=lambda _: None)
    walks = (inputs.pages([ref], places=places, on_bytes=sites.use, **how) for ref in often)
    answers = batch.run(
        functools.partial(work.shown, config=config),
        sites.new(walks),
        jobs=jobs,
        timeout=config.timeout,
        prepare=work.prepare_shown,
    )
    with contextlib.closing(answers), shown:
        for some in chunks(sites.told(answers), _TAUGHT):
            there.teach(some)
            shown.show(sites.count, sites.used)
    there.settle(sites.all)


def asked(there: Store, page: Page, name: str, *, anew: bool = False) -> Page | Asked:
    """A page that is to be read, `name` its id: with the template that it was read with, else with one that fits.

    anew: with one that fits where it was read with none. Raises UsageError where what templates need is not installed.
    """
    site = site_of(page)
    used = there.used(name) if site else None
    if used and (used.template or not anew):
        given = there.given(used)
        if given and not clean.learns():
            raise UsageError(
                f"{page.ref} was read with a template, which needs resiliparse: pip install 'recoupe[archives]'"
            )
        if given or not used.template:
            return Asked(page, used.site, given, given=True)
    return Asked(page, site, there.templates(site)) if site and clean.learns() else page


def site_of(page: Page) -> str:
    """The site whose template a page may have; "" where it has none."""
    return host(page.url) if page.url and page.media_type == "text/html" else ""


class _Learned(Places):
    """Places in archives that know no way back: what was begun to be read has been learned from before."""

    def start(self, raw: IO[bytes], ref: str) -> int:
        """Where learning begins: at the end, if reading has begun."""
        return raw.seek(0, os.SEEK_END) if super().start(raw, ref) else 0


class _Sites:
    """The pages on their way: of which site each is; how many were seen of each."""

    def __init__(self, there: Store, config: Config) -> None:
        self._there, self._config = there, config
        self._waiting: deque[str] = deque()
        self.all: set[str] = set()
        self.used = self.count = 0

    def use(self, size: int) -> None:
        """Hear how many bytes were used up."""
        self.used += size

    def new(self, walks: Iterable[Iterator[Page | InputError]]) -> Iterator[Page]:
        """The pages that may teach: none that was read before, and not all where one walk has many of a site."""
        for walk in walks:
            seen: Counter[str] = Counter()
            for page in walk:
                site = "" if isinstance(page, InputError) else site_of(page)
                if isinstance(page, InputError) or not site:
                    continue
                seen[site] += 1
                if seen[site] > _FIRST and seen[site] % _EACH:
                    continue
                if not self._there.used(inputs.page_id(page, self._config)):
                    self._waiting.append(site)
                    self.all.add(site)
                    self.count += 1
                    yield page

    def told(self, answers: Iterator[Lines | InputError | None]) -> Iterator[tuple[str, Lines]]:
        """What pages have shown, each with its site."""
        for answer in answers:
            site = self._waiting.popleft()
            if answer is not None and not isinstance(answer, InputError):
                yield site, answer
