"""The documentation says what the code does. RECOUPE_UPDATE=1 (or `make docs`) writes what is made from the code anew."""

import contextlib
import os
import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

import click
import pytest
from blocks import BLOCK, BLOCKS, filled
from modules import ROOT

from recoupe.cli import recoupe

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMES = [str(d.relative_to(ROOT)) for d in DOCUMENTS]
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)]*)?\)")
_PROMPT = re.compile(r"^\$ recoupe\b(.*)$", re.MULTILINE)
_AFTER = re.compile(r"\s+(?:[|>;]|&&|2>|#).*$")


class Command(NamedTuple):
    """A command line in a document."""

    document: str
    line: str


def commands() -> Iterator[Command]:
    for document in DOCUMENTS:
        joined = document.read_text(encoding="utf-8").replace("\\\n", " ")
        yield from (Command(document.name, _AFTER.sub("", m[1]).strip()) for m in _PROMPT.finditer(joined))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_made_from_the_code_is_fresh(name: str) -> None:
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    made = filled(text)
    if os.environ.get("RECOUPE_UPDATE"):
        path.write_text(made, encoding="utf-8")
        return
    assert text == made, "make docs"


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_closed(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text.count("<!-- begin ") == text.count("<!-- end ") == len(BLOCK.findall(text))


def test_every_block_stands_somewhere() -> None:
    used = {m["name"] for d in DOCUMENTS for m in BLOCK.finditer(d.read_text(encoding="utf-8"))}
    assert used == set(BLOCKS)


@pytest.mark.parametrize(("document", "line"), list(commands()))
def test_commands_that_are_shown_are_right(document: str, line: str) -> None:
    """Every `$ recoupe …` names a command, its options and values that they take."""
    words = shlex.split(line)
    assert words
    assert words[0].startswith("-") or words[0] in recoupe.commands, f"{document}: recoupe {line}: no such command"
    command, rest = (recoupe, words) if words[0].startswith("-") else (recoupe.commands[words[0]], words[1:])
    with contextlib.suppress(click.exceptions.Exit):  # --help, --version
        command.make_context("recoupe", rest, **recoupe.context_settings)  # raises UsageError


@pytest.mark.parametrize("name", NAMES)
def test_links_inside_lead_somewhere(name: str) -> None:
    path = ROOT / name
    for target, _ in _LINK.findall(path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), target


def test_no_secret_of_the_kitchen() -> None:
    """Documents speak of the project alone: no path of one machine."""
    for document in DOCUMENTS:
        assert not re.search(r"(?<![\w.])/(work|home|root|tmp)/\w", document.read_text(encoding="utf-8")), document
