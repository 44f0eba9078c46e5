"""Alerts from the command line, from the search to what is sent."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from commands import RECOUPE, ROW, environment, recoupe

from localweb.receivers import free_port, hooks


@pytest.fixture
def where(tmp_path: Path) -> tuple[str, str]:
    return "--ledger", str(tmp_path / "x.db")


def added(tmp_path: Path, where: tuple[str, str], name: str) -> None:
    path = tmp_path / f"{name}.jsonl"
    path.write_text(json.dumps({**ROW, "id": name, "url": f"https://a.example/{name}"}) + "\n", encoding="utf-8")
    assert recoupe("add", path, *where).status == 0


def test_an_alert_from_end_to_end(tmp_path: Path, where: tuple[str, str]) -> None:
    added(tmp_path, where, "one")
    with hooks() as there:
        made = recoupe("alerts", "add", "search", "bridge", "--webhook", there.url(), "--allow", "127.0.0.1", *where)
        assert made.status == 0, made.err
        assert "whsec_" in made.text
        run = ("alerts", "run", "--once", "--allow", "127.0.0.1", *where)
        assert recoupe(*run).err == "0 sent\n"
        added(tmp_path, where, "two")
        assert recoupe(*run).err == "1 sent\n"
        assert recoupe(*run).err == "0 sent\n"
        (got,) = there.got
    assert json.loads(got.body)["data"]["items"][0]["url"] == "https://a.example/two"
    (row,) = recoupe("alerts", "list", *where).rows
    assert (row["what"], row["state"], row["delivery"], row["error"]) == ("bridge", "active", "sent", "")
    assert "whsec_" not in str(row)
    shown = recoupe("alerts", "list", "--format", "table", *where)
    assert "last sent" in shown.text
    for command, became in (("pause", "paused"), ("resume", "active"), ("remove", "removed")):
        assert recoupe("alerts", command, row["alert"], *where).text == f"{became}  {row['alert']}\n"
    assert recoupe("alerts", "list", *where).status == 1


def test_one_that_was_given_up_is_told(tmp_path: Path, where: tuple[str, str]) -> None:
    added(tmp_path, where, "one")
    with hooks() as there:
        there.answers = [(410, {})]
        recoupe("alerts", "add", "articles", "lang:en", "--webhook", there.url(), "--allow", "127.0.0.1", *where)
        added(tmp_path, where, "two")
        done = recoupe("alerts", "run", "--once", "--allow", "127.0.0.1", *where)
    assert (done.status, done.err) == (1, "0 sent, 1 given up\n")
    listed = recoupe("alerts", "list", "--format", "table", *where)
    assert "GIVEN UP" in listed.text
    assert "127.0.0.1 answers 410" in listed.text
    assert "1 alert given up" in listed.err


def test_what_is_wrong_is_told(tmp_path: Path, where: tuple[str, str]) -> None:
    added(tmp_path, where, "one")
    hook = ("--webhook", "https://hooks.example/")
    for given, told in (
        (("add", "search", "bridge"), "--webhook, --mail or --feed, one of them"),
        (("add", "search", "bridge", "--feed", *hook), "--webhook, --mail or --feed, one of them"),
        (("add", "search", "lang:", *hook), "lang: says nothing"),
        (("add", "story", "t1", *hook), "t1 is no story of this ledger"),
        (("add", "search", "bridge", "--mail", "anna"), "no address of mail"),
        (("add", "search", "bridge", "--user", "nobody", "--feed"), "nobody is called nobody"),
        (("run", "--once", "--smtp", "smtp://mail.example"), "both --smtp and --mail-from"),
        (("run", "--once", "--smtp", "mail.example", "--mail-from", "a@b.example"), "no address such as smtp://"),
        (("pause", "j1"), "no alert j1"),
    ):
        done = recoupe("alerts", *given, *where)
        assert done.status == 2, given
        assert told in done.err, given
    inside = recoupe("alerts", "add", "search", "bridge", "--webhook", "http://127.0.0.1/", *where)
    assert inside.status == 1
    assert "this machine itself" in inside.err


def test_mail_that_waits_is_told(tmp_path: Path, where: tuple[str, str]) -> None:
    added(tmp_path, where, "one")
    made = recoupe("alerts", "add", "search", "bridge", "--mail", "desk@paper.example", *where)
    assert "desk@paper.example" in made.text
    assert "1 alert by mail wait" in recoupe("alerts", "run", "--once", *where).err


def test_pages_and_alerts_in_one_process(tmp_path: Path, where: tuple[str, str]) -> None:
    pytest.importorskip("uvicorn", reason="skipped: no uvicorn")
    added(tmp_path, where, "one")
    refused = recoupe("serve", "--host", "0.0.0.0", *where)
    assert (refused.status, "recoupe user add" in refused.err) == (2, True)
    wrong = recoupe("serve", "--alerts", "--smtp", "smtp://mail.example", *where)
    assert (wrong.status, "--mail-from" in wrong.err) == (2, True)
    with hooks() as there:
        recoupe("alerts", "add", "search", "bridge", "--webhook", there.url(), "--allow", "127.0.0.1", *where)
        added(tmp_path, where, "two")
        command = [*RECOUPE, "serve", "--alerts", "--allow", "127.0.0.1", "--port", str(free_port()), *where]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
            end = time.monotonic() + 30
            while not there.got:
                assert time.monotonic() < end
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            process.wait(20)
