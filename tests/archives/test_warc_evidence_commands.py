"""`recoupe evidence` and `recoupe ledger check --evidence`."""

import datetime as dt
import json
from pathlib import Path

import pytest
from made_archives import spoilt

from recoupe import store, warc
from recoupe.cli import main
from recoupe.ledger import Query

URL = "http://news.example/bridge"
PAGE = (
    "<html lang=en><h1>Old bridge</h1><p>The old bridge of the harbour town stays closed for a year.</p>"
    "<p>“It is no longer safe,” Anna Berg said on Tuesday evening in the town hall. Nobody had expected that.</p></html>"
)


def ran(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as done:
        main([str(a) for a in arguments])
    return int(str(done.value.code or 0))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Evidence of two versions of a page, the first fetched twice; the ledger beside it."""
    at = dt.datetime(2024, 5, 8, 10, tzinfo=dt.UTC)
    headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"one"'))
    bodies = (PAGE, PAGE, PAGE.replace("Nobody had expected that.", "The mayor was not there."))
    with warc.Folder(str(tmp_path / "evidence"), writing=True) as there:
        for n, body in enumerate(bodies):
            there.keep(
                warc.Answer(URL, "HTTP/1.1 200 OK", headers, body.encode(), at + n * dt.timedelta(hours=1), "10.0.0.7")
            )
    assert ran("add", "--ledger", tmp_path / "x.db", *sorted((tmp_path / "evidence").glob("*.warc.gz"))) == 0
    return tmp_path


def shown(capfd: pytest.CaptureFixture[str], folder: Path, name: str, form: str = "jsonl") -> str:
    capfd.readouterr()
    where = ("--ledger", folder / "x.db", "--evidence", folder / "evidence")
    assert ran("evidence", name, *where, "--format", form) == 0
    return capfd.readouterr().out


def test_the_pages_of_an_article_and_a_statement(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with store.open(str(folder / "x.db")) as there:
        first, second = sorted(
            there.readings([e.id for e in there.versions(URL)]), key=lambda r: "mayor" in r.article.text
        )
    rows = [json.loads(line) for line in shown(capfd, folder, first.article.id).splitlines()]
    assert [row["read"] for row in rows] == [True, True, False]
    assert [row["fetched"][11:13] for row in rows] == ["10", "11", "12"]
    assert [bool(row["first"]) for row in rows] == [False, True, False]
    assert all(row["sound"] and row["ip"] == "10.0.0.7" for row in rows)
    assert ["ETag", '"one"'] in rows[0]["headers"]
    assert "no longer safe" in rows[0]["words"]
    rows = [json.loads(line) for line in shown(capfd, folder, second.statements[0].id).splitlines()]
    assert [row["read"] for row in rows] == [True, False, False]
    assert rows[0]["words"] in second.article.text
    table = shown(capfd, folder, URL, "table")
    assert "HTTP/1.1 200 OK" in table
    assert "gives this article" in table
    assert "as it was written" in table
    alone = json.loads(shown(capfd, folder, rows[0]["record"]))
    assert (alone["record"], alone["read"]) == (rows[0]["record"], None)


def test_words_are_shown_under_the_answers_that_have_them(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    at = dt.datetime(2024, 5, 8, 10, tzinfo=dt.UTC)
    quote = (
        "<p>“It is no longer safe,” Anna Berg said on Tuesday evening in the town hall. Nobody had expected that.</p>"
    )
    longer = PAGE.replace("Nobody", f"{'Many people had come to hear what she would say that night. ' * 9}Nobody")
    with warc.Folder(str(tmp_path / "evidence"), writing=True) as there:
        for n, body in enumerate((longer, PAGE, PAGE.replace(quote, ""))):
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            there.keep(warc.Answer(URL, "HTTP/1.1 200 OK", headers, body.encode(), at + n * dt.timedelta(hours=1)))
    assert ran("add", "--ledger", tmp_path / "x.db", *sorted((tmp_path / "evidence").glob("*.warc.gz"))) == 0
    with store.open(str(tmp_path / "x.db")) as there:
        (first, *_) = there.versions(URL)
        (said, *_) = there.statements(Query(words="safe", earlier=True))
        statement = next(s for s in there.readings([first.id])).statements[0].id
    assert said
    rows = [json.loads(line) for line in shown(capfd, tmp_path, statement).splitlines()]
    assert [(row["read"], "no longer safe" in row["words"]) for row in rows] == [
        (True, True),
        (False, True),
        (False, False),
    ]
    assert rows[0]["words"].endswith(" …")
    assert rows[0]["words"].removesuffix(" …").rpartition(" ")[2] in longer.split()
    assert "these words do not stand in it" in shown(capfd, tmp_path, statement, "table")


def test_of_an_article_with_a_name_blotted_out_the_words_of_the_ledger_are_shown(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with store.open(str(folder / "x.db")) as there:
        there.forget(name="Anna Berg", delete=True, person="clerk")
        (name, *_) = [e.id for e in there.articles()]
    row = json.loads(shown(capfd, folder, name).splitlines()[0])
    assert row["blotted"]
    assert "█" in row["words"]
    assert "Anna Berg" not in row["words"]
    table = shown(capfd, folder, name, "table")
    assert "blotted out" in table
    assert "do not stand" not in table


def test_what_is_not_there(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    where = ("--ledger", folder / "x.db", "--evidence", folder / "evidence")
    assert ran("evidence", "urn:uuid:none", *where) == 1
    assert ran("evidence", "a1nothing", *where) == 2
    assert ran("evidence", URL, "--ledger", folder / "x.db") == 1
    err = capfd.readouterr().err
    assert "no answer of urn:uuid:none is kept there" in err
    assert "x-evidence: no such folder" in err


def test_check_reads_the_archives_too(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    where = ("--ledger", folder / "x.db", "--evidence", folder / "evidence")
    assert ran("ledger", "check", *where) == 0
    assert capfd.readouterr().out.endswith("the ledger is sound\n")
    (path,) = (folder / "evidence").glob("*.warc.gz")
    path.write_bytes(spoilt(path.read_bytes(), 700))
    assert ran("ledger", "check", *where) == 1
    assert "evidence_broken" in capfd.readouterr().out


def test_one_record_that_is_broken_hides_no_other(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (path,) = (folder / "evidence").glob("*.warc.gz")
    with warc.Folder(str(folder / "evidence")) as there:
        last = list(there.index.of(URL))[-1]
    path.write_bytes(spoilt(path.read_bytes(), last.offset + last.length // 2))
    rows = shown(capfd, folder, URL).splitlines()
    assert len(rows) == 2
