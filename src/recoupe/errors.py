"""Every error recoupe raises on purpose.

RecoupeError
├── InputError          a file, row or URL that cannot be read as an article
│   └── FetchError      a URL that cannot or must not be fetched
│       ├── UnreachableError  its server does not answer now; it may later
│       └── UnwantedError     its site asks not to be fetched
├── LanguageDataError   a language or site file that is wrong
├── LedgerError         a ledger that cannot be opened, read or written
│   ├── LedgerBusyError     another writer holds it for longer than one waits
│   ├── LedgerNewerError    written by a newer version of recoupe
│   ├── LedgerBrokenError   damaged, or no ledger at all
│   ├── LedgerFullError     no room left on the disk
│   ├── LedgerReadOnlyError the file, its folder or its medium may not be written to
│   └── LedgerLostError     the server cannot be reached, or went away
├── OutputError         a place that results cannot be written to
├── DeliveryError       news that could not be delivered
├── DeniedError         who signs in has the wrong name or password, or tried too often
├── QueryError          a search that cannot be understood, or takes too long
└── UsageError          options that do not go together
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class RecoupeError(Exception):
    """Root of the tree; `str()` is a sentence for people."""


class InputError(RecoupeError):
    """An input cannot be read. `ref` names it, `reason` says why, `mend` what to do."""

    def __init__(self, ref: str, reason: str, mend: str = "") -> None:
        self.ref, self.reason, self.mend = ref, reason, mend
        super().__init__(f"{ref}: {reason}" + (f" ({mend})" if mend else ""))

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        return type(self), (self.ref, self.reason, self.mend)


class FetchError(InputError):
    """A URL could not be fetched, or its address is refused."""


class UnreachableError(FetchError):
    """A server that cannot be reached now, takes too long or breaks off: later it may answer."""


class UnwantedError(FetchError):
    """A URL whose site asks in robots.txt, or by its silence there, not to be fetched."""


class LanguageDataError(RecoupeError):
    """A data file is wrong. `path` and `key` say where, `mend` what to do."""

    def __init__(self, path: str, key: str, reason: str, mend: str = "") -> None:
        self.path, self.key, self.reason, self.mend = path, key, reason, mend
        super().__init__(f"{path}: {key}: {reason}" + (f" ({mend})" if mend else ""))

    def __reduce__(self) -> tuple[type[LanguageDataError], tuple[str, str, str, str]]:
        return type(self), (self.path, self.key, self.reason, self.mend)


class UsageError(RecoupeError):
    """Options that do not go together."""


class OutputError(RecoupeError):
    """Results cannot be written. `place` names where, `reason` says why, `mend` what to do."""

    def __init__(self, place: str, reason: str, mend: str = "") -> None:
        self.place, self.reason, self.mend = place, reason, mend
        super().__init__(f"{place}: {reason}" + (f" ({mend})" if mend else ""))

    def __reduce__(self) -> tuple[type[OutputError], tuple[str, str, str]]:
        return type(self), (self.place, self.reason, self.mend)


class LedgerError(RecoupeError):
    """A ledger cannot be used. `ledger` names it (never with a password), `reason` says why, `mend` what to do."""

    def __init__(self, ledger: str, reason: str, mend: str = "") -> None:
        self.ledger, self.reason, self.mend = ledger, reason, mend
        super().__init__(f"{ledger}: {reason}" + (f" ({mend})" if mend else ""))

    def __reduce__(self) -> tuple[type[LedgerError], tuple[str, str, str]]:
        return type(self), (self.ledger, self.reason, self.mend)


class LedgerBusyError(LedgerError):
    """Another writer holds the ledger."""


class LedgerNewerError(LedgerError):
    """The ledger was written by a newer version of recoupe."""


class LedgerBrokenError(LedgerError):
    """The ledger is damaged, or is something else."""


class LedgerFullError(LedgerError):
    """There is no room for more."""


class LedgerReadOnlyError(LedgerError):
    """The ledger may not be written to."""


class LedgerLostError(LedgerError):
    """The server of the ledger is not there, or no longer."""


class DeliveryError(RecoupeError):
    """News could not be delivered. wait: how long the other side asks one to wait; final: not to try again."""

    def __init__(self, reason: str, *, wait: dt.timedelta | None = None, final: bool = False) -> None:
        self.reason, self.wait, self.final = reason, wait, final
        super().__init__(reason)

    def __reduce__(self) -> tuple[object, tuple[str, dt.timedelta | None, bool]]:
        return _delivery_error, (self.reason, self.wait, self.final)


def _delivery_error(reason: str, wait: dt.timedelta | None, final: bool) -> DeliveryError:  # noqa: FBT001 -- of pickle
    return DeliveryError(reason, wait=wait, final=final)


class DeniedError(RecoupeError):
    """Nobody is let in. `wait` is how long to wait before the next try, in seconds; 0 for not at all."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        self.reason, self.wait = reason, wait
        super().__init__(reason)

    def __reduce__(self) -> tuple[type[DeniedError], tuple[str, float]]:
        return type(self), (self.reason, self.wait)


class QueryError(RecoupeError):
    """A search that cannot be understood, or takes too long; `str()` says what to change."""
