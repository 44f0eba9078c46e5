"""Pages through worker processes: in order, whatever becomes of one of them."""

import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import work

from recoupe import batch
from recoupe.batch import worker
from recoupe.errors import InputError, RecoupeError
from recoupe.model import Page

TIMEOUT = 0.3


@pytest.fixture(autouse=True)
def no_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LOADING", 0.0)


def run(*bodies: str | InputError, jobs: int = 1, timeout: float = TIMEOUT) -> list[str]:
    pages = [b if isinstance(b, InputError) else Page(str(i), b) for i, b in enumerate(bodies)]
    return [str(a) for a in batch.run(work.work, pages, jobs=jobs, timeout=timeout)]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_answers_come_in_order(jobs: int) -> None:
    bodies = ["sleep 0.05" if i % 7 == 0 else "" for i in range(60)]
    assert run(*bodies, jobs=jobs) == [str(i) for i in range(60)]


def test_nothing_to_do() -> None:
    assert run() == []


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("spin 9", "given up after 0.3 s (raise --timeout if it is worth it)"),
        ("count", "given up after 0.3 s (raise --timeout if it is worth it)"),
        ("sleep 9", "given up after 0.3 s (raise --timeout if it is worth it)"),
        ("die", "its reader died (signal 9) (it may need more memory than there is)"),
        ("exit", "its reader died (exit status 3) (a fault of recoupe; please report it)"),
        ("fail value", "ValueError: a b (a fault of recoupe; please report it)"),
        ("recurse", "nested too deep"),
        ("fail memory", "needs more memory than there is (give it less at a time)"),
        ("fail input", "no good (none)"),
    ],
)
def test_a_bad_page_costs_itself_alone(body: str, said: str, jobs: int) -> None:
    assert run("", "", body, "", "", jobs=jobs) == ["0", "1", f"2: {said}", "3", "4"]


def test_bad_pages_one_after_the_other() -> None:
    found = run("die", "spin 9", "die", "exit", "", jobs=2)
    assert [f[:2] for f in found] == ["0:", "1:", "2:", "3:", "4"]


def test_an_input_that_failed_keeps_its_place() -> None:
    assert run("", InputError("x", "empty"), "") == ["0", "x: empty", "2"]


def test_a_busy_machine_loses_nothing() -> None:
    """What counts is a page's own time: one that waits for the processor is not late."""
    assert run(f"sleep {2 * TIMEOUT}") == ["0"]


def test_the_first_page_may_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LOADING", 1.0)
    assert run("spin 0.6", "spin 0.6", "") == ["0", "1: given up after 0.3 s (raise --timeout if it is worth it)", "2"]


def test_pages_are_pulled_as_they_are_needed() -> None:
    pulled = 0

    def pages() -> Iterator[Page]:
        nonlocal pulled
        for i in range(1000):
            pulled += 1
            yield Page(str(i), "")

    answers = batch.run(work.work, pages(), jobs=2)
    next(answers)
    assert pulled < 40
    answers.close()


def test_large_pages_do_not_block_the_pipes() -> None:
    assert run(*["x" * 3_000_000] * 6, jobs=2, timeout=5) == [str(i) for i in range(6)]


def test_workers_end_with_the_answers() -> None:
    answers = batch.run(work.work, [Page("0", "sleep 9")] * 3, jobs=2, timeout=9)
    start = time.monotonic()
    answers.close()
    assert time.monotonic() - start < 2
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("prepare", [work.cannot_start, work.breaks_at_start, work.dies_at_start])
def test_a_worker_that_cannot_start(prepare: object) -> None:
    with pytest.raises(RecoupeError, match=r"no data|KeyError|does not start"):
        list(batch.run(work.work, [Page("0", "")], prepare=prepare))  # type: ignore[arg-type]


def test_collecting_waits_for_the_first_page_only() -> None:
    pages = [Page(str(i), "") for i in range(3)]
    assert list(batch.run(work.collects, pages, timeout=TIMEOUT)) == [False, True, True]


def test_a_page_may_be_given_to_another_worker_when_its_own_dies(tmp_path: Path) -> None:
    """Something else may have killed it; a page that kills each of its readers is given up all the same."""
    pages = [Page("0", ""), Page("1", f"once {tmp_path / 'died'}"), Page("2", "die"), Page("3", "")]
    found = [str(a) for a in batch.run(work.work, pages, tries=2)]
    died = "2: its reader died (signal 9) (it may need more memory than there is)"
    assert found == ["0", "1", died, "3"]


def test_a_page_that_takes_too_long_is_not_given_to_another() -> None:
    start = time.process_time()
    found = [str(a) for a in batch.run(work.work, [Page("0", "spin 9"), Page("1", "")], tries=5, timeout=TIMEOUT)]
    assert found == ["0: given up after 0.3 s (raise --timeout if it is worth it)", "1"]
    assert time.process_time() - start < 1
