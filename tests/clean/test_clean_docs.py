"""The page for users lists every problem that cleaning can name, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_problem_codes_are_documented() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src" / "recoupe" / "clean").glob("*.py"))
    named = set(re.findall(r'Problem\(\s*"(\w+)"', source))
    documented = set(
        re.findall(
            r"^\| `(\w+)` \|",
            (ROOT / "docs" / "pages.md").read_text(encoding="utf-8").split("## Problems")[1],
            re.MULTILINE,
        )
    )
    assert named == documented
