"""On pairs that nothing was learned from, the comparer stays what it is; the bench has the exact figures."""

from pathlib import Path

import pytest

from bench import names as measured
from recoupe.link.names import SAME

SAMPLE = 5


@pytest.mark.usefixtures("shared")
def test_pairs_kept_aside() -> None:
    pairs = measured.aside()[::SAMPLE]
    assert measured.weighed(pairs, [measured.ours(p) for p in pairs], SAME)["F1"] >= 89


def test_parts_share_no_person(shared: Path) -> None:
    assert shared
    seen: dict[str, str] = {}
    for pair, part in zip(measured.everything(), measured.parts(), strict=True):
        if part:
            assert seen.setdefault(pair["id_a"], part) == seen.setdefault(pair["id_b"], part) == part
