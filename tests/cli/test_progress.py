"""What the line of progress says."""

import pytest

from recoupe.cli.progress import Mark, told

START = Mark(100.0, 1, 10)


@pytest.mark.parametrize(
    ("now", "count", "size", "said"),
    [
        (START, 30, 300, "1/30"),
        (Mark(102.0, 11, 110), 30, 300, "11/30  5.0/s  0:04 left"),
        (Mark(102.0, 11, 110), None, 300, "11/~30  5.0/s  0:04 left"),
        (Mark(102.0, 2001, 10), None, 0, "2,001  1000.0/s"),
        (Mark(200.0, 2, 11), None, 100_000, "2/~18,182  0.0/s  2777:28:20 left"),
        (Mark(200.0, 31, 400), 30, 300, "31/30  0.3/s  0:00 left"),
        (Mark(101.0, 2, 10), 30, 300, "2/30  1.0/s"),
    ],
)
def test_told(now: Mark, count: int | None, size: int, said: str) -> None:
    assert told(START, now, count, size) == said
