"""`recoupe serve`, as it is started."""

import re
import signal
import socketserver
import subprocess
import sys
import urllib.request
from typing import IO

import pytest
from click.testing import CliRunner

from recoupe.cli import recoupe

pytest.importorskip("uvicorn", reason="skipped: no uvicorn")


def test_the_demo_is_served_and_ends(tmp_path: object) -> None:
    command = [sys.executable, "-m", "recoupe", "serve", "--demo", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=str(tmp_path)) as served:
        assert served.stderr is not None
        try:
            address = _address(served.stderr)
            with urllib.request.urlopen(address) as answer:
                text = answer.read().decode()
        finally:
            served.send_signal(signal.SIGINT)
            served.wait(30)
    assert "6 independent origins" in text
    assert served.returncode in {0, 130}


def _address(lines: IO[str]) -> str:
    for line in lines:
        if found := re.match(r"(http://\S+) shows", line):
            return found[1]
    raise AssertionError("it did not start")


def test_beyond_this_computer_it_refuses(own: str) -> None:
    done = CliRunner().invoke(recoupe, ["serve", "--ledger", own, "--host", "0.0.0.0"])
    assert "recoupe user add" in str(done.exception)


def test_a_ledger_that_there_is_not_is_told(tmp_path: object) -> None:
    done = CliRunner().invoke(recoupe, ["serve", "--ledger", f"{tmp_path}/none.db"])
    assert "no such ledger" in str(done.exception)


def test_a_port_that_is_taken_is_told(own: str) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as there:
        port = str(there.server_address[1])
        command = [sys.executable, "-m", "recoupe", "serve", "--ledger", own, "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"nothing can listen at 127.0.0.1:{port}" in done.stderr
