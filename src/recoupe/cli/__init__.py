"""The command line. Its modules import what is heavy only when a command runs, so that `--help` is quick."""

from __future__ import annotations

from recoupe.cli.main import main

__all__ = ["main"]
