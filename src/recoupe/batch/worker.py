"""One worker process: a pipe in, a pipe out, a queue of at most two pages, and an end by force."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import logging
import multiprocessing
import os
import pickle
import signal
import sys
import time
import traceback
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from recoupe.errors import InputError, RecoupeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext
    from multiprocessing.process import BaseProcess

    from recoupe.model import Page

PREPARING = 60.0  # seconds a worker may take to import
LOADING = 2.0  # seconds more for its first page, with which it loads what that page needs
BUSY = 10.0  # how many times as long by the clock, where the limit is one of processor time
SMALL = 16_384  # bytes that surely fit in a pipe beside one more message, so that sending them never waits
_GRACE = 5.0  # seconds after which a worker ends itself that nobody has killed
_COUNTED = hasattr(signal, "setitimer")  # whether the system counts a process's own seconds
LATE = signal.SIGPROF if _COUNTED else None  # what ends a worker whose own seconds are over, C code or not

# Forking is quick, and safe where this process has no other threads while it starts a worker.
FORKED = cast("SpawnContext", multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn"))
# Where it has some, a process without any is kept to fork from.
SERVED = cast("SpawnContext", multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn"))


@dataclass(frozen=True, slots=True)
class Task:
    """A page packed for the pipe, its place in the order, its name, how many workers died of it."""

    index: int
    ref: str
    message: bytes
    deaths: int = 0

    @property
    def small(self) -> bool:
        """Whether it may be sent to a worker that is busy."""
        return len(self.message) <= SMALL


def task(index: int, page: Page) -> Task:
    """Pack `page`, or another thing with a `ref`."""
    return Task(index, page.ref, pickle.dumps(page, pickle.HIGHEST_PROTOCOL))


@dataclass(slots=True)
class Worker:
    """The parent's view: the process, its pipes, what it has to do (the first since `since`), whether it is loaded."""

    process: BaseProcess
    inbox: Connection
    outbox: Connection
    since: float = field(default_factory=time.monotonic)
    tasks: deque[Task] = field(default_factory=deque)
    ready: bool = False

    def takes(self, t: Task) -> bool:
        """Whether `t` may be sent now."""
        return not self.tasks or (len(self.tasks) == 1 and t.small)

    def send(self, t: Task) -> None:
        """Hand over `t`; a dead worker takes it too, and is found out when its answer is due."""
        if not self.tasks and self.ready:
            self.since = time.monotonic()
        self.tasks.append(t)
        with contextlib.suppress(OSError):
            self.inbox.send_bytes(t.message)

    def deadline(self, timeout: float) -> float:
        """When its patience is over, on the monotonic clock."""
        return self.since + (by_the_clock(timeout) if self.ready else PREPARING)

    def kill(self, patience: float = 0.0) -> int | None:
        """End it; give the exit code that it ended with by itself within `patience` seconds, if it did."""
        self.process.join(patience)
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            self.process.join()
        self.inbox.close()
        self.outbox.close()
        return code


def by_the_clock(timeout: float) -> float:
    """How long a page may take by the clock: the processor may be busy with others, but not for ever."""
    return BUSY * timeout + LOADING if _COUNTED else timeout


def start(
    work: Callable[[Any], Any],
    prepare: Callable[[], object],
    timeout: float,
    others: Sequence[Worker] = (),
    context: SpawnContext = FORKED,
) -> Worker:
    """Start a worker. The pipes of `others` are closed in it, so that each ends when this process does."""
    their_inbox, inbox = context.Pipe(duplex=False)
    outbox, their_outbox = context.Pipe(duplex=False)
    forked = context.get_start_method() == "fork"
    strangers = [c for w in others for c in (w.inbox, w.outbox)] + [inbox, outbox] if forked else []
    pipes = {"inbox": their_inbox, "outbox": their_outbox, "strangers": strangers}
    process = context.Process(target=_main, args=(work, prepare, timeout), kwargs=pipes, daemon=True)
    process.start()
    their_inbox.close()
    their_outbox.close()
    return Worker(process, inbox, outbox)


def _main(
    work: Callable[[Page], Any],
    prepare: Callable[[], object],
    timeout: float,
    *,
    inbox: Connection,
    outbox: Connection,
    strangers: Sequence[Connection],
) -> None:
    """The worker's life: load, say so, then a page in, an answer out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if LATE is not None:
        signal.signal(LATE, signal.SIG_DFL)
    for c in strangers:
        c.close()
    if "RECOUPE_DEBUG" not in os.environ:
        logging.disable(logging.CRITICAL)
    with contextlib.suppress(EOFError, BrokenPipeError), open(os.devnull, "w") as nowhere:  # noqa: PTH123
        gc.disable()  # what is loaded with the first page stays: there is nothing to collect in it, only time to lose
        outbox.send_bytes(_packed(_prepared(prepare)))
        loading = LOADING
        while True:
            page = pickle.loads(inbox.recv_bytes())  # noqa: S301 -- from our own parent
            faulthandler.dump_traceback_later(by_the_clock(timeout) + _GRACE, exit=True, file=nowhere)
            _count(timeout + loading)
            answer = _packed(_done(work, page))
            _count(0)
            faulthandler.cancel_dump_traceback_later()
            outbox.send_bytes(answer)
            gc.enable()
            loading = 0.0


def _count(seconds: float) -> None:
    """Let this process end when it has used so many seconds of processor time from now; 0 for never."""
    if _COUNTED:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _prepared(prepare: Callable[[], object]) -> RecoupeError | None:
    try:
        prepare()
    except RecoupeError as e:
        return e
    except Exception as e:  # noqa: BLE001 -- whatever it is, the user must hear of it
        _debug()
        return RecoupeError(f"cannot start: {type(e).__name__}: {e} (recoupe doctor says what is missing)")
    return None


def _done(work: Callable[[Page], Any], page: Page) -> Any:
    """The answer, or the error that stands for it."""
    try:
        return work(page)
    except InputError as e:
        return e
    except MemoryError:
        return InputError(page.ref, "needs more memory than there is", "give it less at a time")
    except RecursionError:
        _debug()
        return InputError(page.ref, "nested too deep")
    except Exception as e:  # noqa: BLE001 -- one page must not end the others
        _debug()
        said = " ".join(str(e).split())[:200]
        return InputError(page.ref, f"{type(e).__name__}: {said}", "a fault of recoupe; please report it")


def _packed(answer: object) -> bytes:
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _debug() -> None:
    if "RECOUPE_DEBUG" in os.environ:
        traceback.print_exc()
