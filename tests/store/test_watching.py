"""Sources, channels, addresses and fetches in a ledger: what is due, what is known, what is lost by no crash."""

import datetime as dt
import itertools
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from makers import TEXT, plain, reading

from recoupe import ids, store
from recoupe.errors import UsageError
from recoupe.ledger import Query
from recoupe.linking.edits import edits
from recoupe.model import Reading
from recoupe.sources import BROKEN, RECHECKS, RETRIES, Address, Decision, Fetched, Item, Poll, following, identities
from recoupe.store import copying, migrations, rows
from recoupe.store.store import Store

START = dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC)
HOME, FEED = "https://a.example/", "https://a.example/feed.xml"
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def watched(ledger: Store) -> str:
    return ledger.watch(HOME, feeds=[FEED])


def poll(at: dt.datetime = START, **more: object) -> Poll:
    return replace(Poll(FEED, at, at + HOUR), **more)  # type: ignore[arg-type]


def item(n: int, *keys: str, **more: object) -> Item:
    return replace(Item(f"https://a.example/{n}", keys or (f"urn:item:{n}",)), **more)  # type: ignore[arg-type]


def page(n: int, text: str = TEXT) -> Reading:
    return reading(f"r{n}", text, url=f"https://a.example/{n}", site="a.example")


def got(n: int, at: dt.datetime = START, decision: Decision = "kept", **more: object) -> Fetched:
    return replace(Fetched(f"https://a.example/{n}", at, decision, status=200), **more)  # type: ignore[arg-type]


def due(ledger: Store, at: dt.datetime) -> list[str]:
    return [a.url.rsplit("/", 1)[1] for a in ledger.due(at)]


def test_a_source_is_put_in_once_and_found_by_all_its_names(ledger: Store) -> None:
    source = watched(ledger)
    assert ledger.watch(HOME, sitemaps=["https://a.example/map.xml"], every=60) == source
    (health,) = ledger.sources()
    assert [(c.url, c.kind, c.every) for c in health.channels] == [
        (FEED, "feed", 1_800),
        ("https://a.example/map.xml", "sitemap", 60),
    ]
    for name in (source, HOME, FEED, "a.example"):
        found = ledger.source(name)
        assert found is not None
        assert found.source.id == source
    other = ledger.watch("https://a.example/sport", feeds=["https://a.example/sport.xml"])
    assert ledger.source("a.example") is None
    assert ledger.source(other) is not None
    with pytest.raises(UsageError, match="is of another source"):
        ledger.watch("https://b.example/", feeds=[FEED])
    assert ledger.source("https://b.example/") is None


def test_what_is_told_once_is_new_once(ledger: Store) -> None:
    watched(ledger)
    first = [item(1), item(2)]
    assert ledger.polled(poll(), first) == first
    assert ledger.polled(poll(), first) == []
    other_ids = [item(1, "urn:new"), item(2, "urn:newer")]
    assert ledger.polled(poll(), other_ids) == []
    other_addresses = [replace(item(1), url="https://a.example/1?s=77"), item(3)]
    assert ledger.polled(poll(), other_addresses) == [item(3)]
    assert due(ledger, START) == ["1"]
    assert ledger.address("https://a.example/1?s=77") is None


def test_an_id_that_names_several_items_names_none() -> None:
    shared = [item(1, "none"), item(2, "none"), item(3, "3")]
    assert [keys for _, keys in identities(shared)] == [(i.url,) for i in shared]
    twice = [item(1), item(1, "urn:other")]
    assert [i for i, _ in identities(twice)] == [item(1)]


def test_two_sources_with_one_address_fetch_it_once(ledger: Store) -> None:
    watched(ledger)
    ledger.watch("https://b.example/", feeds=["https://b.example/feed"])
    assert ledger.polled(poll(), [item(1)]) == [item(1)]
    assert ledger.polled(poll(url="https://b.example/feed"), [item(1)]) == [item(1)]
    assert ledger.ask([item(1), item(2)], at=START) == 1
    assert due(ledger, START) == ["1"]
    assert ledger.fetched(got(1), page(1)) == "kept"
    assert due(ledger, START) == ["2"]


def test_a_channel_that_fails_is_broken_until_it_answers(ledger: Store) -> None:
    source = watched(ledger)
    for n in range(BROKEN):
        (health,) = ledger.sources()
        assert (health.source.state, health.errors) == ("active", n)
        ledger.polled(poll(error="503 for the time being"))
    (health,) = ledger.sources(state="broken")
    assert (health.errors, health.error, health.days[0].errors if health.days else BROKEN) == (
        BROKEN,
        "503 for the time being",
        BROKEN,
    )
    ledger.polled(poll(START + DAY), [item(1)])
    (health,) = ledger.sources()
    assert (health.source.state, health.errors, health.error, health.news) == ("active", 0, None, START + DAY)
    ledger.polled(poll(gone=True))
    assert [h.source.state for h in ledger.sources()] == ["broken"]
    assert list(ledger.channels(START + 9 * DAY)) == []
    ledger.watch(HOME, feeds=["https://a.example/new.xml"])
    assert [h.source.state for h in ledger.sources()] == ["active"]
    assert ledger.source(source) is not None


def test_a_channel_that_moved_goes_on_there(ledger: Store) -> None:
    watched(ledger)
    ledger.polled(poll(moved="https://a.example/rss", etag="x"), [item(1)])
    health = ledger.source(HOME)
    assert health is not None
    assert health.source.state == "active"
    old, new = health.channels
    assert (old.url, old.gone, old.error, old.due) == (FEED, True, "moved to https://a.example/rss", None)
    assert (new.url, new.gone, new.etag, new.due, new.news) == (
        "https://a.example/rss",
        False,
        "x",
        START + HOUR,
        START,
    )
    assert ledger.polled(poll(url="https://a.example/rss"), [item(1)]) == []


def test_paused_and_taken_out(ledger: Store) -> None:
    source = watched(ledger)
    ledger.polled(poll(), [item(1), item(2)])
    ledger.fetched(got(1), page(1))
    assert ledger.pause(source, paused=True)
    assert (due(ledger, START + 9 * DAY), list(ledger.channels(START + 9 * DAY)), ledger.next_due()) == ([], [], None)
    for _ in range(BROKEN):
        ledger.polled(poll(error="down"))
    assert [h.source.state for h in ledger.sources()] == ["paused"]
    assert ledger.pause(source, paused=False)
    (health,) = ledger.sources()
    assert (health.source.state, health.errors, health.waiting) == ("active", 0, 1)
    assert ledger.unwatch(source)
    assert not ledger.unwatch(source)
    assert not ledger.pause(source, paused=True)
    assert ledger.polled(poll(), [item(3)]) == []
    assert (ledger.address(item(2).url), list(ledger.sources())) == (None, [])
    assert [e.ref for e in ledger.articles()] == ["r1"]
    assert due(ledger, START + 9 * DAY) == ["1"]
    assert list(ledger.check()) == []


def test_one_address_a_host_those_that_wait_longest_first(ledger: Store) -> None:
    for n, host in enumerate(("a", "b", "a", "c", "b")):
        ledger.ask([Item(f"https://{host}.example/{n}")], at=START + n * HOUR)
    assert due(ledger, START + DAY) == ["0", "1", "3"]
    assert due(ledger, START + 2 * HOUR) == ["0", "1"]
    assert due(ledger, START - HOUR) == []
    assert [a.url for a in ledger.due(START + DAY, without=["a.example"], limit=1)] == ["https://b.example/1"]
    assert ledger.next_due() == START


def test_an_article_is_looked_at_again_after_a_day_and_a_week(ledger: Store) -> None:
    watched(ledger)
    ledger.polled(poll(), [item(1, published="2024-05-08T11:00:00+02:00")])
    assert ledger.fetched(got(1, etag='"a"', digest="d1"), page(1)) == "kept"
    assert ledger.next_due() == START + HOUR
    address = ledger.address(item(1).url)
    assert address is not None
    assert (address.due, address.stage, address.etag, address.kept) == (START + RECHECKS[0], 1, '"a"', START)
    assert ledger.fetched(got(1, START + DAY, "same", status=304)) == "same"
    assert due(ledger, START + 6 * DAY) == []
    assert ledger.fetched(got(1, START + 7 * DAY), page(1, TEXT + " Nobody was hurt.")) == "kept"
    assert ledger.engine.all("SELECT due FROM address") == [("",)]
    (edit,) = ledger.edits()
    assert (edit.before.seen, edit.before.last, edit.after.seen) == (START, START + DAY, START + 7 * DAY)
    assert edit.entry.id == page(1, TEXT + " Nobody was hurt.").article.id
    health = ledger.source(HOME)
    assert health is not None
    tally = "SELECT day, polls, errors, items, articles FROM tally"
    assert ledger.engine.all(tally) == [("2024-05-08", 1, 0, 1, 1)]
    assert list(ledger.check()) == []


def test_when_an_address_is_fetched_again_is_decided_without_a_ledger() -> None:
    url = "https://a.example/1"
    new = Address(url)
    kept = Address(url, stage=1, kept=START)
    late = Fetched(url, START + 10 * DAY, "same")
    assert following(new, Fetched(url, START, "kept")) == (1, 0, START + DAY)
    assert following(kept, late) == (3, 0, None)
    assert following(kept, replace(late, at=START + 2 * DAY)) == (2, 0, START + 7 * DAY)
    assert following(new, Fetched(url, START, "refused")) == (0, 0, None)
    assert following(kept, replace(late, decision="gone")) == (1, 0, None)
    failed = Fetched(url, START, "failed")
    for n, wait in enumerate(RETRIES):
        assert following(replace(new, tries=n), failed) == (0, n + 1, START + wait)
    assert following(new, replace(failed, wait=DAY)) == (0, 1, START + DAY)
    assert following(replace(new, tries=len(RETRIES)), failed)[2] is None
    given_up = following(replace(kept, tries=len(RETRIES)), replace(failed, at=START + 2 * DAY))
    assert given_up == (2, 0, START + 7 * DAY)
    assert following(new, Fetched(url, START, "kept"), rechecks=()) == (1, 0, None)


def test_every_fetch_is_written_down_with_why(ledger: Store) -> None:
    ledger.ask([item(1)], at=START)
    given = got(
        1, decision="refused", reason="robots.txt forbids it", record="w1", digest="d", answered="https://b.example/1",
        optouts=(("robots.txt", "Disallow: /"),), etag="e", modified="Wed, 08 May 2024 10:00:00 GMT",
    )  # fmt: skip
    assert ledger.fetched(given) == "refused"
    assert list(ledger.fetches(url=given.url)) == [given]
    assert ledger.fetched(given) == "refused"
    assert len(list(ledger.fetches())) == 1
    assert due(ledger, START + 99 * DAY) == []
    with pytest.raises(ValueError, match="time with zone"):
        ledger.fetched(got(1, START.replace(tzinfo=None)), page(1))
    with pytest.raises(ValueError, match="a reading where it is kept"):
        ledger.fetched(got(1))


def test_times_are_kept_apart(ledger: Store) -> None:
    ledger.ask([item(1, published="2024-05-08T09:00:00+02:00")], at=START)
    made = page(1)
    made = replace(made, article=replace(made.article, published="2024-05-08T08:30:00+02:00", modified="2024-05-09"))
    later = START + DAY
    ledger.fetched(got(1, modified="Wed, 08 May 2024 10:00:00 GMT"), made)
    ledger.fetched(got(1, later, "same"))
    times = ledger.times(made.article.id)
    assert times is not None
    assert (times.published, times.modified) == ("2024-05-08T08:30:00+02:00", "2024-05-09")
    assert (times.claimed, times.server) == ("2024-05-08T09:00:00+02:00", "Wed, 08 May 2024 10:00:00 GMT")
    assert times.fetched == START
    assert times.added.tzinfo is not None
    assert ledger.times("a10000000000000000") is None


def test_what_leads_to_an_address_that_is_looked_after_is_not_looked_at_again(ledger: Store) -> None:
    ledger.fetched(got(1), page(1))
    ledger.fetched(got(2, answered=item(1).url), page(1))
    assert due(ledger, START + DAY) == ["1"]


def test_headlines_that_change_the_address_are_versions_of_the_first(ledger: Store) -> None:
    ledger.fetched(got(1), page(1))
    ledger.fetched(got(1, START + DAY), page(2, TEXT + " More."))
    (edit,) = ledger.edits()
    assert (edit.before.article, edit.after.article) == (page(1).article.id, page(2, TEXT + " More.").article.id)


def test_newer_rules_are_no_edit(ledger: Store) -> None:
    old, new = page(1), page(1, TEXT + " It is old.")
    ledger.fetched(got(1, record="w1"), old, page="g1")
    assert ledger.add(replace(new, version="0.2.0"), page="g1", seen=START) == "added"
    assert list(ledger.edits()) == []
    assert [f.article for f in ledger.fetches()] == [new.article.id]
    assert [v[3] for v in ledger.engine.all("SELECT * FROM version")] == [new.article.id]
    assert list(ledger.check()) == []


def test_what_is_new_is_told_before_it_is_kept(ledger: Store) -> None:
    watched(ledger)
    assert ledger.unknown(FEED, [item(1), item(2)]) == [item(1), item(2)]
    ledger.polled(poll(), [item(1)])
    assert ledger.unknown(FEED, [item(1), item(2)]) == [item(2)]
    assert ledger.unknown("https://b.example/feed", [item(2)]) == []


def test_what_a_channel_carries_whole_is_kept_with_the_poll(ledger: Store) -> None:
    watched(ledger)
    ledger.polled(poll(), [item(1)])
    whole = [(got(n), rows.packed(page(n)), f"g{n}") for n in (1, 2)]
    assert ledger.polled_whole(poll(), [item(1), item(2), item(3)], whole) == [item(2), item(3)]
    assert sorted(f.url for f in ledger.fetches()) == [item(1).url, item(2).url]
    assert [a.url[-1] for a in ledger.due(START + 9 * DAY, each=9)] == ["3"]  # no page of the others is fetched
    with pytest.raises(ValueError, match="a reading where it is kept"):
        ledger.polled_whole(poll(START + DAY), [item(4)], [(got(4), None, None)])
    assert ledger.address(item(4).url) is None  # all or nothing


def test_the_pace_of_a_channel_is_kept(ledger: Store) -> None:
    watched(ledger)
    ledger.polled(poll(pace=(2.5, 1.25, 3600.5)))
    assert [c.pace for c in ledger.channels(START + DAY)] == [(2.5, 1.25, 3600.5)]
    ledger.polled(poll(START + DAY, moved="https://a.example/rss", pace=(3.5, 1.25, 9.0)))
    assert [(c.url, c.pace) for c in ledger.channels(START + 9 * DAY)] == [("https://a.example/rss", (3.5, 1.25, 9.0))]


def test_channels_are_hastened(ledger: Store) -> None:
    watched(ledger)
    ledger.polled(poll())
    assert ledger.hasten(START + 0.1 * HOUR) == 0
    assert ledger.hasten(START + 0.1 * HOUR, every=600) == 1
    assert [c.due for c in ledger.channels(START + DAY)] == [START + dt.timedelta(minutes=10)]
    assert ledger.hasten(START - DAY) == 1  # it was polled by a clock that was wrong
    assert [c.url for c in ledger.channels(START - DAY)] == [FEED]


def test_files_of_sites_are_kept(ledger: Store) -> None:
    assert ledger.site_file("https://a.example", "robots.txt") is None
    for said in ("{}", '{"é": 1}'):
        ledger.keep_site_file("https://a.example", "robots.txt", said)
    assert ledger.site_file("https://a.example", "robots.txt") == '{"é": 1}'
    assert ledger.site_file("https://a.example", "tdmrep.json") is None


def test_why_pages_were_not_kept(ledger: Store) -> None:
    source = watched(ledger)
    ledger.polled(poll(), [item(n) for n in range(1, 6)])
    assert ledger.waiting(START) == 5
    for n in (1, 2):
        ledger.fetched(got(n, decision="refused", reason="the page says noai"))
    ledger.fetched(got(3, decision="failed", reason="takes too long"))
    ledger.fetched(got(3, START + HOUR), page(3))
    ledger.fetched(got(4, decision="skipped", reason="a film"))
    found = [(u.decision, u.reason, u.pages, u.example[-1]) for u in ledger.unkept(source)]
    assert found == [("refused", "the page says noai", 2, "2"), ("skipped", "a film", 1, "4")]
    assert ledger.waiting(START) == 1
    ledger.pause(source, paused=True)
    assert ledger.waiting(START) == 0


def test_what_was_taken_down(ledger: Store) -> None:
    watched(ledger)
    ledger.polled(poll(), [item(1), item(2), item(3)])
    for n in (1, 2, 3):
        ledger.fetched(got(n), page(n))
    ledger.fetched(got(1, START + DAY, "gone", reason="answered 410 Gone", record="w9"))
    ledger.fetched(got(2, START + DAY, "gone"))
    ledger.fetched(got(2, START + 2 * DAY), page(2))  # it was there again
    (gone,) = ledger.taken_down()
    assert (gone.url, gone.last, gone.gone, gone.answer, gone.record) == (
        item(1).url, START, START + DAY, "answered 410 Gone", "w9",
    )  # fmt: skip
    assert gone.entry.id == page(1).article.id
    day = (START + DAY).date()
    assert list(ledger.taken_down(Query(since=day))) == [gone]
    assert not list(ledger.taken_down(Query(until=START.date())))
    assert not list(ledger.taken_down(Query(sites=("b.example",))))


def titled(n: int, title: str) -> Reading:
    made = page(n)
    return replace(made, article=replace(made.article, title=title))


def test_a_headline_that_changes_alone_is_an_edit(ledger: Store) -> None:
    for days, title in enumerate(("Bridge", "Bridge", "Old bridge", "Bridge")):
        ledger.fetched(got(1, START + days * DAY), titled(1, title))
    ledger.fetched(got(1, START + 9 * DAY, "same"))
    told = [(e.before.title, e.after.title, e.after.seen, e.after.last) for e in ledger.edits()]
    assert told == [
        ("Old bridge", "Bridge", START + 3 * DAY, START + 9 * DAY),
        ("Bridge", "Old bridge", START + 2 * DAY, START + 2 * DAY),
    ]
    changes = [[(c.kind, c.before, c.after) for c in e.changes] for e in edits(ledger)]
    assert changes == [[("title", "Old bridge", "Bridge")], [("title", "Bridge", "Old bridge")]]
    assert len(list(ledger.articles())) == 1
    assert not list(ledger.check())


def test_headlines_of_versions_forget_names(ledger: Store) -> None:
    for days, title in enumerate(("Anna Berg denies all", "Mayor denies all")):
        ledger.fetched(got(1, START + days * DAY), titled(1, title))
    ledger.forget(name="Anna Berg", delete=True, person="clerk")
    assert "Anna" not in str(ledger.engine.all("SELECT * FROM version"))
    assert list(ledger.edits()) == []


@pytest.mark.parametrize("delete", [False, True])
def test_what_is_forgotten_is_neither_fetched_nor_kept(ledger: Store, *, delete: bool) -> None:
    watched(ledger)
    ledger.polled(poll(), [item(1), item(2)])
    ledger.fetched(got(1), page(1))
    ledger.forget(url=item(1).url, delete=delete, person="clerk")
    assert due(ledger, START + 9 * DAY) == ["2"]
    assert ledger.fetched(got(1, START + DAY), page(1, TEXT + " More.")) == "refused"
    assert list(ledger.edits()) == []
    assert len(list(ledger.articles())) == 0
    assert ledger.polled(poll(), [item(1, "urn:again")]) == []
    rows = str([ledger.engine.all(f"SELECT * FROM {t}") for t in ("address", "fetched", "item", "version")])
    assert ("a.example/1" in rows) is not delete
    assert list(ledger.check()) == []


def test_hidden_statements_are_named_with_an_edit(ledger: Store) -> None:
    ledger.fetched(got(1), page(1))
    ledger.fetched(got(1, START + DAY), page(1, TEXT + " More."))
    ledger.forget(name="Anna Berg", delete=False, person="clerk")
    (edit,) = ledger.edits()
    assert len(edit.hidden) == 2


def test_a_copy_and_an_older_ledger_have_all_of_it(
    opened: Callable[..., Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(migrations, "newest", lambda: 2)
        old = opened()
        insert = "INSERT INTO article (id, ref, url, kind, day, moment, authors, outlinks, boilerplate, problems,"
        insert += (
            " version, digest, added, linked, hidden, masked, text) VALUES (?, 'r', 'https://a.example/1', 'news',"
        )
        insert += " '', '', '[]', '[]', '[]', '[]', '0', '', ?, 0, 0, 0, '')"
        for n in (1, 2):
            old.engine.run(insert, (f"a{n}", f"2024-05-0{n}T00:00:00.000000Z"))
        old.close()
    ledger = opened()
    (edit,) = ledger.edits()
    assert (edit.before.article, edit.after.article) == ("a1", "a2")
    watched(ledger)
    ledger.polled(poll(), [item(3)])
    ledger.fetched(got(3), page(3))
    with store.open(str(tmp_path / "copy.db"), create=True) as copy:
        copying.copy(ledger, copy)
        assert list(copy.sources()) == list(ledger.sources())
        assert list(copy.fetches()) == list(ledger.fetches())
        assert list(copy.edits()) == list(ledger.edits())
        assert copy.polled(poll(), [item(3, "urn:other")]) == []


CHILD = """
import datetime as dt, sys
sys.path.insert(0, sys.argv[2])
from makers import plain
from recoupe import store
from recoupe.sources import Fetched
with store.open(sys.argv[1]) as ledger:
    while found := ledger.due(dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC), limit=1):
        n = found[0].url.rsplit("/", 1)[1]
        print("asked", n, flush=True)  # what a server would see
        read = plain(n, f"Text {n}.", url=found[0].url)
        ledger.fetched(Fetched(found[0].url, dt.datetime(2024, 5, 8, 12, int(n) % 60, tzinfo=dt.UTC), "kept"), read)
print("over", "", flush=True)
"""


def test_kill_between_fetch_and_add_loses_and_doubles_nothing(opened: Callable[..., Store], url: str) -> None:
    count = 400
    ledger = opened()
    source = ledger.watch(HOME, feeds=[FEED])
    ledger.polled(poll(), [item(n) for n in range(count)])
    asked: list[str] = []
    kills = 0
    for seconds in (0.0, 0.003, 0.01, 0.05, 0.11, 0.2, 600.0):
        command = [sys.executable, "-c", CHILD, url, str(Path(__file__).parent)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            first = child.stdout.readline()
            if seconds < 600:
                time.sleep(seconds)
                child.send_signal(signal.SIGKILL)
                kills += 1
            told = (first + child.stdout.read()).split("\n")[:-1]
        asked += [line.split()[1] for line in told if line.startswith("asked")]
    assert {int(n) for n in asked} == set(range(count))
    assert len(asked) - count <= kills  # only what was in flight is asked for twice
    assert {e.ref for e in ledger.articles()} == {str(n) for n in range(count)}
    assert len(list(ledger.fetches())) == count
    assert due(ledger, START) == []
    assert ledger.engine.all("SELECT sum(articles) FROM tally") == [(count,)]
    assert ledger.source(source) is not None
    assert list(ledger.check()) == []


def test_fetches_of_nothing_known_are_archives(ledger: Store) -> None:
    """A record of an archive needs no address that was asked for; read in any order, versions are in theirs."""
    texts = [f"Text {n}." for n in range(3)]
    for n in (2, 0, 1):
        at = START + n * DAY
        done = got(1, at, record=f"r{n}")
        assert ledger.fetched(done, plain("x", texts[n], url=item(1).url), rechecks=()) == "kept"
    edits = list(ledger.edits())
    assert [e.after.seen for e in edits] == [START + 2 * DAY, START + DAY]
    address = ledger.address(item(1).url)
    assert address is not None
    assert (address.article, address.kept) == (edits[0].after.article, START)
    assert ledger.engine.all("SELECT due FROM address") == [("",)]
    assert ids.make("q", item(1).url, "2024-05-08T12:00:00.000000Z", "r0") in {
        r[0] for r in ledger.engine.all("SELECT id FROM fetched")
    }


def test_looks_in_any_order_give_the_same_versions(ledger: Store) -> None:
    luck = random.Random(5)
    for trial in range(12):
        url = f"https://a.example/t{trial}"
        looks = [(START + n * HOUR, luck.choice("AB" if trial % 2 else "ABC")) for n in range(8)]
        in_turn = [
            (k, [at for at, _ in some]) for k, g in itertools.groupby(looks, lambda x: x[1]) for some in [list(g)]
        ]
        luck.shuffle(looks)
        for at, what in looks:
            ledger.fetched(Fetched(url, at, "kept"), plain("x", f"Text {what}.", url=url), rechecks=())
        rows = ledger.engine.all("SELECT seen, last, article FROM version WHERE url = ? ORDER BY seen", (url,))
        found = [(dt.datetime.fromisoformat(r[0]), dt.datetime.fromisoformat(r[1]), r[2]) for r in rows]
        wanted = [(ats[0], ats[-1], plain("x", f"Text {k}.", url=url).article.id) for k, ats in in_turn]
        assert found == wanted
