"""An application with nothing but the pages for people, and browsers that use it."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from fastapi import FastAPI
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

import recoupe.web.people
from recoupe import store
from recoupe.ledger import Ledger
from recoupe.store.store import Store
from recoupe.web.people import account, admin, api, deciding, following, forms, signing
from recoupe.web.people.guard import Guard
from recoupe.web.people.site import Site
from recoupe.web.people.visitors import Access

FOLDER = Path(recoupe.web.people.__file__).with_name("templates")
BASE = "<!doctype html><html><head><title>{% block title %}{% endblock %}</title></head><body>{% block content %}{% endblock %}</body></html>"
PASSWORD = "four old bridges of Ostby"
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]*)"')


class Desk:
    """The application on one ledger."""

    def __init__(self, path: str, *, public: bool = False, hosts: frozenset[str] | None = None) -> None:
        self.path, self.public = path, public
        loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(FOLDER), jinja2.DictLoader({"base.html": BASE})])
        self.templates = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.i18n"]
        )
        self.templates.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
        here = Site(self.opened, self.render)
        guard = Middleware(Guard, opened=self.opened, access=self.access, hosts=hosts)
        routes = [
            *signing.routes(here),
            *account.routes(here),
            *admin.routes(here),
            *following.routes(here),
            *deciding.routes(here),
            Route("/", front),
            Route("/api/v1/whoami", whoami),
        ]
        self.app = FastAPI(title="recoupe", version="1", middleware=[guard], docs_url=None, redoc_url=None)
        self.app.router.routes.extend(routes)
        self.app.include_router(api.router(here))
        self.app.add_exception_handler(StarletteHTTPException, told)

    @contextlib.contextmanager
    def opened(self) -> Iterator[Store]:
        with store.open(self.path, create=True) as there:
            yield there

    def access(self, ledger: Ledger) -> Access:
        return Access(login=bool(ledger.people()), public=self.public, owner="whoever")

    def render(self, request: Request, template: str, status: int, given: dict[str, Any]) -> Response:
        did = request.query_params.get("did", "")
        text = self.templates.get_template(template).render(request=request, did=did, **given)
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
