"""What changed between two versions of an article, by statement and sentence rather than by character."""

from recoupe.link.edits.compare import compare
from recoupe.link.edits.notices import announced
from recoupe.link.edits.version import Change, ChangeKind, Version

__all__ = ["Change", "ChangeKind", "Version", "announced", "compare"]
