"""A PostgreSQL server of our own in a temporary folder, on a Unix socket; ended with the tests."""

import importlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PLACES = ["/usr/local/bin", *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)]


def program(name: str) -> str | None:
    """Where a program of PostgreSQL lies."""
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(PLACES))


@dataclass
class Server:
    """A server that runs: its folder, its user and its programs."""

    folder: Path
    user: str | None

    def run(self, *command: str) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False, user=self.user, cwd=self.folder)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        log = str(self.folder / "log")
        self.run(str(program("pg_ctl")), "-D", str(self.folder / "data"), "-o", options, "-l", log, "-w", "start")

    def stop(self, how: str = "fast") -> None:
        self.run(str(program("pg_ctl")), "-D", str(self.folder / "data"), "-m", how, "-w", "stop")

    def kill(self) -> None:
        """End the server as a crash would."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)

    def database(self) -> str:
        """The url of a database in which there is no ledger."""
        psycopg = importlib.import_module("psycopg")  # an extra
        with psycopg.connect(self.url("postgres"), autocommit=True) as base:
            base.execute("SET client_min_messages = warning")
            base.execute("DROP SCHEMA IF EXISTS recoupe CASCADE")
        return self.url("postgres")

    def url(self, name: str) -> str:
        return f"postgresql:///{name}?host={self.folder}&user=postgres"


@contextmanager
def running() -> Iterator[Server]:
    """A server from its making to its end. It does not run as root, so root gives its folder away."""
    user = None if os.geteuid() else ("postgres" if _exists("postgres") else "nobody")
    with tempfile.TemporaryDirectory(prefix="recoupe-pg-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        server = Server(folder, user)
        initdb = [str(program("initdb")), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-N"]
        server.run(*initdb, "-E", "UTF8", "--locale=C")
        server.start()
        try:
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.stop("immediate")


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
