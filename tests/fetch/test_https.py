"""https: the name that was asked for is the name that must be proven, whatever address is connected to."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fetch.site import PAGE, Site, running
from fetch.test_fetch import Names
from recoupe import fetch
from recoupe.errors import FetchError

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="skipped: no openssl to make a certificate")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for news.example and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subject = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-days", "2"]
    new = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        str(key),
        "-out",
        str(cert),
    ]
    subprocess.run(["openssl", "req", "-x509", *subject, *new], check=True, capture_output=True)
    return cert, key


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[tuple[Site, list[Any]]]:
    """A site that speaks TLS, and the names that clients asked it for."""
    named: list[Any] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    context.sni_callback = lambda _, name, __: named.append(name)
    with running() as site:
        site.socket = context.wrap_socket(site.socket, server_side=True)
        yield site, named


def test_host_and_name_are_kept(
    secure: tuple[Site, list[Any]], certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, named = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    Names(monkeypatch, later="192.0.2.1")
    page = fetch.page(f"https://news.example:{site.port}/page", allow_private=True, timeout=10)
    assert page.body == PAGE
    assert named == ["news.example"]
    assert site.asked[0][1]["Host"] == f"news.example:{site.port}"


def test_another_name_is_not_proven(
    secure: tuple[Site, list[Any]], certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    Names(monkeypatch, later="192.0.2.1")
    with pytest.raises(FetchError, match="does not prove who it is"):
        fetch.page(f"https://other.example:{secure[0].port}/page", allow_private=True, timeout=10)
    assert not secure[0].asked


def test_an_unknown_certificate(secure: tuple[Site, list[Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    Names(monkeypatch, later="192.0.2.1")
    with pytest.raises(FetchError, match="does not prove who it is"):
        fetch.page(f"https://news.example:{secure[0].port}/page", allow_private=True, timeout=10)
    assert not secure[0].asked
