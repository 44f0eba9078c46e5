"""The parent's side: who works on what, whose time is over, and answers put back in order."""

from __future__ import annotations

import pickle
import time
from collections import deque
from dataclasses import replace
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, TypeVar, cast

from recoupe.batch import worker
from recoupe.errors import InputError, RecoupeError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from recoupe.batch.worker import Task, Worker

R = TypeVar("R")
J = TypeVar("J")

_AHEAD = 8  # answers a worker that may wait for an earlier page


def run(
    work: Callable[[J], R],
    pages: Iterable[J | InputError],
    *,
    jobs: int = 1,
    timeout: float = 20.0,
    prepare: Callable[[], object] = lambda: None,
    tries: int = 1,
) -> Generator[R | InputError, None, None]:
    """Give `work(page)` for each of `pages`, in their order; for one that has none, the InputError that says why.

    Pages may be any things with a `ref`, which names them.

    `work` and `prepare` (what a worker loads before its first page, not counted in `timeout`) are functions of a
    module. At most a few pages a worker are held at a time. A page that takes longer than `timeout` seconds, or kills
    its worker, costs that worker and nothing else; the seconds are those of the processor where the system counts
    them, so that a busy machine loses nothing. A page whose worker dies is given to `tries` workers before it
    is given up: it may be that something else has killed them. Raises RecoupeError where no worker can be made ready.
    """
    pool = _Pool(work, prepare, jobs, timeout, tries)
    try:
        yield from pool.answers(enumerate(pages))
    finally:
        pool.close()


class _Pool:
    """The workers, the page that waits for one, and the answers that wait for an earlier one."""

    def __init__(
        self, work: Callable[[Any], Any], prepare: Callable[[], object], jobs: int, timeout: float, tries: int
    ) -> None:
        self.work, self.prepare, self.jobs, self.timeout, self.tries = work, prepare, jobs, timeout, tries
        self.workers: list[Worker] = []
        self.waiting: deque[Task] = deque()
        self.done: dict[int, Any] = {}
        self._start()  # loads while the first page is being read from disk

    def answers(self, pages: Iterator[tuple[int, Any]]) -> Iterator[Any]:
        """Give the answers in order; `pages` is pulled only when there is room."""
        following = 0
        more = True
        while True:
            self._collect(wait=False)
            while following in self.done:
                yield self.done.pop(following)
                following += 1
            if self._assign():
                continue
            if more and not self.waiting:
                more = self._pull(pages, following)
                continue
            if not any(w.tasks for w in self.workers) and not self.done:
                return
            self._collect(wait=True)

    def close(self) -> None:
        """End all workers, busy or not."""
        for w in self.workers:
            w.kill()
        self.workers.clear()

    def _pull(self, pages: Iterator[tuple[int, Any]], following: int) -> bool:
        """Take the next page, if there is room for its answer; False when there are no more."""
        held = sum(len(w.tasks) for w in self.workers) + len(self.done)
        if held >= self.jobs * _AHEAD:
            self._collect(wait=True)
            return True
        index, page = next(pages, (following, None))
        if page is None:
            return False
        if isinstance(page, InputError):
            self.done[index] = page
        else:
            self.waiting.append(worker.task(index, page))
        return True

    def _assign(self) -> bool:
        """Hand the page that waits to a worker, the idlest first; False if none takes it."""
        if not self.waiting:
            return False
        if len(self.workers) < self.jobs and all(w.tasks for w in self.workers):
            self._start()
        for w in sorted(self.workers, key=lambda w: len(w.tasks)):
            if w.takes(self.waiting[0]):
                w.send(self.waiting.popleft())
                return True
        return False

    def _start(self) -> None:
        self.workers.append(worker.start(self.work, self.prepare, self.timeout, self.workers))

    def _collect(self, *, wait: bool) -> None:
        """Take what workers have to say; end those whose time is over."""
        due = [w for w in self.workers if w.tasks or not w.ready]
        if not due:
            return
        patience = max(0.0, min(w.deadline(self.timeout) for w in due) - time.monotonic()) if wait else 0.0
        heard = connection.wait([w.outbox for w in due], patience)
        now = time.monotonic()
        for w in due:
            if w.outbox in heard:
                self._hear(w)
            elif now >= w.deadline(self.timeout):
                self._lose(w, late=True)

    def _hear(self, w: Worker) -> None:
        """Take one message of `w`."""
        try:
            answer = pickle.loads(w.outbox.recv_bytes())  # noqa: S301 -- from our own child
        except (EOFError, OSError):
            self._lose(w, late=False)
            return
        w.since = time.monotonic()
        if w.ready:
            self.done[w.tasks.popleft().index] = answer
        elif answer is None:
            w.ready = True
        else:
            raise cast("RecoupeError", answer)

    def _lose(self, w: Worker, *, late: bool) -> None:
        """End `w`, say so in place of its first page's answer, and let another do its second."""
        self.workers.remove(w)
        code = w.kill(0.0 if late else 1.0)
        if not w.ready:
            raise RecoupeError("a worker process does not start (recoupe doctor says what is missing)")
        if w.tasks:
            lost = w.tasks.popleft()
            late = late or (worker.LATE is not None and code == -worker.LATE)
            if not late and lost.deaths + 1 < self.tries:
                w.tasks.appendleft(replace(lost, deaths=lost.deaths + 1))
            else:
                self.done[lost.index] = unread(lost.ref, code, self.timeout, late=late)
        self.waiting.extendleft(reversed(w.tasks))


def unread(ref: str, code: int | None, timeout: float, *, late: bool) -> InputError:
    """What is said of a page whose worker took too long, or ended with `code`."""
    if late:
        return InputError(ref, f"given up after {timeout:g} s", "raise --timeout if it is worth it")
    how = f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
    mend = "it may need more memory than there is" if code == -9 else "a fault of recoupe; please report it"  # noqa: PLR2004
    return InputError(ref, f"its reader died ({how})", mend)
