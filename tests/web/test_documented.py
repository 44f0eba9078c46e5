"""Examples of the API in the documents are run; the table of addresses names those that there are."""

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from web.newsroom import Browser

DOCS = Path(__file__).resolve().parents[2] / "docs"
_CURL = re.compile(r"^\$?\s*(curl .*(?:\\\n.*)*)", re.MULTILINE)
_ROW = re.compile(r"^\| (`/[^|]*`) \|", re.MULTILINE)
_SERVED = "http://127.0.0.1:8765"


def examples() -> list[str]:
    """The addresses that are asked in the documents, of a server that runs here."""
    found = []
    for path in sorted(DOCS.glob("*.md")):
        for command in _CURL.findall(path.read_text(encoding="utf-8")):
            found += [word for word in shlex.split(command.replace("\\\n", " ")) if word.startswith(_SERVED)]
    return found


def test_there_are_examples() -> None:
    assert len(examples()) >= 4


@pytest.mark.parametrize("address", examples())
def test_what_is_shown_works(browser: Browser, address: str) -> None:
    parts = urlsplit(address)
    answer = browser.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    assert answer.status_code == 200, answer.text
    if parts.path.startswith("/api/v1/") and "items" in answer.json():
        assert answer.json()["items"], f"{address} shows nothing of the newsroom"


def test_the_table_names_every_address_of_the_ledger(browser: Browser) -> None:
    table = (DOCS / "web.md").read_text(encoding="utf-8").partition("## The API")[2].partition("\n## ")[0]
    named = {
        f"/api/v1{name.partition('?')[0]}" for cell in _ROW.findall(table) for name in re.findall(r"`([^`]+)`", cell)
    }
    there = {path.replace("{host}", "{host}") for path in browser.get("/api/v1/openapi.json").json()["paths"]}
    assert named <= there
    people = ("/me", "/log", "/follows", "/alerts", "/decisions", "/whoami")
    assert {p for p in there - named if not p.removeprefix("/api/v1").startswith(people)} == set()
