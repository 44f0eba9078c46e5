"""Stored pages in a folder: one file a record, named by its id and a suffix that `recoupe read` knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recoupe.errors import InputError
from recoupe.inputs import files
from recoupe.inputs.pages import pages

if TYPE_CHECKING:
    from recoupe.model import Page


class Folder:
    """A folder of pages; see the protocol `Evidence` in sources.py. Raises InputError where there is no such folder."""

    def __init__(self, path: str, *, max_bytes: int = 50_000_000) -> None:
        self.path, self._max = Path(path), max_bytes
        if not self.path.is_dir():
            raise InputError(path, "no such folder", "name the folder that holds the stored pages")

    def page(self, record: str) -> Page | None:
        """The page whose file is called after `record`, None where there is none. Raises InputError if unreadable."""
        if not record or Path(record).name != record or record.startswith("."):
            return None  # no path leads out of the folder
        for suffix in sorted(s for s, kind in files.SUFFIXES.items() if kind != "rows"):
            for path in (self.path / f"{record}{suffix}", self.path / f"{record}{suffix}.gz"):
                if path.is_file():
                    return _only(path, self._max)
        return None


def _only(path: Path, max_bytes: int) -> Page:
    found = next(iter(pages([str(path)], max_bytes=max_bytes)))
    if isinstance(found, InputError):
        raise found
    return found
