"""Which job is next: one at a time a host, hosts in turn, none that must be waited for, none twice."""

from recoupe.sources import Address, Channel
from recoupe.watching.lanes import Lanes


def at_once(_: str) -> float:
    return 0.0


def page(host: str, n: int) -> Address:
    return Address(f"http://{host}.example/{n}")


def lanes(*jobs: Address | Channel) -> Lanes:
    made = Lanes()
    for job in jobs:
        made.put(job)
    return made


def test_one_at_a_time_a_host_and_hosts_in_turn() -> None:
    made = lanes(page("a", 1), page("a", 2), page("b", 1), page("c", 1))
    taken = [made.take(at_once) for _ in range(4)]
    assert taken == [page("a", 1), page("b", 1), page("c", 1), None]
    made.done(page("a", 1))
    assert made.take(at_once) == page("a", 2)
    assert len(made) == 0
    assert set(made.hosts) == {"a.example", "b.example", "c.example"}


def test_a_host_that_was_served_stands_behind_the_others() -> None:
    made = lanes(page("a", 1), page("a", 2), page("b", 1), page("b", 2))
    first = made.take(at_once)
    assert first == page("a", 1)
    made.done(first)
    assert made.take(at_once) == page("b", 1)


def test_channels_before_pages_and_nothing_twice() -> None:
    made = lanes(page("a", 1), page("a", 1), page("a", 2), Channel("http://a.example/feed", "o1"))
    made.put(Channel("http://a.example/map", "o1"))
    taken = []
    while (job := made.take(at_once)) is not None:
        taken.append(job.url.rpartition("/")[2])
        made.put(job)  # it is being done
        made.done(job)
    assert taken == ["feed", "map", "1", "2"]


def test_a_host_that_must_be_waited_for_does_not_hold_up_others() -> None:
    waits = {"a.example": 5.0, "b.example": 0.0, "c.example": 2.0}
    made = lanes(page("a", 1), page("b", 1), page("c", 1))
    assert made.take(waits.__getitem__) == page("b", 1)
    assert made.take(waits.__getitem__) is None
    assert made.soonest(waits.__getitem__) == 2.0
    made.clear()
    assert (len(made), made.soonest(waits.__getitem__)) == (0, None)
    made.put(page("a", 1))
    assert len(made) == 1


def test_no_host_fills_the_lanes() -> None:
    made = lanes(*(page("a", n) for n in range(1_000)), page("b", 1))
    assert len(made) < 50
    assert made.free == 2
