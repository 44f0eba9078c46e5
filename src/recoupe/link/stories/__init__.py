"""Stories: articles that report one event, whatever their language; linked as they come, with bounded memory."""

from __future__ import annotations

from recoupe.link.stories.embedding import Embed, loaded
from recoupe.link.stories.linker import Placed, Settings, Stories
from recoupe.link.stories.shelf import Memory, Shelf, most_shared

__all__ = ["Embed", "Memory", "Placed", "Settings", "Shelf", "Stories", "loaded", "most_shared"]
