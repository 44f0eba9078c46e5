"""What is heavy is imported late."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "numpy",
    "lxml",
    "trafilatura",
    "rich",
    "urllib3",
    "babel",
    "py3langid",
    "multiprocessing",
    "asyncio",
    "tomllib",
    "httpcore2",
    "feedparser",
    "protego",
    "fastapi",
    "jinja2",
    "uvicorn",
}
SAY = "import atexit, json, sys; atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"


def imported(code: str) -> set[str]:
    """The top-level names of all modules that are there when `code` has run in a process of its own."""
    done = subprocess.run([sys.executable, "-c", SAY + code], capture_output=True, check=True)
    return {m.split(".")[0] for m in json.loads(done.stderr)}


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["--version"], ["schema"], ["serve", "--help"]])
def test_help_waits_for_nothing(arguments: list[str]) -> None:
    assert not HEAVY & imported(f"from recoupe.cli import main; main({arguments!r})")


def test_the_bare_package_needs_nobody() -> None:
    assert imported("import recoupe") - imported("import __future__") == {"recoupe"}


def test_jsonl_of_text_needs_no_terminal() -> None:
    found = imported("from recoupe import pipeline, export; export.get('jsonl')")
    assert not {"rich", "urllib3", "multiprocessing", "trafilatura"} & found


def reading(text: str) -> set[str]:
    """What is imported by reading a plain text."""
    page = f"Page('x', {text!r}, 'text/plain', published='2024-05-08')"
    return imported(f"from recoupe import pipeline\nfrom recoupe.model import Page\npipeline.read({page})")


def test_plain_text_needs_no_model_of_languages_and_no_html() -> None:
    text = "The mayor said on Tuesday that the bridge would close for a year, and that it was no longer safe. " * 3
    found = reading(text)
    assert "py3langid" in reading("Kaupunginjohtaja kertoi tiistaina, että vanha silta suljetaan vuodeksi.")
    assert not {"py3langid", "lxml", "trafilatura", "charset_normalizer", "rich", "urllib3"} & found
    assert "difflib" not in found


def test_patterns_that_a_page_gives_no_occasion_for_are_not_compiled() -> None:
    code = """
from recoupe.clean import footers, words
footers.boilerplate("The bridge is closed, the mayor said. It is not safe. Nobody knows why. Nobody asks.")
print([n for n in words._PATTERNS if n in vars(words)])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
