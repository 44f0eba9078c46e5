"""Inputs through the workers into a ledger: one transaction a reading, in the order of the inputs."""

from __future__ import annotations

import contextlib
import functools
from collections import Counter, deque
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe import __version__, batch, export, inputs
from recoupe.cli import learning, ledgers, progress, reading, work
from recoupe.cli.places import Places
from recoupe.errors import InputError
from recoupe.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from recoupe.cli.places import Reached
    from recoupe.config import Config
    from recoupe.store.rows import Came
    from recoupe.store.store import Store
    from recoupe.templates import Asked

_ALL = work.Wanted()
_SAID = {
    "added": "added",
    "replaced": "read anew",
    "known": "there already",
    "older": "older than what is there",
    "refused": "to be forgotten, so not added",
    "unwanted": "in other languages or of other kinds than asked for",
}


class Kept(NamedTuple):
    """What came of a page, the id of the page, and where that was."""

    came: Came
    page: str | None
    place: Reached | None = None


def add(
    refs: Sequence[str],
    config: Config,
    *,
    ledger: str,
    jobs: int,
    again: bool,
    wanted: work.Wanted = _ALL,
) -> int:
    """Read `refs` and keep those `wanted` in a ledger; 1 where one could not be read, 0 otherwise.

    Pages that this version has read are passed over unless `again`. On Ctrl-C what is done is kept, and
    KeyboardInterrupt goes on. Raises LedgerError.
    """
    shown = progress.of(refs)
    with ledgers.opened(ledger, create=True, say=shown.say) as there:
        places = None if again else Places(there, config, wanted, shown.say)
        pages = Pages(there, config, again=again, places=places)
        how: dict[str, Any] = {"max_bytes": config.max_bytes, "row": inputs.row_or_reading}
        learning.learn(there, refs, config, wanted, again=again, jobs=jobs or reading.processors(), how=how)
        walk = functools.partial(inputs.pages, refs, fetch=reading.fetcher(refs, config), places=places, **how)
        return run(pages, walk, functools.partial(work.kept, config=config, wanted=wanted), shown, jobs=jobs)


def renew(config: Config, *, ledger: str, jobs: int) -> int:
    """Read the articles of a ledger anew whose facts older rules have made; as `add`."""
    with ledgers.opened(ledger) as there:
        old = [a for a, version in there.versions_of_rules() if version != __version__]
        shown = progress.Progress()
        pages = Pages(there, config, again=True)
        walk = functools.partial(_stored, there, old)
        return run(pages, walk, functools.partial(work.again, config=config), shown, jobs=jobs)


def _stored(there: Store, articles: Iterable[str], **_: object) -> Iterator[Page]:
    """Articles of the ledger as pages for `work.again`."""
    for found in there.readings(articles):
        yield Page(found.article.ref, export.get("jsonl").piece(found, export.Look()).text, inputs.READING)


def run(
    pages: Pages,
    walk: Callable[..., Iterator[Page | InputError]],
    job: Callable[[Any], Came],
    shown: progress.Progress,
    *,
    jobs: int,
) -> int:
    """Let workers do `job`, keep what comes, say what became of it."""
    going = reading.Run(shown, None)
    answers = batch.run(
        job,
        going.watched(functools.partial(pages.new, walk)),
        jobs=jobs or reading.processors(),
        timeout=pages.config.timeout,
        prepare=work.prepare_rows,
    )
    try:
        with contextlib.closing(answers), shown, reading.on_interrupt(going.stop):
            for kept in going.pieces(pages.named(answers)):
                pages.became[pages.keep(kept)] += 1
    finally:
        shown.say(pages.told())
    if pages.places and not going.stopped:
        pages.places.done()
    return going.end()


class Pages:
    """The pages on their way: which are new, and which id each has."""

    anew = False  # whether a page that was read without a template may have one now

    def __init__(self, there: Store, config: Config, *, again: bool, places: Places | None = None) -> None:
        self.there, self.config, self.again, self.places = there, config, again, places
        self.waiting: deque[tuple[str | None, Reached | None]] = deque()
        self.became: Counter[str] = Counter()

    def new(
        self, walk: Callable[..., Iterator[Page | InputError]], **heard: Callable[..., None]
    ) -> Iterator[Page | Asked | InputError]:
        """The pages that this version of the rules has not read, each with what is known of its template."""
        for page in walk(**heard):
            place = self.places.taken() if self.places else None
            name = (
                None
                if isinstance(page, InputError) or page.media_type == inputs.READING
                else inputs.page_id(page, self.config)
            )
            if name and not self.again and self.there.knows(name, __version__):
                self.became["known"] += 1
                continue
            self.waiting.append((name, place))
            if isinstance(page, InputError) or name is None:
                yield page
            else:
                yield learning.asked(self.there, page, name, anew=self.anew)

    def named(self, answers: Iterator[Came | InputError]) -> Generator[Kept | InputError, None, None]:
        """The answers with the ids of their pages."""
        for answer in answers:
            name, place = self.waiting.popleft()
            yield answer if isinstance(answer, InputError) else Kept(answer, name, place)

    def keep(self, kept: Kept) -> str:
        """Keep a reading, if it is wanted; gives what became of it."""
        if kept.came.packed is not None:
            used = kept.came.used
            return self.there.add_packed(kept.came.packed, page=kept.page, reached=kept.place, used=used)
        if kept.place:
            self.there.reach(kept.place)
        return "unwanted"

    def told(self) -> str:
        """What became of them, in a line."""
        return ", ".join(f"{self.became[k]:,} {said}" for k, said in _SAID.items() if self.became[k]) or "nothing added"
