"""What repeats over a site's pages is learned while it is watched; pages that were read before are read anew."""

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from localweb import trials
from localweb.server import Reply, Request, Server
from recoupe import warc
from recoupe.cli import watches
from recoupe.linking.edits import edits
from recoupe.store.store import Store
from recoupe.templates import ENOUGH, KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

HOST = "gazette.localhost"
NOTICE = "The harbour gazette takes no responsibility for what its readers write below its articles and letters."
OTHER = "Readers who have seen something may write to the editors of the gazette, whose names stand on its first page."
PLACES = ("Torsk", "Oberau", "Dolnica", "Vallmora", "Miravent", "Kestrel Bay", "Nordhafen")
XML = {"Content-Type": "application/rss+xml"}


def paragraphs(n: int) -> list[str]:
    place = PLACES[n % 7]
    return [
        f"The old bridge number {n} of {place} will close in the autumn of this year, the mayor of {place} said on Tuesday.",
        f"Builders who looked at pier {n} found a crack that is longer than anybody in {place} had thought it could be.",
        f"The council of {place} will talk about {n} million in its next meeting, after the summer, the council said.",
    ]


class Gazette:
    """A site with so many pages, and what stands below each of them."""

    def __init__(self, server: Server, pages: int) -> None:
        self.server, self.pages, self.edited = server, pages, set[int]()
        self.notice: Callable[[int], str] = lambda _: NOTICE
        self.items: Callable[[int], str] = lambda _: ""
        server.sites[HOST] = self

    def url(self, path: str) -> str:
        return self.server.url(HOST, path)

    def __call__(self, request: Request) -> Reply:
        if request.path == "/feeds/0":
            rows = "".join(self._item(n) for n in range(self.pages))
            return Reply(
                200,
                f"<rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>G</title>{rows}</channel></rss>".encode(),
                XML,
            )
        if not request.path[1:].isdigit():
            return Reply(404)
        n = int(request.path[1:])
        rows = "".join(f"<p>{text}</p>" for text in [*paragraphs(n), self.notice(n)])
        edited = "<p>“It is safe,” said Anna Berg, the owner of the mill.</p>" if n in self.edited else ""
        page = f"<html lang=en><title>Bridge {n}</title><article><h1>Bridge {n}</h1>{edited}{rows}</article></html>"
        return Reply(200, page.encode(), {"Content-Type": "text/html"})

    def _item(self, n: int) -> str:
        return f"<item><title>Bridge {n}</title><link>{self.url(f'/{n}')}</link>{self.items(n)}</item>"


@pytest.fixture
def evidence(tmp_path: Path) -> Any:
    with warc.Folder(str(tmp_path / "evidence"), writing=True) as folder:
        yield folder


def watched(ledger: Store, folder: warc.Folder, *hours: float) -> trials.Watcher:
    ledger.engine.run("UPDATE channel SET due = ?", (trials._FIRST,))
    return trials.watched(
        ledger,
        SimpleNamespace(hour=0.0),  # type: ignore[arg-type]
        hours,
        keep=lambda answer: folder.keep(watches.recorded(answer)).record,
        stored=folder.page,
    )


def texts(ledger: Store) -> dict[str, str]:
    found = ledger.readings([e.id for e in ledger.articles()])
    return {str(r.article.url).rsplit("/", 1)[1]: r.article.text for r in found}


def test_all_pages_of_a_site_are_read_without_what_repeats(
    server: Server, ledger: Store, evidence: warc.Folder
) -> None:
    site = Gazette(server, KNOWN - 1)
    ledger.watch(site.url("/"), feeds=[site.url("/feeds/0")])
    watched(ledger, evidence, 1.0)
    assert all(NOTICE in text for text in texts(ledger).values())
    site.pages = KNOWN + 3
    done = watched(ledger, evidence, 2.0).done
    assert f"; {KNOWN} read anew without what repeats on their sites" in str(done)
    site.pages = ENOUGH + 4
    watched(ledger, evidence, 3.0)
    found = texts(ledger)
    assert found == {str(n): "\n".join(paragraphs(n)) for n in range(ENOUGH + 4)}
    assert ledger.renewable() == []
    assert not list(edits(ledger))
    assert not list(ledger.check())
    assert set(trials.kept(ledger).values()) == {1}
    pages = trials.pages(server.log)
    assert set(pages.values()) == {1}


def test_a_site_that_changes_its_looks_edits_nothing(server: Server, ledger: Store, evidence: warc.Folder) -> None:
    site = Gazette(server, ENOUGH + 4)
    ledger.watch(site.url("/"), feeds=[site.url("/feeds/0")])
    watched(ledger, evidence, 1.0)
    site.notice = lambda n: f"{OTHER}</p><p>More of {PLACES[n % 7]}"
    site.edited = {3}
    watched(ledger, evidence, 26.0, 27.0)
    assert [t.layout for t in ledger.templates(HOST)] == [2, 1]
    assert [str(e.edit.after.url).rsplit("/", 1)[1] for e in edits(ledger)] == ["3"]
    assert not any(NOTICE in text or OTHER in text for text in texts(ledger).values())


def test_what_feeds_carry_whole_teaches_nothing_and_is_replayed_from_them(
    server: Server, ledger: Store, evidence: warc.Folder, tmp_path: Path
) -> None:
    site = Gazette(server, 8)
    site.items = lambda n: f"<c:encoded><![CDATA[<p>{'</p><p>'.join(paragraphs(n))}</p>]]></c:encoded>"
    ledger.watch(site.url("/"), feeds=[site.url("/feeds/0")], full=True)
    watched(ledger, evidence, 1.0)
    before = texts(ledger)
    assert len(before) == 8
    assert ledger.engine.all("SELECT DISTINCT site, template FROM page") == [(None, None)]
    assert ledger.templates(HOST) == ()
    evidence.close()
    path, folder = str(tmp_path / "t.db"), str(tmp_path / "evidence")
    done = trials.run(tmp_path, "replay", "--again", "--ledger", path, "--evidence", folder)
    assert (done.returncode, "8 there already" in done.stderr) == (0, True), done.stderr
    assert texts(ledger) == before
