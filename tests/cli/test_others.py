"""`recoupe demo`, `doctor` and `schema`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import environment, recoupe

from recoupe.cli import checks


def test_demo_shows_a_ledger() -> None:
    done = recoupe("demo")
    assert (done.status, done.err) == (0, "")
    assert "DENIES" in done.text
    assert "DISPUTED" in done.text


def test_demo_takes_formats(tmp_path: Path) -> None:
    readings = recoupe("demo", "--format", "jsonl", "-j", "2").rows
    assert len(readings) > 10
    assert all(r["ref"].startswith("sample/") for r in readings)
    assert recoupe("demo", "-o", tmp_path / "demo.html").status == 0
    assert (tmp_path / "demo.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_schema() -> None:
    assert json.loads(recoupe("schema").out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_doctor() -> None:
    done = recoupe("doctor")
    assert done.status == 0, done.text
    for word in ("Python", "trafilatura", "en English", "statements", "all that is needed is there"):
        assert word in done.text


@pytest.mark.parametrize("missing", ["lxml_html_clean", "rich", "babel"])
def test_doctor_names_what_does_not_load(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from recoupe.cli import main; main(['doctor'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=environment())
    out = done.stdout.decode()
    assert done.returncode == 1
    assert not done.stderr
    assert "wrong" in out
    assert f"pip install '{missing}>=" in out.replace("-html-", "_html_").replace("lxml-", "lxml_")


def test_doctor_names_extras_and_what_they_lack() -> None:
    code = "import sys; sys.modules['feedparser'] = None; from recoupe.cli import main; main(['doctor'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=environment())
    out = done.stdout.decode()
    assert done.returncode == 0  # nothing that is needed is missing
    assert "note   watch: recoupe source, watch: feeds and sites fetched politely; feedparser" in out
    assert "pip install 'recoupe[watch]'" in out
    assert all(f"{extra}: {what}" in out for extra, what in checks.EXTRAS.items())


def test_doctor_on_a_poor_terminal() -> None:
    done = recoupe("doctor", PYTHONIOENCODING="ascii")
    assert "PYTHONIOENCODING" in done.text
