"""Every command in the README and the tutorial works, and prints what stands below it.

A block of `sh` is run; a block of `text` after it is its output. RECOUPE_UPDATE=1 writes the outputs anew.
Blocks of `console` need a network or a fresh machine and are for reading.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```sh\n(.*?)^```\n(?:\n^```text\n(.*?)^```\n)?", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md"])
def test_commands_print_what_stands_below_them(name: str, tmp_path: Path) -> None:
    document = (ROOT / name).read_text("utf-8")
    shown = BLOCK.sub(lambda block: _run(block, tmp_path), document)
    if os.environ.get("RECOUPE_UPDATE"):
        (ROOT / name).write_text(shown, "utf-8")
    else:
        assert shown == document


def _run(block: re.Match[str], folder: Path) -> str:
    """`block` with the output that its command gives now; as it stands where a tool is missing."""
    if "jq " in block[1] and not shutil.which("jq"):
        return block[0]
    paths = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": paths, "HOME": str(folder), "LANG": "C.UTF-8", "COLUMNS": "80"}
    environment |= {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    done = subprocess.run(
        ["bash", "-ec", block[1]], cwd=folder, env=environment, capture_output=True, check=False, timeout=300
    )
    assert (done.returncode, done.stderr) == (0, b""), block[1]
    return f"```sh\n{block[1]}```\n" + (f"\n```text\n{done.stdout.decode()}```\n" if block[2] is not None else "")
