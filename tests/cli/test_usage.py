"""Wrong usage: status 2, and a sentence that says what would be right."""

import subprocess
import sys
from pathlib import Path

import pytest
from commands import TEXT

from recoupe import __version__
from recoupe.cli import main


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def status(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(str(caught.value.code))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--lang", "zz"], "'zz' is not the code of a language (ISO 639-1); covered are"),
        (["--lang", "../fr"], "covered are"),
        (["--lang", ""], "covered are"),
        (["--encoding", "klingon"], "'klingon' is not the name of a character set; among them are utf-8"),
        (["--encoding", "rot13"], "is not the name of a character set"),
        (["--published", "yesterday"], "write 2022-07-16 or 2022-07-16T10:05+02:00"),
        (["--published", "2024-02-30"], "is on no calendar"),
        (["--published", "0000-01-01"], "is on no calendar"),
        (["--published", "2024-05-08T25:00"], "is on no calendar"),
        (["--published", "20240508"], "is not a day or a time"),
        (["--timeout", "0"], "above 0"),
        (["--timeout", "nan"], "above 0"),
        (["--timeout", "inf"], "above 0"),
        (["--timeout", "soon"], "soon"),
        (["--max-bytes", "0"], "0"),
        (["-j", "-1"], "-1"),
        (["--format", "pdf"], "jsonl"),
        (["-o", "ledger.pdf"], "does not tell its format (add --format "),
        (["-o", "no/such/folder.csv"], "cannot write"),
        (["--colour"], "--colour"),
    ],
)
def test_options(article: str, options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("read", *options, article) == 2
    out, err = capsys.readouterr()
    assert said in " ".join(err.split())
    assert not out


def test_no_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("read") == 2
    assert "INPUT" in capsys.readouterr().err


def test_an_input_is_not_written_over(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("read", "--format", "jsonl", "-o", article, article) == 2
    assert "would be written over" in capsys.readouterr().err
    assert Path(article).read_text(encoding="utf-8") == TEXT


def test_no_such_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("raed") == 2
    assert "raed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["read", "--pubished", "2024-05-08"], "Did you mean '--published'?"),
        (["raed"], "Did you mean 'read'?"),
        (["read", "--bogus"], ""),
        (["lits"], ""),
    ],
)
def test_only_what_is_near_is_suggested(arguments: list[str], meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(*arguments) == 2
    err = capsys.readouterr().err
    assert "No such" in err
    assert meant in err
    assert meant or "mean" not in err


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["read", "--help"], ["demo", "-h"], ["doctor", "--help"], ["lang", "check", "-h"]]
)
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert status(*arguments) == 0
    assert capsys.readouterr().out.startswith("Usage: recoupe")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("--version") == 0
    assert capsys.readouterr().out == f"recoupe {__version__}\n"


def test_installed_command() -> None:
    command = Path(sys.executable).with_name("recoupe")
    done = subprocess.run([command, "--version"], capture_output=True, check=True)
    assert done.stdout.decode() == f"recoupe {__version__}\n"
