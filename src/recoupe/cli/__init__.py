"""The command line. Its modules import what is heavy only when a command runs, so that `--help` is quick."""

from __future__ import annotations

from recoupe.cli.app import main, recoupe

__all__ = ["main", "recoupe"]
