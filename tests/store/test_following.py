"""What people follow and are told of: each thing once, tried again, given up; nothing lost and nothing doubled."""

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from makers import TEXT, plain, reading
from test_links import ME, added, story

from recoupe import store
from recoupe.errors import QueryError, UsageError
from recoupe.follows import KEPT, LEASE, MOST, RETRIES, Alert, Delivery, FollowKind, again
from recoupe.model import Link, Reading, Review
from recoupe.store.store import Store

HOOK = "https://hooks.example/in"
MINUTE = dt.timedelta(minutes=1)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def page(n: int, text: str = TEXT, **more: object) -> Reading:
    return reading(f"r{n}", text, url=f"https://a.example/{n}", site="a.example", **more)  # type: ignore[arg-type]


def told(ledger: Store, kind: FollowKind = "search", what: str = "bridge", **more: object) -> Alert:
    follow = ledger.follow(kind, what)
    return ledger.alert(follow.id, "webhook", HOOK, **more)[0]  # type: ignore[arg-type]


def gathered(ledger: Store, alert: Alert, at: dt.datetime | None = None) -> list[str]:
    """The words, or the addresses, of what is new, which is sent at once."""
    found = ledger.gather(alert.id, at or now())
    if found is None:
        return []
    ledger.settled(found.id, at or now())
    return [n.words or n.ref for n in ledger.told_of(found.items)]


def test_only_what_comes_later_is_new_and_once(ledger: Store) -> None:
    ledger.add(page(1))
    alert = told(ledger)
    assert gathered(ledger, alert) == []
    ledger.add(page(2))
    assert len(gathered(ledger, alert)) == 2
    assert gathered(ledger, alert) == []
    ledger.add(page(2))
    assert gathered(ledger, alert) == []


def test_an_edit_tells_only_of_what_it_changed(ledger: Store) -> None:
    alert = told(ledger, what="bridge")
    ledger.add(page(1))
    assert len(gathered(ledger, alert)) == 2
    ledger.add(page(1, TEXT + " It was built in 1901."))
    ledger.add(page(1, version="0.2.0"))
    assert gathered(ledger, alert) == []
    ledger.add(page(1, name="Carla Voss"))
    found = ledger.gather(alert.id, now())
    assert found is not None
    assert [n.who for n in ledger.told_of(found.items)] == ["Carla Voss"]


def test_the_same_words_on_another_page_are_new(ledger: Store) -> None:
    alert = told(ledger)
    ledger.add(page(1))
    gathered(ledger, alert)
    ledger.add(page(2))
    assert len(gathered(ledger, alert)) == 2


def test_articles_of_a_search(ledger: Store) -> None:
    alert = told(ledger, "articles", "site:a.example")
    ledger.add(page(1))
    ledger.add(plain("x", site="b.example"))
    assert gathered(ledger, alert) == ["r1"]
    ledger.add(page(1, TEXT + " More."))
    assert gathered(ledger, alert) == []


def test_what_becomes_disputed_later_is_new_then(ledger: Store) -> None:
    one, two = plain_said("x"), plain_said("y")
    ledger.add(one)
    ledger.add(two)
    alert = told(ledger, what="disputed:yes")
    assert gathered(ledger, alert) == []
    pair = one.statements[0].id, two.statements[1].id
    ledger.link([Link("claim", *pair, maker=ME, sides=("for", "against"))])
    assert len(gathered(ledger, alert)) == 2


def plain_said(ref: str) -> Reading:
    """Statements that are in no claim yet."""
    return replace(reading(ref), claims=())


def test_a_story_an_actor_and_a_claim_grow(ledger: Store) -> None:
    first, second = reading("a"), reading("b")
    ledger.add(first)
    groups = {
        "story": ledger.group_of("story", first.article.id),
        "actor": ledger.group_of("actor", first.actors[1].id),
        "claim": ledger.group_of("claim", first.statements[0].id),
    }
    alerts = {kind: told(ledger, kind, group.id) for kind, group in groups.items() if group}  # type: ignore[arg-type]
    ledger.add(second)
    assert {kind: gathered(ledger, alert) for kind, alert in alerts.items()} == {"story": [], "actor": [], "claim": []}
    ledger.link(
        [
            story(first.article.id, second.article.id),
            Link("actor", first.actors[1].id, second.actors[1].id, maker=ME),
            Link("claim", first.statements[0].id, second.statements[0].id, maker=ME),
        ]
    )
    assert gathered(ledger, alerts["story"]) == ["b"]
    assert gathered(ledger, alerts["actor"]) == ["the bridge was safe"]
    assert len(gathered(ledger, alerts["claim"])) == 2
    assert {kind: gathered(ledger, alert) for kind, alert in alerts.items()} == {"story": [], "actor": [], "claim": []}


def test_a_group_that_is_no_more_is_told(ledger: Store) -> None:
    first = reading("a", url="https://a.example/1")
    ledger.add(first)
    group = ledger.group_of("claim", first.statements[0].id)
    assert group is not None
    alert = told(ledger, "claim", group.id)
    ledger.forget(url="https://a.example/1", delete=True, person="clerk")
    with pytest.raises(QueryError, match="any more"):
        ledger.gather(alert.id, now())


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("search", ""),
        ("search", "lang:"),
        ("search", "-bridge"),
        ("search", "actor:w10000000000000000"),
        ("story", "t10000000000000000"),
        ("actor", "x" * 10_000),
    ],
)
def test_what_cannot_be_followed(ledger: Store, kind: FollowKind, what: str) -> None:
    with pytest.raises(QueryError):
        ledger.follow(kind, what)
    assert ledger.follows() == []


def test_what_is_hidden_or_forgotten_meanwhile_is_not_sent(ledger: Store) -> None:
    alert = told(ledger)
    given = page(1)
    ledger.add(given)
    found = ledger.gather(alert.id, now())
    assert found is not None
    ledger.decide([Review("statement", "hide", given.statements[0].id, person="anna")])
    assert [n.id for n in ledger.told_of(found.items)] == [given.statements[1].id]
    ledger.forget(url="https://a.example/1", delete=True, person="clerk")
    assert ledger.told_of(found.items) == []
    kept = "\n".join(str(ledger.engine.all(f"SELECT * FROM {t}")) for t in ("told", "delivery", "alert"))
    assert "safe" not in kept
    assert "a.example" not in kept
    ledger.settled(found.id, now(), empty=True)
    assert [d.state for d in ledger.deliveries(alert.id)] == ["empty"]


def test_more_than_goes_into_one_delivery_comes_with_the_next(ledger: Store) -> None:
    alert = told(ledger)
    for n in range(MOST // 2 + 3):
        ledger.add(page(n))
    counts = [len(gathered(ledger, alert)) for _ in range(3)]
    assert counts == [MOST, 6, 0]


def test_one_delivery_at_a_time(ledger: Store) -> None:
    alert = told(ledger)
    ledger.add(page(1))
    first = ledger.gather(alert.id, now())
    assert first is not None
    ledger.add(page(2))
    assert ledger.gather(alert.id, now()) is None
    assert [d.id for d in ledger.to_send(now())] == [first.id]
    assert ledger.to_send(now()) == []
    assert [d.id for d in ledger.to_send(now() + LEASE)] == [first.id]  # who took it died
    ledger.settled(first.id, now())
    assert len(gathered(ledger, alert)) == 2


def test_not_more_often_than_one_likes(ledger: Store) -> None:
    alert = told(ledger, every=3600)
    ledger.add(page(1))
    assert len(gathered(ledger, alert)) == 2
    ledger.add(page(2))
    assert gathered(ledger, alert) == []
    assert len(gathered(ledger, alert, now() + 61 * MINUTE)) == 2


def failing(ledger: Store, first: dt.datetime) -> list[tuple[dt.timedelta, Delivery]]:
    """Each try at the time at which it is due, and what came of it."""
    tries, at = [], first
    while due := ledger.to_send(at):
        done = ledger.settled(due[0].id, at, error="hooks.example does not answer")
        assert done is not None
        tries.append((at - first, done))
        if done.due is None:
            break
        assert ledger.to_send(done.due - dt.timedelta(microseconds=1)) == []
        at = done.due
    return tries


def test_who_never_answers_is_given_up_and_it_is_said(ledger: Store) -> None:
    alert = told(ledger)
    ledger.add(page(1))
    at = now()
    ledger.gather(alert.id, at)
    tries = failing(ledger, at)
    assert [b[0] - a[0] for a, b in itertools.pairwise(tries)] == list(RETRIES)
    assert [d.state for _, d in tries] == ["waiting"] * len(RETRIES) + ["failed"]
    (broken,) = ledger.alerts()
    assert (broken.state, broken.error) == ("broken", "hooks.example does not answer")
    assert [(row.action, row.object) for row in ledger.log()] == [("alert broken", alert.id)]
    ledger.add(page(2))
    assert ledger.gather(alert.id, at + 9 * MINUTE) is None
    ledger.pause_alert(alert.id, paused=False)
    (again_,) = ledger.to_send(now())
    assert again_.items == tries[0][1].items
    ledger.settled(again_.id, now())
    assert ledger.alerts()[0].error == ""
    assert len(gathered(ledger, alert)) == 2  # what came meanwhile


def test_what_came_while_an_alert_was_broken_for_long_is_not_lost(ledger: Store) -> None:
    alert = told(ledger)
    ledger.pause_alert(alert.id, paused=True)
    ledger.add(page(1))
    assert gathered(ledger, alert) == []
    ledger.pause_alert(alert.id, paused=False)
    assert len(gathered(ledger, alert, now() + dt.timedelta(days=9))) == 2


def test_who_is_gone_for_good_is_not_tried_again(ledger: Store) -> None:
    alert = told(ledger)
    ledger.add(page(1))
    ledger.gather(alert.id, now())
    (due,) = ledger.to_send(now())
    done = ledger.settled(due.id, now(), error="gone", final=True)
    assert done is not None
    assert (done.state, done.tries, ledger.alerts()[0].state) == ("failed", 1, "broken")
    assert ledger.settled("d10000000000000000", now()) is None


def test_waits_are_as_long_as_is_asked_but_not_for_ever() -> None:
    at = now()
    assert again(1, at) == at + RETRIES[0]
    assert again(1, at, dt.timedelta(hours=1)) == at + dt.timedelta(hours=1)
    assert again(1, at, dt.timedelta(days=900)) == at + RETRIES[-1]
    assert again(len(RETRIES) + 1, at) is None


def test_whose_it_is(ledger: Store) -> None:
    ledger.enrol("anna", "four old bridges of Ostby", "reader", by="clerk")
    mine, hers = ledger.follow("search", "bridge"), ledger.follow("search", "bridge", person="anna", name="the bridge")
    assert mine.id != hers.id
    assert ledger.follow("search", " bridge ", name="Bridges") == replace(mine, name="Bridges")
    ledger.alert(hers.id, "mail", "anna@a.example")
    with pytest.raises(UsageError, match="already"):
        ledger.alert(hers.id, "mail", "anna@a.example")
    assert [f.person for f in ledger.follows(person="anna")] == ["anna"]
    assert [f.person for f in ledger.follows(person="")] == [""]
    assert [a.target for a in ledger.alerts(person="anna")] == ["anna@a.example"]
    assert ledger.alerts(person="") == []
    ledger.dismiss("anna", by="clerk")
    assert ([f.person for f in ledger.follows()], ledger.alerts()) == ([""], [])
    assert ledger.unfollow(mine.id)
    assert not ledger.unfollow(mine.id)


def test_a_feed_is_found_by_its_secret_alone(ledger: Store) -> None:
    follow = ledger.follow("search", "bridge")
    alert, secret = ledger.alert(follow.id, "feed")
    assert (alert.secret, ledger.fed(secret), ledger.fed("x"), ledger.fed("")) == ("", follow, None, None)
    assert secret not in str(ledger.engine.all("SELECT * FROM alert"))
    ledger.add(page(1))
    ledger.add(page(2))
    assert len(list(ledger.latest(follow, limit=3))) == 3
    assert ledger.gather(alert.id, now()) is None
    assert ledger.drop_alert(alert.id)
    assert ledger.fed(secret) is None
    for way, target in (("feed", HOOK), ("webhook", ""), ("mail", "")):
        with pytest.raises(UsageError):
            ledger.alert(follow.id, way, target)  # type: ignore[arg-type]
    with pytest.raises(QueryError):
        ledger.alert("h10000000000000000", "feed")


def test_many_look_at_a_time_and_nothing_is_told_twice(opened: Callable[..., Store], url: str) -> None:
    ledger = opened()
    alerts = [told(ledger, what=word) for word in ("bridge", "safe")]
    for n in range(5):
        ledger.add(page(n))

    def look(_: int) -> list[Sequence[str]]:
        with store.open(url) as mine:
            for alert in alerts:
                mine.gather(alert.id, now())
            return [d.items for d in mine.to_send(now())]

    with ThreadPoolExecutor(4) as pool:
        sent = [items for found in pool.map(look, range(8)) for items in found]
    assert sorted(map(len, sent)) == [10, 10]


def test_nothing_is_kept_for_ever(ledger: Store) -> None:
    alert = told(ledger)
    ledger.add(page(1))
    gathered(ledger, alert)
    ledger.gather(alert.id, now() + KEPT + 2 * LEASE)
    assert ledger.engine.all("SELECT count(*) FROM told")[0][0] == 0
    assert ledger.deliveries(alert.id) == []


def test_stories_are_followed_by_their_later_ids(ledger: Store) -> None:
    a, b = added(ledger, "a", "b")
    ids = sorted(g.id for x in (a, b) if (g := ledger.group_of("story", x)))
    alert = told(ledger, "story", ids[1])
    ledger.link([story(a, b)])
    assert len(gathered(ledger, alert)) == 1
