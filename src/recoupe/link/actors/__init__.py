"""Actors of readings that are one person, organisation or government, put together across articles and scripts."""

from __future__ import annotations

from recoupe.link.actors.judge import Judgement, judge
from recoupe.link.actors.named import Named, keys
from recoupe.link.actors.resolve import resolve

__all__ = ["Judgement", "Named", "judge", "keys", "resolve"]
