"""What the tests of the command line share: running it in a process of its own, with or without a terminal."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RECOUPE = (sys.executable, "-m", "recoupe")
TEXT = (
    "Harbour town closes its old bridge\n\n"
    "The mayor of the harbour town said on Tuesday that the old bridge would close for a year.\n\n"
    "“It is no longer safe,” Anna Berg told reporters. The builders denied that they had known of any crack.\n"
)
ROW = {"lang": "en", "published": "2024-05-08", "text": TEXT}


@dataclass(frozen=True)
class Done:
    """What came of a command."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


def environment(**more: str) -> dict[str, str]:
    """The environment without what would change how output looks."""
    odd = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "COLORTERM", "RECOUPE_DEBUG"}
    return (
        {k: v for k, v in os.environ.items() if k not in odd} | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color"} | more
    )


def recoupe(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **more: str) -> Done:
    """Run `recoupe ARGUMENTS`; no traceback is ever right."""
    command = [*RECOUPE, *map(str, arguments)]
    done = subprocess.run(
        command, input=stdin, capture_output=True, check=False, timeout=60, cwd=cwd, env=environment(**more)
    )
    err = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in err, err
    return Done(done.returncode, done.stdout, err)


def rows(path: Path, count: int) -> Path:
    """A file of `count` good rows."""
    path.write_text("".join(json.dumps({**ROW, "id": str(i)}) + "\n" for i in range(count)), encoding="utf-8")
    return path


def in_terminal(
    *arguments: str | Path, interrupt_at: bytes | None = None, columns: int = 80, **more: str
) -> tuple[int, str]:
    """Run `recoupe ARGUMENTS` in a terminal; exit status and all that it showed.

    Where `interrupt_at` is given, Ctrl-C is pressed once that was shown.
    """
    given = environment(COLUMNS=str(columns), **more)
    pid, terminal = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # who runs the tests in the background has it ignored
        os.execve(RECOUPE[0], [*RECOUPE, *map(str, arguments)], given)
    shown = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            block = os.read(terminal, 65_536)
        except OSError:
            break
        if not block:
            break
        shown += block
        if interrupt_at is not None and interrupt_at in shown:
            os.write(terminal, b"\x03")
            interrupt_at = None
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    return status, shown.decode("utf-8", "replace")
