"""An article that was changed is one article: its latest version counts, those before it are history."""

import datetime as dt
from dataclasses import replace

from makers import TEXT, plain, reading

from recoupe.ledger import Query
from recoupe.model import Link, Polarity, Reading, Review
from recoupe.sources import Decision, Fetched
from recoupe.store.store import Store

URL = "https://a.example/1"
AT = dt.datetime(2024, 5, 9, 12, tzinfo=dt.UTC)
LONGER = f"{TEXT} It will not rain."


def page(text: str, url: str = URL, **more: object) -> Reading:
    return reading("r", text, url=url, site="a.example", **more)  # type: ignore[arg-type]


def see(ledger: Store, text: str, day: int, url: str = URL) -> Reading:
    """Keep what stood at an address on a day."""
    read = page(text, url)
    at = AT + dt.timedelta(days=day)
    ledger.fetched(Fetched(url, at, "kept", status=200, answered=url, digest=f"sha256:{text}"), read)
    return read


def current(ledger: Store) -> list[str]:
    return [e.id for e in ledger.articles()]


def test_the_version_that_was_seen_last_stands_for_its_page(ledger: Store) -> None:
    one, two = see(ledger, TEXT, 0), see(ledger, LONGER, 1)
    assert current(ledger) == [two.article.id]
    assert {e.id for e in ledger.articles(Query(earlier=True))} == {one.article.id, two.article.id}
    assert ledger.later([one.article.id, two.article.id]) == {one.article.id: two.article.id}
    assert [(e.id, e.later) for e in ledger.versions(URL)] == [(one.article.id, two.article.id), (two.article.id, None)]
    assert (found := ledger.find(URL)) is not None
    assert found.id == two.article.id
    see(ledger, TEXT, 2)
    assert current(ledger) == [one.article.id]
    assert ledger.later([one.article.id, two.article.id]) == {two.article.id: one.article.id}
    see(ledger, LONGER, -3)  # an archive that is read late
    assert current(ledger) == [one.article.id]
    assert list(ledger.check()) == []


def test_nothing_of_an_edited_page_is_counted_more(ledger: Store) -> None:
    elsewhere = see(ledger, "Anna Berg said nothing. " + TEXT, 0, "https://b.example/1")
    one = see(ledger, TEXT, 0)

    def link(first: Reading, second: Reading) -> None:
        told = [Link("story", first.article.id, second.article.id, 0.9, ("alike",), "recoupe 0.1.0")]
        for a, b in zip(first.actors, second.actors, strict=True):
            told.append(Link("actor", a.id, b.id, 0.9, ("the same name",), "recoupe 0.1.0"))
        for s, t in zip(first.statements, second.statements, strict=True):
            side: Polarity = "for" if s.stance == "asserts" else "against"
            told.append(Link("claim", s.id, t.id, 0.9, ("the same words",), "recoupe 0.1.0", sides=(side, side)))
        ledger.link(told, done=[first.article.id, second.article.id])

    def seen() -> list[object]:
        """All that is counted, by all ways of counting."""
        stories, claims, actors = (list(ledger.groups(kind)) for kind in ("story", "claim", "actor"))
        told = [(g.group.kind, g.articles, g.origins, g.sites) for g in (*stories, *claims, *actors)]
        sites = [(s.host, s.articles, s.copies) for s in ledger.sites()]
        facets = [ledger.facets(by) for by in ("lang", "site", "day")]
        tally = ledger.tally_of("a.example")
        entries = [len(e) for e in ledger.entries([g.group.id for g in stories]).values()]
        said = sorted((s.words, s.statement.who, s.polarity, s.disputed) for s in ledger.statements())
        members = [len(list(ledger.statements(group=g.group.id))) for g in claims]
        numbers = tally.statements, tally.unsourced, tally.copies, tally.copied
        return [told, sites, facets, numbers, entries, said, members, ledger.countries(), ledger.added_since(AT)]

    link(elsewhere, one)
    before = seen()
    two = see(ledger, LONGER, 1)
    link(one, two)
    link(elsewhere, two)
    assert seen() == before
    assert ledger.tally_of("a.example").changed == 1
    assert list(ledger.check()) == []


def test_a_copy_of_an_earlier_version_is_one_of_its_page(ledger: Store) -> None:
    one = see(ledger, TEXT, 0)
    copy = see(ledger, TEXT + " We copied.", 0, "https://b.example/1")
    told = Link("copy", copy.article.id, one.article.id, 1.0, (), "recoupe 0.1.0", sort="edited", share=1.0)
    ledger.link([told, replace(told, kind="story")])
    assert [(g.articles, g.origins) for g in ledger.groups("story")] == [(2, 1)]
    two = see(ledger, LONGER, 1)
    ledger.link([replace(told, kind="story", b=two.article.id)])
    assert [(g.articles, g.origins) for g in ledger.groups("story")] == [(2, 1)]
    assert [(k.a, k.b) for k in ledger.copies()] == [(copy.article.id, one.article.id)]
    assert ledger.tally_of("a.example").copied == 1
    ledger.link([replace(told, b=two.article.id)])
    assert [(k.a, k.b) for k in ledger.copies()] == [(copy.article.id, two.article.id)]
    assert ledger.tally_of("a.example").copied == 1


def test_the_old_id_of_a_claim_leads_to_what_says_it_now(ledger: Store) -> None:
    see(ledger, TEXT, 0)
    (old,) = ledger.groups("claim")
    see(ledger, LONGER, 1)
    (new,) = ledger.groups("claim")
    assert new.group.id != old.group.id
    assert ledger.group(old.group.id) == new.group


def test_words_that_were_withdrawn_are_nobodys_now(ledger: Store) -> None:
    one = see(ledger, TEXT, 0)
    see(ledger, LONGER, 1)
    kept = {s.statement.id for s in ledger.statements()}
    assert kept.isdisjoint({s.id for s in one.statements})
    assert {s.statement.id for s in ledger.statements(Query(earlier=True))} > {s.id for s in one.statements}


def test_what_people_decided_holds_for_the_next_version(ledger: Store) -> None:
    one = see(ledger, TEXT, 0)
    asserted, denied = one.statements
    hiding = ledger.hide(denied.id, person="ann")
    ledger.correct(asserted.id, {"who": "The mayor of Aa"}, person="ann")
    two = see(ledger, LONGER, 1)
    assert [(s.statement.id, s.statement.who) for s in ledger.statements()] == [
        (two.statements[0].id, "The mayor of Aa")
    ]
    ledger.revoke(hiding, person="ann")
    assert {s.statement.id for s in ledger.statements()} == {s.id for s in two.statements}
    ledger.decide([Review("article", "hide", two.article.id, person="ann")])
    see(ledger, f"{LONGER} Nor snow.", 2)
    assert list(ledger.articles()) == []
    assert list(ledger.check()) == []


def test_versions_of_which_nobody_knows_when_they_were_seen_come_by_their_own_times(ledger: Store) -> None:
    for n, modified in enumerate(("2024-05-09T09:00:00Z", "2024-05-09T08:00:00Z", None, "2024-05-09T08:00:00Z")):
        read = page(f"{TEXT} Number {n}.")
        ledger.add(replace(read, article=replace(read.article, ref=f"r{n}", modified=modified)))
    assert [e.ref for e in ledger.versions(URL)] == ["r3", "r1", "r0", "r2"]
    assert [e.ref for e in ledger.articles()] == ["r2"]


def test_forgotten_for_good_an_earlier_version_stands_no_more(ledger: Store) -> None:
    one, _ = see(ledger, TEXT, 0), see(ledger, LONGER, 1)
    ledger.forget(url=URL, delete=True, person="clerk")
    assert list(ledger.articles(Query(earlier=True))) == []
    assert ledger.later([one.article.id]) == {}


def test_what_a_page_does_not_say_any_more_still_holds_a_claim_together(ledger: Store) -> None:
    """Two pages were found to say the same as a third; that one is edited, and they still do."""
    others = [see(ledger, f"Page {n}. {TEXT}", 0, f"https://{n}.example/") for n in "bc"]
    one = see(ledger, TEXT, 0)
    links = [
        Link("claim", read.statements[0].id, one.statements[0].id, 0.9, (), "recoupe 0.1.0", sides=("for", "for"))
        for read in others
    ]
    ledger.link(links)
    (before,) = [g for g in ledger.groups("claim") if g.articles == 3]
    two = see(ledger, LONGER, 1)
    (after,) = [g for g in ledger.groups("claim") if g.articles == 3]
    assert before.group.disputed
    assert after.group.disputed
    inside = {m.id for m in ledger.members(after.group.id)}
    assert two.statements[0].id in inside  # it says the same in the same words
    assert one.statements[0].id not in inside
    silent = replace(page(f"{LONGER} Nor snow."), statements=(), actors=(), claims=())
    ledger.add(silent, seen=AT + dt.timedelta(days=2))
    (last,) = [g for g in ledger.groups("claim") if g.articles == 2]
    assert {r.statements[0].id for r in others} <= {m.id for m in ledger.members(last.group.id)}
    assert ledger.group(before.group.id) == ledger.group(after.group.id) == last.group
    assert list(ledger.check()) == []


def test_what_is_decided_of_history_says_nothing_of_what_stands(ledger: Store) -> None:
    one, two = see(ledger, TEXT, 0), see(ledger, LONGER, 1)
    ledger.hide(one.article.id, person="ann")
    assert current(ledger) == [two.article.id]
    three = see(ledger, f"{LONGER} Nor snow.", 2)
    assert current(ledger) == [three.article.id]


def test_an_actor_that_was_hidden_stays_hidden(ledger: Store) -> None:
    one = see(ledger, TEXT, 0)
    ledger.hide(one.actors[1].id, person="ann")
    see(ledger, LONGER, 1)
    assert [m.actor.name for m in ledger.actors()] == ["The mayor"]


def test_two_addresses_of_one_page_have_one_version_that_stands(ledger: Store) -> None:
    """A headline that changed brought a new address; the old one leads there, and then the new one is fetched too."""
    other = "https://a.example/2"
    see(ledger, TEXT, 0)
    moved = page(LONGER, other)
    at = AT + dt.timedelta(days=1)
    ledger.fetched(Fetched(URL, at, "kept", status=200, answered=other, digest="sha256:2"), moved)
    assert current(ledger) == [moved.article.id]
    ledger.add(moved, seen=at + dt.timedelta(hours=1))
    last = see(ledger, f"{LONGER} Nor snow.", 2, other)
    assert current(ledger) == [last.article.id]
    assert set(ledger.later([e.id for e in ledger.articles(Query(earlier=True))]).values()) == {last.article.id}
    ledger.forget(url=other, delete=True, person="clerk")
    assert [e.url for e in ledger.articles()] == [URL]
    assert list(ledger.check()) == []


def test_an_edit_of_what_was_there_is_nothing_that_came(ledger: Store) -> None:
    see(ledger, TEXT, 0)
    between = dt.datetime.now(dt.UTC)
    two = see(ledger, LONGER, 1)
    assert ledger.added_since(AT) == 1
    assert ledger.added_since(between) == 0
    story = ledger.group_of("story", two.article.id)
    assert story is not None
    assert (ledger.fresh([story.id], AT), ledger.fresh([story.id], between)) == ({story.id: 1}, {})


def test_words_that_came_with_an_edit_say_when(ledger: Store) -> None:
    one = see(ledger, TEXT, 0)
    silent = replace(one, statements=one.statements[:1], claims=())
    ledger.add(silent)
    see(ledger, LONGER, 3)
    see(ledger, f"{LONGER} Nor snow.", 5)
    came = {s.statement.stance: s.came for s in ledger.statements()}
    assert came == {"asserts": None, "denies": AT + dt.timedelta(days=3)}


def test_old_ids_of_claims_lead_on_over_edits_splits_and_reverts(ledger: Store) -> None:
    other = see(ledger, f"{TEXT} Nor will it snow.", 0, "https://b.example/1")
    one = see(ledger, TEXT, 0)
    a, b = sorted((one.statements[0].id, other.statements[0].id))
    ledger.link([Link("claim", a, b, 0.9, ("the same words",), "recoupe 0.1.0")])
    (first,) = ledger.groups("claim")
    ids = {first.group.id}
    two = see(ledger, LONGER, 1)
    ids |= {g.group.id for g in ledger.groups("claim")}
    ledger.split(first.group.id, [s.id for s in two.statements], person="anna")
    ids |= {g.group.id for g in ledger.groups("claim")}
    for day, text in enumerate([f"{LONGER} Nor hail.", TEXT, LONGER, f"{LONGER} At all."], 2):
        see(ledger, text, day)
        claims = [g.group for g in ledger.groups("claim")]
        ids |= {c.id for c in claims}
        assert all(ledger.group(i) in claims for i in ids), day
    assert list(ledger.check()) == []


def test_of_a_claim_that_is_none_any_more_a_statement_is_left(ledger: Store) -> None:
    one, other = see(ledger, TEXT, 0), see(ledger, f"{TEXT} Nor snow.", 0, "https://b.example/1")
    a, b = sorted((one.statements[0].id, other.statements[0].id))
    ledger.link([Link("claim", a, b, 0.9, ("the same words",), "recoupe 0.1.0")])
    (claim,) = ledger.groups("claim")
    silent = replace(page(f"{LONGER} Not a word."), statements=(), actors=(), claims=())
    ledger.add(silent, seen=AT + dt.timedelta(days=1))
    assert ledger.group(claim.group.id) is not None  # the other page still says both
    ledger.add(plain("r", "Nothing.", url="https://b.example/1"), seen=AT + dt.timedelta(days=1))
    assert ledger.group(claim.group.id) is None
    assert ledger.left_of(claim.group.id) in {s.id for r in (one, other) for s in r.statements}
    see(ledger, TEXT, 2)
    assert ledger.group(claim.group.id) is not None
    assert ledger.left_of(claim.group.id) is None
    assert ledger.left_of("c0123456789abcdef") is None
    assert list(ledger.check()) == []


def test_a_page_is_gone_where_all_its_addresses_are(ledger: Store) -> None:
    read = page(TEXT)
    hour = dt.timedelta(hours=1)
    for n, url in enumerate((f"{URL}?x=1", f"{URL}?amp")):
        ledger.fetched(Fetched(url, AT + n * hour, "kept", status=200, answered=url, digest="sha256:1"), read)

    def look(url: str, hours: int, decision: Decision) -> dt.datetime | None:
        ledger.fetched(Fetched(url, AT + hours * hour, decision, reason="r", status=410, digest="sha256:1"))
        (entry,) = ledger.articles()
        assert [t.entry.id for t in ledger.taken_down()] == [entry.id] * (entry.gone is not None)
        assert ledger.tally_of("a.example").gone == (entry.gone is not None)
        return entry.gone

    assert look(f"{URL}?amp", 3, "gone") is None
    assert look(f"{URL}?x=1", 4, "gone") == AT + 4 * hour
    assert look(f"{URL}?x=1", 5, "same") is None
