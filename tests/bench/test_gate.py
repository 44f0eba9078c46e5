"""The gate is a check that can fail: it does where a figure lies under its floor."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from bench.measures import MEASURES

from bench import floors, gate, pace, run, shared

ROOT = Path(__file__).resolve().parents[2]
KEY = "statements/ntrex.en: statement.F1"


def kept(tmp_path: Path, **figures: float) -> Path:
    path = tmp_path / "figures.json"
    path.write_text(json.dumps({"statements/ntrex.en": {"day": "2024-05-08", "figures": figures}}), encoding="utf-8")
    return path


def pinned(tmp_path: Path, **values: float) -> Path:
    path = tmp_path / "floors.toml"
    floors.save(values, path)
    return path


def test_a_figure_below_its_floor_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures, bounds = kept(tmp_path, **{"statement.F1": 70.9}), pinned(tmp_path, **{KEY: 71.0})
    assert gate.main(["--figures", str(figures), "--floors", str(bounds)]) == 1
    said = capsys.readouterr().out
    assert "statements, ntrex.en" in said
    assert "70.9" in said
    assert "71" in said


def test_a_figure_at_its_floor_passes(tmp_path: Path) -> None:
    figures, bounds = kept(tmp_path, **{"statement.F1": 71.0}), pinned(tmp_path, **{KEY: 71.0})
    assert gate.main(["--figures", str(figures), "--floors", str(bounds)]) == 0


def test_a_missing_figure_fails(tmp_path: Path) -> None:
    figures, bounds = kept(tmp_path), pinned(tmp_path, **{KEY: 71.0})
    assert gate.main(["--figures", str(figures), "--floors", str(bounds)]) == 1


def test_seconds_fail_above() -> None:
    floor = {"start-up: help": 0.25}
    assert floors.failures(floor, {"start-up": run.Result("", 0, {"help": 0.3})})
    assert not floors.failures(floor, {"start-up": run.Result("", 0, {"help": 0.2})})


def test_less_time_is_asked_of_a_slower_machine() -> None:
    floor, half = {"start-up: help": 0.25}, pace.USUAL / 2
    assert not floors.failures(floor, {"start-up": run.Result("", 0, {"help": 0.45}, half)})
    assert floors.failures(floor, {"start-up": run.Result("", 0, {"help": 0.55}, half)})
    assert floors.failures(floor, {"start-up": run.Result("", 0, {"help": 0.3}, 2 * pace.USUAL)})
    rate = {"names: pairs a second": 1000.0}
    assert not floors.failures(rate, {"names": run.Result("", 0, {"pairs a second": 600}, half)})
    assert floors.failures(rate, {"names": run.Result("", 0, {"pairs a second": 400}, half)})


def test_a_slower_machine_lowers_no_other_floor() -> None:
    low = {"statements/ntrex.en": run.Result("", 0, {"statement.F1": 70.9}, pace.USUAL / 2)}
    assert floors.failures({KEY: 71.0}, low)


def test_a_job_of_time_has_a_second_chance_and_no_third(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[list[str]] = []

    def measured(jobs: list[str]) -> run.Results:
        runs.append(jobs)
        return {"start-up": run.Result("", 0, {"help": 0.2})}

    monkeypatch.setattr(gate, "measured", measured)
    slow = {"start-up": run.Result("", 0, {"help": 0.3, "article": 1.0}), "statements/ntrex.en": run.Result("", 0, {})}
    bounds = {"start-up: help": 0.25, KEY: 71.0}
    results = gate.again(bounds, slow)
    assert runs == [["start-up"]]
    assert [f.split(" [")[1].split("]")[0] for f in floors.failures(bounds, results)] == [KEY]


def test_the_pace_is_measured() -> None:
    assert pace.now() > 0


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    figures, bounds = kept(tmp_path, **{"statement.F1": 10}), pinned(tmp_path, **{KEY: 71.0})
    command = [sys.executable, "bench/gate.py", "--figures", str(figures), "--floors", str(bounds)]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 1


def test_without_the_data_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(shared, "present", lambda: False)
    assert gate.main([]) == 0
    assert capsys.readouterr().out.strip() == "skipped: no shared data"


def test_a_pin_lies_just_under_the_figure() -> None:
    results = {"statements/ntrex.en": run.Result("", 0, {"statement.F1": 77.3, "kind.%": 92.0})}
    noise = next(m.noise for m in MEASURES if m.key == KEY)
    assert noise is not None
    assert floors.pin(results)[KEY] == pytest.approx(77.3 - noise)
    assert floors.pin(results)["statements/ntrex.en: kind.%"] == pytest.approx(92.0 - floors.MARGIN["%"])


def test_no_pin_lies_under_the_floor_that_is_reached() -> None:
    measure = next(m for m in MEASURES if m.unit == "F1" and m.floor is not None and m.noise is None)
    assert measure.floor is not None
    assert floors.floor(measure, measure.floor + 0.1) == measure.floor
    assert floors.floor(measure, measure.floor - 0.1) < measure.floor


def test_what_is_better_lower_has_its_pin_above() -> None:
    measure = next(m for m in MEASURES if m.key == "templates: removed gold %")
    assert measure.floor is not None
    assert floors.floor(measure, measure.floor - 0.1) == measure.floor
    assert floors.floor(measure, measure.floor + 0.1) > measure.floor + 0.1


def test_floors_are_of_measures_that_exist() -> None:
    assert set(floors.load()) <= {m.key for m in MEASURES}


def test_every_measure_has_its_job() -> None:
    wanted = {m.job for m in MEASURES} | {job for m in MEASURES for _, job, _ in m.peers}
    assert wanted <= set(run.ALL_JOBS) | {"speed"}
