"""Days of the Solar Hijri calendar against pairs that history and almanacs give."""

from __future__ import annotations

import datetime as dt

import pytest

from recoupe.extract.dates import solar
from recoupe.model import Days

PAIRS = {
    (1332, 5, 28): "1953-08-19",
    (1357, 11, 22): "1979-02-11",
    (1358, 1, 12): "1979-04-01",
    (1366, 12, 29): "1988-03-19",
    (1388, 3, 22): "2009-06-12",
    (1395, 12, 30): "2017-03-20",
    (1397, 7, 15): "2018-10-07",
    (1399, 12, 30): "2021-03-20",
    (1400, 1, 1): "2021-03-21",
    (1403, 12, 30): "2025-03-20",
    (1404, 1, 1): "2025-03-21",
}


@pytest.mark.parametrize("told", PAIRS)
def test_a_day_is_the_gregorian_one(told: tuple[int, int, int]) -> None:
    day = dt.date.fromisoformat(PAIRS[told])
    assert solar.days_of(*told) == Days(day, day)


def test_years_and_months_follow_one_another() -> None:
    for year in range(1200, 1500):
        whole, after = solar.days_of(year), solar.days_of(year + 1)
        months = [m for month in range(1, 13) if (m := solar.days_of(year, month))]
        assert whole is not None
        assert after is not None
        assert whole.last is not None
        assert whole.last + dt.timedelta(1) == after.first
        assert len(months) == 12
        assert (months[0].first, months[-1].last) == (whole.first, whole.last)


@pytest.mark.parametrize("told", [(1397, 7, 31), (1398, 12, 30), (1397, 1, 0), (1000, 1, 1), (1700, 1, 1)])
def test_days_that_do_not_exist(told: tuple[int, int, int]) -> None:
    assert solar.days_of(*told) is None
