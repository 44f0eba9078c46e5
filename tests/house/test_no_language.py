"""Languages are data: no code asks for one by its code or name."""

import re
import tokenize
from pathlib import Path

import recoupe
from recoupe import lang
from recoupe.lang.language import Language

SOURCES = sorted(Path(recoupe.__file__).parent.rglob("*.py"))
CODES = "|".join(lang.codes())
ASKED = re.compile(rf"""\b\w*(?:lang|code)\w*\s*(?:==|!=|(?:not\s+)?in)\s*[(\[{{]?\s*["'](?:{CODES})["']""")
KEYED = re.compile(rf"""["'](?:{CODES})["']\s*:""")


def test_no_code_asks_for_a_language() -> None:
    found = {p.name: m[0] for p in SOURCES for r in (ASKED, KEYED) if (m := r.search(p.read_text(encoding="utf-8")))}
    assert not found


def test_no_name_in_the_code_is_that_of_a_language() -> None:
    known = {data.name.lower() for code in lang.codes() if (data := lang.load(Language, code)) is not None}
    found = set()
    for path in SOURCES:
        with path.open("rb") as file:
            names = [t.string.lower() for t in tokenize.tokenize(file.readline) if t.type == tokenize.NAME]
        found |= {(path.name, part) for name in names for part in name.split("_") if part in known}
    assert not found


def test_the_pattern_finds_what_it_is_for() -> None:
    assert ASKED.search('if doc.lang == "fr":')
    assert ASKED.search('code in ("de", "nl")')
    assert KEYED.search('{"ru": 1}')
