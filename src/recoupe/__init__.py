"""recoupe: who said what, when, who denied it."""

from __future__ import annotations

__version__ = "0.1.0"
