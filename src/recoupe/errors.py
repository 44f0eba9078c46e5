"""Every error recoupe raises on purpose.

RecoupeError
├── InputError          a file, row or URL that cannot be read as an article
│   └── FetchError      a URL that cannot or must not be fetched
├── LanguageDataError   a language or site file that is wrong
└── UsageError          options that do not go together
"""

from __future__ import annotations


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


class LanguageDataError(RecoupeError):
    """A data file is wrong. `path` and `key` say where, `mend` what to do."""

    def __init__(self, path: str, key: str, reason: str, mend: str = "") -> None:
        self.path, self.key, self.reason, self.mend = path, key, reason, mend
        super().__init__(f"{path}: {key}: {reason}" + (f" ({mend})" if mend else ""))

    def __reduce__(self) -> tuple[type[LanguageDataError], tuple[str, str, str, str]]:
        return type(self), (self.path, self.key, self.reason, self.mend)


class UsageError(RecoupeError):
    """Options that do not go together."""
