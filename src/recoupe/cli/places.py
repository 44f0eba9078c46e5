"""How far archives were read, kept in the ledger, so that a run that was broken off goes on at the record."""

from __future__ import annotations

import hashlib
import os
from typing import IO, TYPE_CHECKING

from recoupe import __version__, ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoupe.cli.work import Wanted
    from recoupe.config import Config
    from recoupe.ledger import Ledger

_HEAD = 65_536  # bytes by which an archive is known, with its size

Reached = tuple[str, str]
"""An archive and the place of a record in it, as the ledger keeps them."""


class Places:
    """The places of this run: each archive is known by its size, its beginning, and how it is read.

    say: gets word of an archive that is not read from its start.
    """

    def __init__(self, there: Ledger, config: Config, wanted: Wanted, say: Callable[[str], None]) -> None:
        self._there, self._say = there, say
        self._how = (config, sorted(wanted.langs), sorted(wanted.kinds), __version__)
        self._name = ""
        self._names: list[str] = []
        self._now: Reached | None = None

    def start(self, raw: IO[bytes], ref: str) -> str | None:
        """Where reading begins: at the record that was done last, "" if none was."""
        size = raw.seek(0, os.SEEK_END)
        raw.seek(0)
        self._name = ids.make("w", hashlib.sha256(raw.read(_HEAD)).hexdigest(), size, *self._how)
        self._names.append(self._name)
        found = self._there.reached(self._name)
        if found:
            offset, _, inside = found.partition(" ")
            where = f"of {inside} in it" if inside else f"of {size:,}"
            self._say(f"{ref}: goes on at byte {int(offset):,} {where}, where an earlier run was broken off")
        return found or ""

    def at(self, place: str) -> None:
        """Note that the page that comes next is of the record at `place`."""
        self._now = (self._name, place)

    def taken(self) -> Reached | None:
        """Give the place of the page that came; None where it is of no archive."""
        now, self._now = self._now, None
        return now

    def done(self) -> None:
        """Forget the places: all archives were read to their ends."""
        for name in self._names:
            self._there.reach((name, None))
