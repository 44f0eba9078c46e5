"""https and HTTP/2: the name that was asked for is the one that must be proven, and its server may speak either."""

import asyncio
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from recoupe.errors import UnreachableError
from recoupe.fetch import web

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="skipped: no openssl to make a certificate")
BODY = b"<p>" + b"over two " * 20_000 + b"</p>"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for news.localhost and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subject = ["-subj", "/CN=news.localhost", "-addext", "subjectAltName=DNS:news.localhost", "-days", "2"]
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


class Two(asyncio.Protocol):
    """A server of HTTP/2 that answers every question with BODY, as far as the client's window lets it."""

    def __init__(self, asked: list[dict[str, str]]) -> None:
        self.asked, self.waiting = asked, dict[int, bytes]()
        self.h2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.h2.initiate_connection()
        self.transport.write(self.h2.data_to_send())

    def data_received(self, data: bytes) -> None:
        for event in self.h2.receive_data(data):
            if isinstance(event, RequestReceived) and event.headers and event.stream_id:
                self.asked.append({str(k): str(v) for k, v in event.headers})
                self.h2.send_headers(
                    event.stream_id, [(":status", "200"), ("content-type", "text/html"), ("etag", '"2"')]
                )
                self.waiting[event.stream_id] = BODY
        for stream in list(self.waiting):
            self._send(stream)
        self.transport.write(self.h2.data_to_send())

    def _send(self, stream: int) -> None:
        while body := self.waiting[stream]:
            size = min(self.h2.local_flow_control_window(stream), self.h2.max_outbound_frame_size, len(body))
            if not size:
                return
            self.h2.send_data(stream, body[:size])
            self.waiting[stream] = body[size:]
        self.h2.end_stream(stream)
        del self.waiting[stream]


def asked(certificate: tuple[Path, Path], host: str, *, trust: bool = True) -> tuple[web.Answer, list[dict[str, str]]]:
    """What `host` answers to two questions at once, and what it was asked."""
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(*certificate)
    server_side.set_alpn_protocols(["h2"])
    tls = ssl.create_default_context(cafile=str(certificate[0]) if trust else None)
    log: list[dict[str, str]] = []

    async def run() -> web.Answer:
        server = await asyncio.get_running_loop().create_server(lambda: Two(log), "127.0.0.1", 0, ssl=server_side)
        url = f"https://{host}:{server.sockets[0].getsockname()[1]}/page"
        try:
            async with web.Client(names=web.Names(allow=[".localhost"]), tls=tls) as client:
                first, _ = await asyncio.gather(client.get(url), client.get(url))
                return first
        finally:
            server.close()

    return asyncio.run(run()), log


def test_http_2(certificate: tuple[Path, Path]) -> None:
    answer, log = asked(certificate, "news.localhost")
    assert (answer.status, answer.body, answer.last.version) == (200, BODY, "HTTP/2")
    assert answer.known.etag == '"2"'
    assert answer.last.address == "127.0.0.1"
    assert len(log) == 2
    assert log[0][":authority"].startswith("news.localhost:")
    assert log[0]["user-agent"].startswith("recoupe/")


@pytest.mark.parametrize(("host", "trust"), [("other.localhost", True), ("news.localhost", False)])
def test_what_is_not_proven(certificate: tuple[Path, Path], host: str, trust: bool) -> None:  # noqa: FBT001
    with pytest.raises(UnreachableError, match="does not prove who it is"):
        asked(certificate, host, trust=trust)
