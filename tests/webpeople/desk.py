"""An application with nothing but the pages for people, and browsers that use it."""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import jinja2
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from recoupe import store
from recoupe.ledger import Ledger
from recoupe.store.store import Store
from recoupe.web.people import access, forms, joining
from recoupe.web.people.site import Site
from recoupe.web.people.visitors import Access

T = TypeVar("T")
BASE = "<!doctype html><html><head><title>{% block title %}{% endblock %}</title></head><body>{% block main %}{% endblock %}</body></html>"
PASSWORD = "four old bridges of Ostby"
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]*)"')


class Desk:
    """The application on one ledger."""

    def __init__(self, path: str, *, public: bool = False, hosts: frozenset[str] | None = None) -> None:
        self.path, self.public = path, public
        loader = jinja2.ChoiceLoader(
            [jinja2.FileSystemLoader(joining.templates()), jinja2.DictLoader({"base.html": BASE})]
        )
        self.templates = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.i18n"]
        )
        self.templates.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
        here = Site(self.ask, self.render)
        self.app = FastAPI(title="recoupe", version="1", docs_url=None, redoc_url=None)
        joining.join(self.app, here, access=self.access, hosts=hosts)
        self.app.router.routes += [Route("/", front), Route("/api/v1/whoami", whoami)]
        self.app.add_exception_handler(StarletteHTTPException, told)

    @contextlib.contextmanager
    def opened(self) -> Iterator[Store]:
        with store.open(self.path, create=True) as there:
            yield there

    async def ask(self, work: Callable[[Ledger], T]) -> T:
        def run() -> T:
            with self.opened() as there:
                return work(there)

        return await run_in_threadpool(run)

    def access(self, ledger: Ledger) -> Access:
        return access.now(ledger, public=self.public, owner="whoever")

    def render(self, request: Request, template: str, status: int, given: dict[str, Any]) -> Response:
        text = self.templates.get_template(template).render(request=request, **given)
        return Response(text, status, media_type="text/html")

    def browser(self, *, tls: bool = False) -> "Browser":
        return Browser(self, tls=tls)


async def told(request: Request, error: Exception) -> Response:
    """An error as the application tells it."""
    assert isinstance(error, StarletteHTTPException)
    if request.url.path.startswith("/api/"):
        body = {"type": "about:blank", "title": error.detail, "status": error.status_code}
        return JSONResponse(body, error.status_code, error.headers, media_type="application/problem+json")
    return PlainTextResponse(str(error.detail), error.status_code)


async def front(request: Request) -> Response:
    return PlainTextResponse(f"front of {forms.visitor(request).name}")


async def whoami(request: Request) -> Response:
    who = forms.visitor(request)
    return JSONResponse({"name": who.name, "via": who.via, "may": sorted(who.scopes)})


class Browser(TestClient):
    """A browser: it keeps cookies, and says where requests come from."""

    def __init__(self, desk: Desk, *, tls: bool = False) -> None:
        base = f"{'https' if tls else 'http'}://desk.example"
        super().__init__(desk.app, base_url=base, follow_redirects=False, raise_server_exceptions=True)

    def token(self, page: str) -> str:
        """The token of a form on a page."""
        found = _TOKEN.search(self.get(page).text)
        assert found, page
        return found[1]

    def fill(self, page: str, to: str, **fields: str) -> Any:
        """Fill a form on a page and post it, as the page would have the browser do."""
        return self.post(to, data={"csrf": self.token(page), **fields}, headers={"Sec-Fetch-Site": "same-origin"})

    def sign_in(self, name: str, password: str = PASSWORD, *, next: str = "/") -> Any:  # noqa: A002 -- the field
        return self.fill("/login", "/login", name=name, password=password, next=next)
