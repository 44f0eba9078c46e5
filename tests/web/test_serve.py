"""The command: it says where it listens, and refuses what it must."""

import pytest

from recoupe.cli.app import _status
from recoupe.web import serving


def test_it_refuses_to_listen_to_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert _status(["serve", "--demo", "--host", "0.0.0.0"]) == 2
    assert "there is no login" in capsys.readouterr().err


def test_a_ledger_that_is_none_is_told_before_it_listens(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _status(["serve", "--ledger", str(tmp_path_factory.mktemp("none") / "no.db")]) == 1
    assert "no such ledger" in capsys.readouterr().err


def test_it_says_where(demo: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked = []
    monkeypatch.setattr(serving, "serve", lambda settings, **where: asked.append((settings.ledger, where)))
    assert _status(["serve", "--ledger", demo, "--host", "::1", "--port", "8123"]) == 0
    assert asked == [(demo, {"host": "::1", "port": 8123})]
    assert "http://[::1]:8123/" in capsys.readouterr().out
