"""What somebody asks to do before a day is to come."""

import pytest

from recoupe import pipeline
from recoupe.model import Page

CASES = [
    ("en", "The mayor called on the port to publish its plans before Friday.", "2025-05-16"),
    ("en", "The last ship had left before Friday.", "2025-05-09"),
    ("fr", "Elle a demandé au régulateur de publier ses analyses avant vendredi.", "2025-05-16"),
    ("es", "Pidió que el puerto publique los planes antes del viernes.", "2025-05-16"),
    ("it", "Ha chiesto di pubblicare i piani prima di venerdì.", "2025-05-16"),
]


@pytest.mark.parametrize(("lang", "text", "day"), CASES)
def test_before_a_day(lang: str, text: str, day: str) -> None:
    read = pipeline.read(Page("r", text, "text/plain", lang=lang, published="2025-05-12"))
    assert [str(t.days.first) for t in read.timexes if t.days] == [day]
