"""The languages that recoupe brings along: nothing is wrong with any of their files."""

import pytest

from recoupe import lang
from recoupe.cli import scrutiny


@pytest.mark.parametrize("code", lang.codes())
def test_nothing_is_wrong(code: str) -> None:
    wrong = [f"{f.file}: {f.key}: {f.what}" for f in scrutiny.findings(code) if not f.note]
    assert not wrong
