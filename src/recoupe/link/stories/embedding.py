"""Embeddings of articles, for those who have a multilingual model: a function `embed(texts, lang) -> array`.

Never required. With one, articles of different languages are also compared by the cosine of their embeddings.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

_CHARACTERS = 2000


class Embed(Protocol):
    """Gives one row a text."""

    def __call__(self, texts: Sequence[str], lang: str) -> ArrayLike:
        """Embed `texts`, which are of language `lang`: an array of (texts, dimensions), any length of rows."""


def loaded(name: str) -> Embed:
    """The function that `name` names, `package.module:function`. Raises UsageError where there is none."""
    module, _, function = name.partition(":")
    if not module or not function:
        raise UsageError(f"{name}: no function: write it as package.module:function")
    try:
        found = getattr(importlib.import_module(module), function)
    except ImportError as error:
        raise UsageError(f"{name}: cannot import {module}: {error}; install it beside recoupe") from error
    except AttributeError as error:
        raise UsageError(f"{name}: {module} has no {function}") from error
    if not callable(found):
        raise UsageError(f"{name}: not a function of (texts, lang)")
    return cast("Embed", found)


def embedded(embed: Embed, texts: Sequence[str], lang: str) -> NDArray[np.float32]:
    """Rows of length 1, one a text. Raises UsageError where `embed` gives something else than one row a text."""
    rows = np.asarray(embed([t[:_CHARACTERS] for t in texts], lang), np.float32)
    if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():  # noqa: PLR2004 rows and columns
        raise UsageError(f"embed gave an array of {rows.shape} for {len(texts)} texts; (texts, dimensions) is wanted")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), np.float32)
