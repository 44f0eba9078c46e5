"""Names of other scripts in Latin letters."""

from __future__ import annotations

from recoupe.lang.roman.letters import plain, reading
from recoupe.lang.roman.spelling import romanise, spellings, usual

__all__ = ["plain", "reading", "romanise", "spellings", "usual"]
