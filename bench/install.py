"""The base install: how many packages it names, how many it brings, and how much room they take.

Counted from what is installed beside the running interpreter, so that nothing is fetched: the files of recoupe and of
all that it needs without extras, compiled ones left out.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import recoupe

if TYPE_CHECKING:
    from bench.scorers import Figures


def figures() -> Figures:
    """Direct dependencies, all dependencies, megabytes of recoupe and of all together."""
    direct = needs("recoupe")
    every: set[str] = set()
    new = set(direct)
    while new:
        every |= new
        new = {n for name in new for n in needs(name)} - every
    own = sum(_size(p) for p in Path(recoupe.__file__).parent.rglob("*"))
    others = sum(_size(Path(str(f.locate()))) for name in every for f in metadata.files(name) or ())
    megabytes = {"recoupe MB": own / 1e6, "MB": (own + others) / 1e6}
    return {"direct": len(direct), "all": len(every), **{k: round(v, 1) for k, v in megabytes.items()}}


def needs(name: str) -> set[str]:
    """What a package needs without its extras, on this machine."""
    from packaging.requirements import Requirement  # noqa: PLC0415

    found = (Requirement(r) for r in metadata.requires(name) or ())
    return {_normal(r.name) for r in found if not r.marker or r.marker.evaluate({"extra": ""})}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _size(path: Path) -> int:
    """Bytes on disk of a file that was installed, not compiled here."""
    return path.stat().st_size if path.is_file() and "__pycache__" not in path.parts else 0
