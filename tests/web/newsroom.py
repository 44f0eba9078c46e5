"""A ledger of the bundled newsroom and of a few hostile pages, and the application on it."""

import re
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from recoupe import inputs, linking, pipeline, store
from recoupe.cli.demo import SAMPLE
from recoupe.model import Page
from recoupe.web import app

HOSTILE = "<script>alert(1)</script>"
ARABIC = "وقال الوزير أحمد بركات إن الجسر سيغلق لمدة عام. ونفى رئيس البلدية سامي حداد إغلاق الجسر."
MADE = (
    Page(
        "https://evil.example/1",
        f"Anna {HOSTILE} Berg said on Monday that the “{HOSTILE} bridge” would close. She denied it was sold.",
        "text/plain",
        url="https://evil.example/1",
        lang="en",
        published="2025-06-03T10:00:00+02:00",
        title=f"Bridge {HOSTILE} \"'><img src=x onerror=alert(1)>",
    ),
    Page(
        "https://jisr.example/1",
        ARABIC,
        "text/plain",
        url="https://jisr.example/1",
        lang="ar",
        published="2025-06-04T10:00:00+03:00",
        title="الجسر يغلق لمدة عام",
    ),
)
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]*)"')


def make(path: Path) -> str:
    """A ledger at `path`."""
    with store.open(str(path), create=True) as ledger:
        for page in (*inputs.pages([str(SAMPLE)]), *MADE):
            assert isinstance(page, Page), page
            ledger.add(pipeline.read(page))
        linking.link(ledger)
    return str(path)


class Browser(TestClient):
    """Somebody at this computer."""

    def __init__(self, ledger: str, **setup: Any) -> None:
        made = app.make(app.Setup(ledger, owner="whoever", **setup))
        super().__init__(made, base_url="http://127.0.0.1", follow_redirects=False, raise_server_exceptions=False)

    def page(self, path: str, status: int = 200) -> str:
        """A page, which must have this status."""
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:400])
        return str(answer.text)

    def token(self, path: str) -> str:
        """The token of the forms on a page."""
        found = _TOKEN.search(self.page(path))
        assert found, path
        return found[1]

    def fill(self, path: str, to: str, **fields: str) -> Any:
        """Post a form of the page at `path`."""
        return self.post(to, data={"csrf": self.token(path), **fields}, headers={"Sec-Fetch-Site": "same-origin"})
