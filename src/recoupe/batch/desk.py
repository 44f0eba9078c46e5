"""One worker process that is asked one thing at a time and waited for, from a process that has threads."""

from __future__ import annotations

import contextlib
import enum
import pickle
from typing import TYPE_CHECKING, Any, cast

from recoupe.batch import worker
from recoupe.batch.pool import unread
from recoupe.errors import RecoupeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoupe.batch.worker import Worker


class Desk:
    """A worker, another one after it when it dies or takes longer than `timeout` seconds; see `batch.run`.

    It starts with the first thing that is asked. `close` may be called from another thread.
    """

    def __init__(self, work: Callable[[Any], Any], *, timeout: float, prepare: Callable[[], object]) -> None:
        self.work, self.timeout, self.prepare = work, timeout, prepare
        self._worker: Worker | None = None

    def ask(self, job: Any) -> Any:
        """What `work` gives for `job`, which has a `ref`; the InputError that says why there is nothing.

        Raises RecoupeError where no worker can be made ready.
        """
        task = worker.task(0, job)
        at = self._worker or self._started()
        with contextlib.suppress(OSError):  # a dead worker is found out when its answer is due
            at.inbox.send_bytes(task.message)
        answer = _heard(at, worker.by_the_clock(self.timeout))
        if not isinstance(answer, _Silence):
            return answer
        self._worker = None
        code = at.kill(1.0 if answer is _Silence.DEAD else 0.0)
        late = answer is _Silence.LATE or (worker.LATE is not None and code == -worker.LATE)
        return unread(task.ref, code, self.timeout, late=late)

    def close(self) -> None:
        """End the worker, busy or not."""
        if self._worker is not None:
            self._worker.process.kill()

    def _started(self) -> Worker:
        """A worker that has loaded what it needs."""
        self._worker = at = worker.start(self.work, self.prepare, self.timeout, context=worker.SERVED)
        answer = _heard(at, worker.PREPARING)
        if answer is None:
            return at
        self._worker = None
        at.kill()
        if isinstance(answer, _Silence):
            raise RecoupeError("a worker process does not start (recoupe doctor says what is missing)")
        raise cast("RecoupeError", answer)


class _Silence(enum.Enum):
    """Why a worker says nothing."""

    LATE = enum.auto()
    DEAD = enum.auto()


def _heard(at: Worker, seconds: float) -> Any:
    """What the worker says within `seconds`."""
    try:
        if not at.outbox.poll(seconds):
            return _Silence.LATE
        return pickle.loads(at.outbox.recv_bytes())  # noqa: S301 -- from our own child
    except (EOFError, OSError):
        return _Silence.DEAD
