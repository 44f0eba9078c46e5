"""CPU seconds as an undisturbed machine takes them."""

import time

import pytest
from bench.steady import EVERY, Clock, Stretch


def test_what_is_done_inside_is_timed() -> None:
    clock = Clock()
    for _ in range(2):
        with clock:
            until = time.process_time() + EVERY
            while time.process_time() < until:
                pass
    assert 2 * EVERY * 0.9 < clock.seconds < 4 * EVERY
    assert 0 < clock.steady <= clock.seconds
    assert len(clock.stretches) >= 2


def test_what_was_slow_counts_less_in_proportion() -> None:
    clock = Clock()
    clock.stretches = [Stretch(1.0, 0.01)] * 5 + [Stretch(1.5, 0.015)] * 10
    assert clock.seconds == pytest.approx(20)
    assert clock.steady == pytest.approx(15)


def test_what_was_quicker_than_usual_counts_in_full() -> None:
    clock = Clock()
    clock.stretches = [Stretch(1.0, 0.01)] * 30 + [Stretch(1.0, 0.001)]
    assert clock.steady == pytest.approx(31)
