"""The rows of the quality table, from bench/measures.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any, Literal

from bench import shared

Unit = Literal["F1", "%", "count", "ratio", "s", "1/s", "MB", "ms"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One row; measures.toml says what its fields are. `better` says which side of the floor is good.

    `noise`: by how much the figure moves with nothing better or worse, where that is more than usual.
    """

    job: str
    figure: str
    label: str
    unit: Unit = "F1"
    floor: float | None = None
    aim: float | None = None
    of: int | None = None
    peers: tuple[tuple[str, str, str], ...] = ()
    published: str = ""
    better: Literal["higher", "lower"] = "higher"
    noise: float | None = None

    @property
    def key(self) -> str:
        """What the figure is called in floors.toml."""
        return f"{self.job}: {self.figure}"

    def meets(self, value: float, bound: float | None) -> bool:
        """Whether `value` is at `bound` or on its good side; true where there is no bound."""
        if bound is None:
            return True
        return value >= bound if self.better == "higher" else value <= bound


def _load() -> tuple[Measure, ...]:
    rows = tomllib.loads((shared.ROOT / "bench" / "measures.toml").read_text(encoding="utf-8"))["measure"]
    return tuple(Measure(**_tuples(row)) for row in rows)


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"peers": tuple(tuple(p) for p in row.get("peers", ()))}


MEASURES = _load()
CLOCKED = frozenset({"s", "1/s", "ms"})  # units that depend on how quick a machine is
TIMED = frozenset(m.job for m in MEASURES if m.unit in CLOCKED)
