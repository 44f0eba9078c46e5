"""Patterns mean the same on every Python: before 3.11.5 a possessive group that fails half-way loses its place."""

import re
from pathlib import Path

import pytest

import recoupe

SOURCES = sorted(p for p in Path(recoupe.__file__).parent.rglob("*") if p.suffix in {".py", ".toml"})
POSSESSIVE_GROUP = re.compile(r"\)(?:[+*?]\+|\{{1,2}[^{}]*,?[^{}]*\}{1,2}\+)")


@pytest.mark.parametrize("pattern", [r"(?:a|b)*+", r"(x)++", r"(?:\d.){2,}+", r"(?P=run){{3,}}+"])
def test_it_is_known_when_seen(pattern: str) -> None:
    assert POSSESSIVE_GROUP.search(pattern)


@pytest.mark.parametrize("pattern", [r"\w++", r"[^a]*+", r"(?:a|b)+", r"(\d++)"])
def test_classes_may_be_possessive(pattern: str) -> None:
    assert not POSSESSIVE_GROUP.search(pattern)


def test_no_group_is_possessive() -> None:
    found = [
        f"{path.name}: {line.strip()}"
        for path in SOURCES
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"re\.|r[fb]?\"|_[A-Z]+ = ", line) and POSSESSIVE_GROUP.search(line)
    ]
    assert not found
