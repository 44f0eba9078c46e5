"""The examples of docs/deploying.md work: behind nginx with TLS, and as a unit of systemd."""

import http.client
import json
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="skipped: no uvicorn")
from localweb.receivers import free_port
from recoupe import store

DEPLOY = Path(__file__).resolve().parents[2] / "docs" / "deploy"
NAME = "news.example.org"
PASSWORD = "a long enough word"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
OPENSSL, ANALYZE = shutil.which("openssl"), shutil.which("systemd-analyze")


@dataclass
class Proxy:
    """Where nginx answers, and what belongs to it."""

    plain: int
    tls: int
    ledger: str

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[http.client.HTTPResponse, str]:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = http.client.HTTPSConnection("127.0.0.1", self.tls, timeout=20, context=context)
        try:
            line.request(method, path, body, {"Host": NAME, **{k.replace("_", "-"): v for k, v in headers.items()}})
            answer = line.getresponse()
            return answer, answer.read().decode(errors="replace")
        finally:
            line.close()


def configured(folder: Path, plain: int, tls: int, behind: int) -> Path:
    """The example, with ports, certificates and folders of this computer."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{tls} ssl;"),
        ("127.0.0.1:8765", f"127.0.0.1:{behind}"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(folder / "cert.pem")),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(folder / "key.pem")),
    ):
        assert old in text
        text = text.replace(old, new)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    path = folder / "nginx.conf"
    path.write_text(f"{head}http {{\naccess_log off;\n{temporary}{text}\n}}\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def proxy(ledger: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    if NGINX is None or OPENSSL is None:
        pytest.skip("skipped: no nginx, or no openssl")
    folder = tmp_path_factory.mktemp("proxy")
    own = str(folder / "own.db")
    shutil.copy(ledger, own)
    with store.open(own) as there:
        there.enrol("anna", PASSWORD, "admin", by="anna")
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem -subj"
    subprocess.run([OPENSSL, *made.split(), f"/CN={NAME}"], cwd=folder, check=True, capture_output=True)
    plain, tls, behind = (free_port() for _ in range(3))
    command = [
        sys.executable,
        "-m",
        "recoupe",
        "serve",
        "--ledger",
        own,
        "--port",
        str(behind),
        "--proxy",
        "--name",
        NAME,
    ]
    with (
        subprocess.Popen(command, stderr=subprocess.DEVNULL) as served,
        subprocess.Popen([NGINX, "-p", str(folder), "-c", str(configured(folder, plain, tls, behind))]) as nginx,
    ):
        there_now = Proxy(plain, tls, own)
        try:
            for _ in range(200):
                try:
                    if there_now.ask("GET", "/robots.txt")[0].status == 200:
                        break
                except OSError:
                    pass
                time.sleep(0.1)
            yield there_now
        finally:
            nginx.send_signal(signal.SIGTERM)
            served.send_signal(signal.SIGINT)
            nginx.wait(20)
            served.wait(20)


def test_without_tls_one_is_sent_to_it(proxy: Proxy) -> None:
    line = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=20)
    line.request("GET", "/disputes", headers={"Host": NAME})
    answer = line.getresponse()
    assert (answer.status, answer.getheader("location")) == (301, f"https://{NAME}/disputes")
    answer.close()
    line.close()


def test_one_signs_in_through_it_with_a_cookie_of_this_host_alone(proxy: Proxy) -> None:
    answer, _ = proxy.ask("GET", "/disputes")
    assert answer.status == 303
    assert str(answer.getheader("location")).startswith(f"https://{NAME}/login")
    answer, form = proxy.ask("GET", "/login")
    visit = str(answer.getheader("set-cookie")).partition(";")[0]
    token = re.search(r'name="csrf" value="([0-9a-f]+)"', form)
    assert token
    fields = urllib.parse.urlencode({"csrf": token[1], "name": "anna", "password": PASSWORD, "next": "/disputes"})
    answer, said = proxy.ask(
        "POST", "/login", fields, Cookie=visit, Content_Type="application/x-www-form-urlencoded", Origin=f"https://{NAME}",
        X_Forwarded_For="203.0.113.7",
    )  # fmt: skip
    assert (answer.status, answer.getheader("location")) == (303, "/disputes"), said
    kept = [c for c in answer.headers.get_all("set-cookie", []) if c.startswith("__Host-recoupe_session=")]
    assert kept
    assert "Secure" in kept[0]
    session = kept[0].partition(";")[0]
    answer, page = proxy.ask("GET", "/disputes", Cookie=session)
    assert answer.status == 200
    assert "anna" in page
    assert answer.getheader("strict-transport-security")
    _, log = proxy.ask("GET", "/api/v1/log", Cookie=session)
    assert "203.0.113.7" not in log, "a visitor does not say where he comes from"
    assert "127.0.0.1" in log


def test_other_names_are_not_answered(proxy: Proxy) -> None:
    answer, _ = proxy.ask("GET", "/", Host="evil.example")
    assert answer.status == 421


def test_what_is_new_comes_at_once(proxy: Proxy) -> None:
    with store.open(proxy.ledger) as there:
        secret, _ = there.issue("anna", "events", ["read"], ends=None, by="anna")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    line = http.client.HTTPSConnection("127.0.0.1", proxy.tls, timeout=8, context=context)
    line.request("GET", "/api/v1/events", headers={"Host": NAME, "Authorization": f"Bearer {secret}"})
    answer = line.getresponse()
    assert answer.getheader("content-type", "").startswith("text/event-stream")
    assert answer.read(12) == b"retry: 5000\n"
    answer.close()
    line.close()
    answer, text = proxy.ask("GET", "/api/v1/stories", Authorization=f"Bearer {secret}")
    assert json.loads(text)["items"]


def test_the_unit_is_one(tmp_path: Path) -> None:
    if ANALYZE is None:
        pytest.skip("skipped: no systemd-analyze")
    text = (DEPLOY / "recoupe.service").read_text(encoding="utf-8")
    assert "recoupe serve" in text
    unit = tmp_path / "recoupe.service"
    known = (("/opt/recoupe/bin/recoupe", "/bin/true"), ("User=recoupe", "User=root"), ("Group=recoupe", "Group=root"))
    for old, new in known:  # what this computer has
        assert old in text
        text = text.replace(old, new)
    unit.write_text(text, encoding="utf-8")
    done = subprocess.run([ANALYZE, "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_command_of_the_unit_is_one_that_there_is() -> None:
    command = re.search(r"^ExecStart=(.*)$", (DEPLOY / "recoupe.service").read_text(encoding="utf-8"), re.MULTILINE)
    assert command
    options = [word for word in command[1].split() if word.startswith("--")]
    told = subprocess.run(
        [sys.executable, "-m", "recoupe", "serve", "--help"], capture_output=True, text=True, check=True
    )
    assert [o for o in options if o not in told.stdout] == []
