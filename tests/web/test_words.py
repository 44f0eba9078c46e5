"""Every word of the interface is there in every language."""

from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from recoupe.accounts import MAY
from recoupe.web import words

ROOT = Path(str(files("recoupe.web")))


def used() -> set[str]:
    """The messages of all templates."""
    found: set[str] = set()
    for folder in ("templates", "people/templates"):
        rows = extract_from_dir(
            ROOT / folder,
            method_map=[("**.html", "jinja2.ext:babel_extract")],
            options_map={"**.html": {"newstyle_gettext": "true", "trimmed": "false"}},
        )
        for _, _, message, _, _ in rows:
            found.add(message if isinstance(message, str) else message[0])
    return found


@pytest.mark.parametrize("lang", [lang for lang in words.NAMES if lang != words.SOURCE])
def test_nothing_is_left_in_english(lang: str) -> None:
    with (ROOT / "locale" / lang / "recoupe.po").open("rb") as file:
        catalogue = read_po(file, locale=lang)
    told = {(m.id if isinstance(m.id, str) else m.id[0]): m for m in catalogue if m.id}
    assert len(used()) > 200
    assert used() - set(told) == set()
    assert [m.id for m in told.values() if not m.string or m.fuzzy or any(not s for s in m.string)] == []
    for m in told.values():
        assert not list(m.check(catalogue))
    assert set(MAY) <= set(told)


def test_languages_call_themselves_as_their_speakers_do() -> None:
    assert dict(words.NAMES) == {"en": "English", "fr": "Français"}
