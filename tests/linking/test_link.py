"""A ledger linked: stories across languages, actors across scripts, in batches, again, after a break."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from recoupe import linking, pipeline, store
from recoupe.ledger import Query
from recoupe.linking import found, run
from recoupe.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recoupe.store.store import Store

ENGLISH = """Harbour union rejects claim of secret talks

LISBON, 4 March (Coast News) - The dockers' union on Tuesday denied holding secret talks with the port of Sines.
"There were no talks with Minister Pedro Almeida," union leader Clara Quintela said. Almeida told reporters on Monday
that 340 jobs would be saved in Sines and in Setúbal. The strike began on 27 February and has stopped 12 ships.
"""
GERMAN = """Hafengewerkschaft bestreitet geheime Gespräche

LISSABON, 4. März - Die Gewerkschaft der Hafenarbeiter hat am Dienstag bestritten, geheime Gespräche mit dem Hafen von
Sines geführt zu haben. „Es gab keine Gespräche mit Minister Pedro Almeida“, sagte die Vorsitzende Clara Quintela. Almeida
hatte am Montag gesagt, 340 Arbeitsplätze in Sines und Setúbal würden gerettet. Der Streik begann am 27. Februar, zwölf
Schiffe liegen still.
"""
RUSSIAN = """Профсоюз портовиков отрицает тайные переговоры

ЛИССАБОН, 4 марта - Профсоюз докеров во вторник опроверг сообщения о тайных переговорах с портом Синиш. «Переговоров с
министром Педру Алмейдой не было», - заявила лидер профсоюза Клара Кинтела. Алмейда сообщил в понедельник, что 340 рабочих
мест в Синише и Сетубале будут сохранены. Забастовка началась 27 февраля, стоят 12 судов.
"""
OTHER = """Village choir wins prize

BERN, 4 March - The choir of Murren won the prize of the canton on Tuesday, 50 years after it was founded. "We sang as
never before," conductor Ursula Brand said. The choir has 23 members, and it will sing in Geneva in May.
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        yield there


@pytest.fixture(autouse=True)
def _knowing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the ledger has no keys for is not asked for from the very beginning, as in a long run."""
    monkeypatch.setattr(found, "_LATER", 0)
    monkeypatch.setattr(found, "_FOR_EACH", 0)


def put(there: Store, ref: str, text: str, lang: str, day: str = "2025-03-04") -> None:
    title, _, body = text.partition("\n\n")
    there.add(pipeline.read(Page(ref, f"{title}\n\n{body}", "text/plain", lang=lang, published=day, title=title)))


def put_all(there: Store) -> None:
    for ref, text, lang in (("en", ENGLISH, "en"), ("de", GERMAN, "de"), ("ru", RUSSIAN, "ru"), ("x", OTHER, "en")):
        put(there, ref, text, lang)


def stories(there: Store) -> dict[str, str]:
    return {e.ref: e.story for e in there.articles(Query())}


def test_one_story_in_three_languages_and_one_of_its_own(ledger: Store) -> None:
    put_all(ledger)
    done = linking.link(ledger)
    found = stories(ledger)
    assert done.done == done.total == 4
    assert found["en"] == found["de"] == found["ru"] != found["x"]
    assert not list(ledger.check())


def test_one_woman_in_two_scripts(ledger: Store) -> None:
    put_all(ledger)
    linking.link(ledger)
    (found,) = [g for g in ledger.groups("actor", Query()) if "Clara Quintela" in g.names]
    assert set(found.langs) >= {"en", "de", "ru"}
    assert any("Кинтела" in name for name in found.names)


def test_linking_again_gives_the_same_groups(ledger: Store) -> None:
    put_all(ledger)
    linking.link(ledger)
    before = {(g.group.id, g.group.size) for kind in ("story", "actor") for g in ledger.groups(kind, Query())}
    linking.link(ledger, again=True)
    assert before == {(g.group.id, g.group.size) for kind in ("story", "actor") for g in ledger.groups(kind, Query())}


def test_what_comes_later_joins_the_story_at_rest(ledger: Store) -> None:
    put(ledger, "en", ENGLISH, "en")
    put(ledger, "x", OTHER, "en")
    linking.link(ledger)
    put(ledger, "de", GERMAN, "de", "2025-03-05")
    assert linking.link(ledger).done == 1
    found = stories(ledger)
    assert found["en"] == found["de"] != found["x"]
    assert linking.link(ledger).done == 0


def test_a_run_that_is_broken_off_goes_on(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put_all(ledger)
    monkeypatch.setattr(run, "BATCH", 1)

    def stop(progress: linking.Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        linking.link(ledger, say=stop)
    assert linking.link(ledger).done == 2
    assert not list(ledger.check())


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_run_that_is_broken_off_has_lost_no_story(
    ledger: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    def stop(progress: linking.Progress) -> None:
        if progress.done == after:
            raise KeyboardInterrupt

    monkeypatch.setattr(run, "BATCH", 1)
    put_all(ledger)
    linking.link(ledger)
    with store.open(str(tmp_path / "broken.db"), create=True) as broken:
        put_all(broken)
        with pytest.raises(KeyboardInterrupt):
            linking.link(broken, say=stop)
        linking.link(broken)
        assert stories(broken) == stories(ledger)


def test_a_story_taken_from_the_shelf_by_a_run_that_was_broken_off_is_not_there_twice(
    ledger: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: linking.Progress) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "BATCH", 1)
    put(ledger, "en", ENGLISH, "en")
    linking.link(ledger)
    put(ledger, "de", GERMAN, "de")
    put(ledger, "ru", RUSSIAN, "ru")
    with pytest.raises(KeyboardInterrupt):
        linking.link(ledger, say=stop)
    linking.link(ledger)
    assert len(set(stories(ledger).values())) == 1
    put(ledger, "en again", ENGLISH.replace("340", "341"), "en", "2025-03-05")
    linking.link(ledger)
    assert len(set(stories(ledger).values())) == 1


def test_an_article_that_is_read_anew_stands_in_its_story_once(ledger: Store) -> None:
    put(ledger, "en", ENGLISH, "en")
    put(ledger, "de", GERMAN, "de")
    put(ledger, "x", OTHER, "en")
    linking.link(ledger)
    before = stories(ledger)
    entries = {e.ref: e.id for e in ledger.articles(Query())}
    for id_ in entries.values():
        (found,) = ledger.readings([id_])
        assert ledger.add(replace(found, version="99.0.0", timexes=())) == "replaced"
    linking.link(ledger)
    put(ledger, "ru", RUSSIAN, "ru")
    linking.link(ledger)
    after = stories(ledger)
    assert after["en"] == after["de"] == after["ru"] == before["en"]
    assert after["x"] == before["x"]
    kept = [t for name in entries.values() if (t := ledger.memory(f"story {name}"))]
    told = [x for text in kept for lead in json.loads(text)["leads"] for x in (lead["id"], *lead["followers"])]
    assert sorted(told) == sorted(e.id for e in ledger.articles(Query()))
    assert not list(ledger.check())


def test_what_people_decided_stays(ledger: Store) -> None:
    put_all(ledger)
    linking.link(ledger)
    before = stories(ledger)
    ledger.merge((before["en"], before["x"]), person="anna")
    linking.link(ledger, again=True)
    found = stories(ledger)
    assert found["en"] == found["x"]


def test_a_copy_is_traced_to_who_published_first_and_counts_as_no_origin(ledger: Store) -> None:
    put(ledger, "late", ENGLISH.replace("340", "340 or so"), "en", "2025-03-04T18:00:00+00:00")
    put(ledger, "x", OTHER, "en", "2025-03-04T09:00:00+00:00")
    linking.link(ledger)
    assert not list(ledger.copies())
    put(ledger, "first", ENGLISH, "en", "2025-03-04T08:00:00+00:00")
    linking.link(ledger)
    (copy,) = ledger.copies()
    first, late = ledger.find("first"), ledger.find("late")
    assert first is not None
    assert late is not None
    assert (copy.a, copy.b, copy.certain) == (late.id, first.id, True)
    (story,) = [g for g in ledger.groups("story", Query()) if g.articles == 2]
    assert story.origins == 1


def test_a_day_that_has_not_come_says_nothing_of_who_was_first(tmp_path: Path) -> None:
    with store.open(str(tmp_path / "x.db"), create=True) as ledger:
        today = dt.datetime.now(dt.UTC).date()
        for n, ahead in enumerate((2, -1, 0)):
            day = (today + dt.timedelta(days=ahead)).isoformat()
            page = Page(f"r{n}", ENGLISH, "text/plain", url=f"https://{n}.example/1", lang="en", published=day)
            ledger.add(pipeline.read(page))
        linking.link(ledger)
        refs = {e.id: e.ref for e in ledger.articles()}
        found = {frozenset((refs[k.a], refs[k.b])): (k.certain, refs[k.b]) for k in ledger.links("copy")}
        assert {certain for ends, (certain, _) in found.items() if "r0" in ends} == {False}
