"""Templates of sites in a ledger: learned from pages in their order, kept for good once a page was read with them."""

import datetime as dt
import random
from collections.abc import Callable

from makers import TEXT, plain

from recoupe import store
from recoupe.sources import Fetched
from recoupe.store.store import Store
from recoupe.templates import ENOUGH, KNOWN, LAYOUTS, Lines, Used, lines

SITE = "gazette.example"
AT = dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC)


def page(n: int, *repeated: str, layout: int = 0) -> Lines:
    chance = random.Random(f"{layout} {n}")
    return lines("\n".join([*("".join(chance.choices("abcdefgh ", k=80)) for _ in range(6)), *repeated]))


def old(n: int) -> Lines:
    return page(n, "Write to the editors.", "All rights are reserved.")


def new(n: int, layout: int = 1) -> Lines:
    return page(n, f"Layout {chr(97 + layout)} has this line.", layout=layout)


def teach(ledger: Store, *pages: Lines) -> None:
    for each in pages:
        ledger.teach([(SITE, each)])


def told(ledger: Store) -> list[tuple[int, int, int]]:
    """The templates that are in use: layout, pages, lines."""
    return [(t.layout, t.pages, len(t.keys)) for t in ledger.templates(SITE)]


def test_a_template_is_there_after_a_few_pages_and_made_for_good_after_more(ledger: Store) -> None:
    teach(ledger, *map(old, range(KNOWN - 1)))
    assert (told(ledger), ledger.renewable()) == ([], [])
    teach(ledger, old(KNOWN))
    assert (told(ledger), ledger.renewable()) == ([(1, KNOWN, 2)], [SITE])
    ledger.renewed(SITE)
    teach(ledger, *map(old, range(20, 19 + ENOUGH - KNOWN)))
    assert (told(ledger), ledger.renewable()) == ([(1, KNOWN, 2)], [])
    teach(ledger, *map(old, range(50, 90)))
    assert (told(ledger), ledger.renewable()) == ([(1, ENOUGH, 2)], [SITE])
    assert ledger.templates("other.example") == ()


def test_a_site_that_has_changed_gets_another_template_and_keeps_the_old_one(ledger: Store) -> None:
    teach(ledger, *map(old, range(30)), *map(new, range(KNOWN)), *map(old, range(30, 50)))
    assert told(ledger) == [(2, KNOWN, 1), (1, ENOUGH, 2)]
    for layout in range(2, 9):
        teach(ledger, *(new(n, layout) for n in range(30)))
    assert [t.layout for t in ledger.templates(SITE)] == list(range(8, 8 - LAYOUTS, -1))


def test_pages_that_come_again_change_nothing(ledger: Store, opened: Callable[..., Store]) -> None:
    pages = [*map(old, range(20)), *map(new, range(8)), page(99)]
    teach(ledger, *pages)
    before = ledger.engine.all("SELECT site, said FROM learned"), told(ledger)
    teach(opened(), *pages)
    ledger.teach([(SITE, each) for each in pages])
    assert (ledger.engine.all("SELECT site, said FROM learned"), told(ledger)) == before


def test_what_was_learned_can_be_used_without_waiting_for_more(ledger: Store) -> None:
    teach(ledger, *map(old, range(12)))
    assert told(ledger) == [(1, KNOWN, 2)]
    ledger.settle([SITE, "other.example"])
    assert told(ledger) == [(1, 12, 2)]
    ledger.renewed(SITE)
    ledger.settle([SITE])
    assert ledger.renewable() == []
    teach(ledger, *map(old, range(30, 60)))
    assert told(ledger) == [(1, ENOUGH, 2)]


def test_with_what_a_page_was_read_is_kept_and_given(ledger: Store) -> None:
    teach(ledger, *map(old, range(KNOWN)))
    (first,) = ledger.templates(SITE)
    packed = store.packed(plain("r", TEXT, url="https://gazette.example/1"))
    ledger.add_packed(packed, page="g1", used=Used(SITE, first.id))
    ledger.add_packed(packed, page="g2", used=Used(SITE, ""))
    ledger.add_packed(packed, page="g3")
    teach(ledger, *map(old, range(20, 40)))
    assert ledger.used("g1") == Used(SITE, first.id)
    assert ledger.given(Used(SITE, first.id)) == (first,)
    assert ledger.used("g2") == Used(SITE, "")
    assert ledger.given(Used(SITE, "")) == ()
    assert ledger.used("g3") is ledger.used("g4") is None
    ledger.add_packed(packed, page="g1")
    assert ledger.used("g1") == Used(SITE, first.id)
    assert not list(ledger.check())


def test_pages_that_were_read_too_soon_are_named_and_no_others(ledger: Store) -> None:
    teach(ledger, *map(old, range(KNOWN)))
    (first,) = ledger.templates(SITE)
    used = {"soon": "", "with": first.id, "none": None}
    for n, (name, template) in enumerate(used.items()):
        reading = plain("r", TEXT + f" More of {name}.", url=f"https://gazette.example/{name}")
        done = Fetched(f"https://gazette.example/{name}", AT + dt.timedelta(hours=n), "kept", record=f"w{name}")
        more = None if template is None else Used(SITE, template)
        ledger.fetched_packed(done, store.packed(reading), page=f"g{name}", used=more)
    assert [f.record for f in ledger.outdated(SITE)] == ["wsoon"]
    teach(ledger, *map(old, range(20, 40)))
    assert [f.record for f in ledger.outdated(SITE)] == ["wsoon", "wwith"]
    assert not list(ledger.outdated("other.example"))


def test_a_fetch_teaches_with_it_and_what_is_not_kept_does_not(ledger: Store) -> None:
    for n in range(KNOWN):
        reading = plain("r", TEXT + f" More of {n}.", url=f"https://gazette.example/{n}")
        done = Fetched(f"https://gazette.example/{n}", AT, "kept", record=f"w{n}")
        more = {"page": f"g{n}", "used": Used(SITE, ""), "lines": old(n)}
        ledger.fetched_packed(done, store.packed(reading), **more)  # type: ignore[arg-type]
        ledger.fetched_packed(done, store.packed(reading), **more)  # type: ignore[arg-type]
    assert told(ledger) == [(1, KNOWN, 2)]
