"""Imports go down only; siblings never import one another; only fetch opens sockets."""

import socket
import sys
from typing import Any

import pytest
from modules import foreign, imports, modules, ours

from recoupe import inputs, pipeline
from recoupe.cli.demo import SAMPLE
from recoupe.model import Page

LAYERS = (
    {"model", "errors", "ids", "garbage", "characters"},
    {"sources", "accounts", "follows", "templates"},
    {"ledger"},
    {"lang", "sites", "config", "warc"},
    {"fetch", "clean", "text", "extract", "link", "store", "export", "batch", "inputs"},
    {"pipeline", "linking", "watching", "alerting"},
    {"bulk", "web"},
    {"cli", "__main__"},
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
ASYNCHRONOUS = {"watching", "cli"}  # they wait for fetch, which alone connects
# Parts of a package that know nothing of each other; what they share is handed on by the pipeline.
SIBLINGS = ("extract",)
NET = {
    "socket",
    "socketserver",
    "http",
    "urllib.request",
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "asyncio",
    "ftplib",
    "smtplib",
}
HARMLESS = {"http.cookies"}  # it reads and writes a header


def package(module: str) -> str:
    """`extract` of `recoupe.extract.dates.match`; "" of `recoupe`."""
    return [*module.split("."), ""][1]


@pytest.mark.parametrize("module", modules())
def test_imports_go_down_only(module: str) -> None:
    here = package(module)
    if not here:
        assert not ours(module), "the bare package must import nothing"
        return
    for other in ours(module):
        there = package(other)
        if there in {"", here}:
            continue
        assert RANK[there] < RANK[here] or {here, there} == {"__main__", "cli"}, f"{module} imports {other}"


@pytest.mark.parametrize("module", modules())
def test_parts_of_a_package_are_strangers(module: str) -> None:
    if package(module) not in SIBLINGS or module.count(".") < 2:
        return
    part = ".".join(module.split(".")[:3])
    for other in ours(module):
        assert package(other) != package(module) or other.startswith(part), f"{module} imports {other}"


def test_no_cycles() -> None:
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join([*path, module])
        if module not in done:
            for other in sorted(ours(module)):
                visit(other, (*path, module))
            done.add(module)

    for module in modules():
        visit(module, ())


@pytest.mark.parametrize("module", [m for m in modules() if package(m) and RANK[package(m)] <= RANK["ledger"]])
def test_the_ground_needs_nobody(module: str) -> None:
    assert {m.split(".")[0] for m in foreign(module)} <= sys.stdlib_module_names


@pytest.mark.parametrize("module", modules())
def test_only_fetch_opens_sockets(module: str) -> None:
    if package(module) != "fetch":
        net = NET - {"asyncio"} if package(module) in ASYNCHRONOUS else NET
        found = {m for m in imports(module) for n in net if m == n or m.startswith(f"{n}.")}
        assert not {m for m in found if not any(f"{m}.".startswith(f"{h}.") for h in HARMLESS)}


def test_reading_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        pytest.fail("a socket was opened")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    pages = [p for p in inputs.pages([str(SAMPLE)]) if isinstance(p, Page)]
    assert len(pages) > 10
    for page in pages:
        pipeline.read(page)
