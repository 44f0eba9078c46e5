"""What all tests share: properties are held without a clock and with the same examples every time."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    max_examples=int(os.environ.get("RECOUPE_EXAMPLES", "50")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared data, beside the repository or where RECOUPE_SHARED says."""
    path = Path(os.environ.get("RECOUPE_SHARED", ROOT.parent / "shared"))
    if not (path / "data").is_dir():
        pytest.skip("skipped: no shared data")
    return path
