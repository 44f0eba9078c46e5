"""Work for worker processes: each page's text says what to do."""

import gc
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from recoupe.errors import InputError, RecoupeError
from recoupe.model import Page


def work(page: Page) -> str:
    what, _, argument = str(page.body).partition(" ")
    if what in DEEDS:
        DEEDS[what](argument)
    return page.ref


def collects(_: Page) -> bool:
    return gc.isenabled()


def spin(seconds: str) -> None:
    end = time.process_time() + float(seconds)
    while time.process_time() < end:
        pass


def count(_: str) -> None:
    """Work in C, where no signal handler of Python's runs."""
    sum(range(10**12))


def fail(name: str) -> None:
    raise {"value": ValueError("a\nb"), "memory": MemoryError(), "input": InputError("2", "no good", "none")}[name]


def once(path: str) -> None:
    """Die the first time."""
    if not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)


def recurse(_: str) -> None:
    recurse(_)


DEEDS: dict[str, Callable[[str], None]] = {
    "spin": spin,
    "count": count,
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "die": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "exit": lambda _: os._exit(3),
    "fail": fail,
    "once": once,
    "recurse": recurse,
}


def cannot_start() -> None:
    raise RecoupeError("no data")


def breaks_at_start() -> None:
    raise KeyError("x")


def dies_at_start() -> None:
    os._exit(1)
