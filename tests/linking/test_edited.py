"""Articles that were edited, linked: nothing is counted twice, whenever the linker comes by."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from recoupe import linking, pipeline, store
from recoupe.ledger import Query
from recoupe.model import Page

if TYPE_CHECKING:
    from pathlib import Path

    from recoupe.store.store import Store

AT = dt.datetime(2025, 3, 4, 12, tzinfo=dt.UTC)
HAFEN = "https://hafen.example/sines"
FERRY = "https://ferry.example/strike"
COAST = "https://coast.example/sines"
FIRST = """The port of Sines will close two of its five berths, minister Pedro Almeida said on Tuesday. "Nobody will lose
work," Almeida told reporters in Lisbon. The dockers' union denied that it had agreed to the plan. Twelve ships are waiting
outside the harbour, and the strike that began on 27 February goes on. The union counts 340 members in Sines and Setúbal."""
DROPPED = FIRST.replace(
    """\"Nobody will lose
work," Almeida told reporters in Lisbon. """,
    "He gave no numbers of jobs. ",
)
ADDED = FIRST + """ Harbour pilots stopped work in the evening, too, and said that they would stay away until Friday."""
OTHER = """Minister Pedro Almeida said two of the five berths of the port of Sines would be closed. Clara Quintela of the
dockers' union denied that the union had agreed to that plan. The strike has stopped twelve ships since 27 February."""


GERMAN = """Der Hafen von Sines wird zwei seiner fünf Liegeplätze schließen, sagte Minister Pedro Almeida am Dienstag.
„Niemand wird seine Arbeit verlieren“, sagte Almeida vor Journalisten in Lissabon. Die Gewerkschaft der Hafenarbeiter
bestritt, dass sie dem Plan zugestimmt habe. Zwölf Schiffe warten vor dem Hafen, und der Streik, der am 27. Februar
begann, geht weiter. Die Gewerkschaft zählt 340 Mitglieder in Sines und Setúbal."""
PUBLISHED = {FERRY: "2025-03-04T11:00:00Z", COAST: "2025-03-04T13:00:00Z", HAFEN: "2025-03-04T14:00:00Z"}


def see(there: Store, url: str, text: str, hour: int, lang: str = "en") -> None:
    title = "Berths of Sines to close" if lang == "en" else "Liegeplätze in Sines werden geschlossen"
    page = Page(url, f"{title}\n\n{text}", "text/plain", url=url, lang=lang, published=PUBLISHED[url], title=title)
    there.add(pipeline.read(page), seen=AT + dt.timedelta(hours=hour))


def counted(there: Store) -> object:
    groups = [g for kind in ("story", "claim", "actor", "network") for g in there.groups(kind)]
    told = sorted((g.group.kind, g.name, g.articles, g.origins, g.group.disputed, g.sites) for g in groups)
    said = sorted((s.words, s.statement.who or "", s.polarity or "", s.disputed) for s in there.statements())
    return told, said, [(s.host, s.articles, s.copies) for s in there.sites()], len(list(there.copies()))


@pytest.mark.parametrize("each", [True, False])
@pytest.mark.parametrize("second", [DROPPED, ADDED])
def test_an_edited_page_counts_as_if_it_had_always_been_so(tmp_path: Path, *, each: bool, second: str) -> None:
    with store.open(str(tmp_path / "edited.db"), create=True) as edited:
        for hour, (url, text) in enumerate([(FERRY, FIRST), (COAST, OTHER), (FERRY, second)]):
            see(edited, url, text, hour)
            if each:
                linking.link(edited)
        linking.link(edited)
        now = counted(edited)
        assert len(list(edited.articles(Query(earlier=True)))) == 3
        assert list(edited.check()) == []
    with store.open(str(tmp_path / "plain.db"), create=True) as plain:
        see(plain, FERRY, second, 0)
        see(plain, COAST, OTHER, 1)
        linking.link(plain)
        assert counted(plain) == now


def test_a_copy_of_a_page_stays_one_when_the_page_is_edited(tmp_path: Path) -> None:
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        see(there, FERRY, FIRST, 0)
        see(there, COAST, FIRST, 1)
        linking.link(there)
        (story,) = there.groups("story")
        assert (story.articles, story.origins, len(list(there.copies()))) == (2, 1, 1)
        see(there, FERRY, ADDED, 2)
        linking.link(there)
        (story,) = there.groups("story")
        assert (story.articles, story.origins, len(list(there.copies()))) == (2, 1, 1)


@pytest.mark.parametrize("second", [DROPPED, ADDED])
def test_copies_of_a_page_stay_what_they_were_when_it_alone_is_edited(tmp_path: Path, second: str) -> None:
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        see(there, FERRY, FIRST, 0)
        see(there, COAST, FIRST, 1)
        see(there, HAFEN, GERMAN, 2, "de")
        linking.link(there)

        def copied() -> tuple[object, object]:
            found = sorted((c.a, c.sort, c.share, c.certain) for c in there.copies())
            return found, [(g.articles, g.origins) for g in there.groups("story")]

        before = copied()
        assert before[1] == [(3, 1)]
        see(there, FERRY, second, 3)
        linking.link(there)
        assert copied() == before
        linking.link(there, again=True)
        assert copied() == before
