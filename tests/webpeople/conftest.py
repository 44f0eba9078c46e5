from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="skipped: no starlette")
from recoupe.store import passwords
from webpeople.desk import PASSWORD, Browser, Desk


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(4, 8, 1))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """With anna, an admin, carla, an editor, and boris, a reader."""
    made = Desk(str(tmp_path / "x.db"))
    with made.opened() as ledger:
        for name, role in (("anna", "admin"), ("carla", "editor"), ("boris", "reader")):
            ledger.enrol(name, PASSWORD, role, by="clerk")  # type: ignore[arg-type]
    return made


@pytest.fixture
def signed(desk: Desk) -> Callable[[str], Browser]:
    """A browser in which somebody has signed in."""

    def browser(name: str) -> Browser:
        made = desk.browser()
        assert made.sign_in(name).status_code == 303
        return made

    return browser
