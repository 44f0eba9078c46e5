"""Readers beside a loop: many at a time, none that hangs or dies takes others with it, the loop goes on."""

import asyncio
import functools
import os
import signal
import time
from dataclasses import dataclass
from typing import Any

import pytest

from recoupe.cli import work
from recoupe.config import Config
from recoupe.errors import InputError, RecoupeError
from recoupe.watching import Readers, feeding


@dataclass(frozen=True)
class Job:
    ref: str


def do(job: Job) -> str:
    """What a worker does here, by the job's name."""
    what, _, more = job.ref.partition(" ")
    if what == "spin":
        while True:
            pass
    if what == "sleep":
        time.sleep(float(more))
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "refuse":
        raise InputError(job.ref, "no")
    return f"{what} by {os.getpid()}"


def nothing() -> None:
    """What these workers load."""


def broken() -> None:
    raise RecoupeError("cannot be")


def given(*jobs: str, count: int = 2, timeout: float = 0.3, **more: Any) -> list[Any]:
    async def run() -> list[Any]:
        async with Readers(do, jobs=count, timeout=timeout, **({"prepare": nothing} | more)) as read:
            return await asyncio.gather(*(read(Job(job)) for job in jobs))

    return asyncio.run(run())


def test_answers_come_to_who_asked() -> None:
    assert [a.split()[0] for a in given(*map(str, range(20)))] == [str(n) for n in range(20)]


@pytest.mark.parametrize(("job", "said"), [("spin", "given up after 0.3 s"), ("die", "died"), ("refuse", "no")])
def test_a_bad_job_costs_itself_alone(job: str, said: str) -> None:
    one, bad, other = given("one", job, "other", count=1)
    assert isinstance(bad, InputError)
    assert said in bad.reason
    assert (one.split()[0], other.split()[0]) == ("one", "other")


def test_workers_that_do_not_start_are_told() -> None:
    with pytest.raises(RecoupeError, match="cannot be"):
        given("one", prepare=broken)


def test_the_loop_goes_on_while_something_is_read() -> None:
    async def run() -> int:
        async with Readers(do, jobs=1, timeout=20, prepare=nothing) as read:
            await read(Job("start"))
            task = asyncio.ensure_future(read(Job("sleep 1")))
            beats = 0
            while not task.done():
                await asyncio.sleep(0.01)
                beats += 1
            return beats

    assert asyncio.run(run()) > 5  # about a hundred where nothing else runs


def test_left_while_something_is_read() -> None:
    async def run() -> None:
        async with Readers(do, jobs=1, timeout=60, prepare=nothing) as read:
            await read(Job("start"))
            task = asyncio.ensure_future(read(Job("sleep 60")))
            await asyncio.sleep(0.1)
            task.cancel()

    start = time.monotonic()
    asyncio.run(run())
    assert time.monotonic() - start < 30


def test_feeds_are_read_by_workers_too() -> None:
    item = b"<item><title>One</title><link>/1?utm_source=rss&amp;p=2</link></item>"
    feed = feeding.Raw("http://a.example/feed", "feed", b"<rss version='2.0'><channel>" + item + b"</channel></rss>")
    bad = feeding.Raw("http://a.example/page", "feed", b"<!DOCTYPE html><html><body>Sorry</body></html>")

    async def run() -> list[Any]:
        job = functools.partial(work.watched, config=Config())
        async with Readers(job, jobs=1, timeout=20, prepare=work.prepare_watched) as read:
            return [await read(feed), await read(bad)]

    told, refused = asyncio.run(run())
    assert isinstance(told, feeding.Told)
    assert [i.url for i in told.items] == ["http://a.example/1?p=2"]
    assert isinstance(refused, InputError)
    assert "is a page, not a feed" in refused.reason
