"""Copies: articles taken from earlier ones, word for word or in translation, traced to the first publisher."""

from __future__ import annotations

from recoupe.link.copies.linker import Copies, Copy, Settings, origins
from recoupe.link.copies.spans import aligned

__all__ = ["Copies", "Copy", "Settings", "aligned", "origins"]
