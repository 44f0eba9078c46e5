"""What a user names (files, folders, rows of JSON, standard input, URLs) into Pages, one at a time.

Nothing here understands a page: bytes go on as they are, so that charset and language are settled in one place.
What cannot be read comes out as an InputError in its place in the order; the rest goes on.
"""

from __future__ import annotations

from recoupe.inputs.evidence import Folder
from recoupe.inputs.files import SUFFIXES, Size, size
from recoupe.inputs.identity import page_id
from recoupe.inputs.pages import is_url, pages
from recoupe.inputs.rows import READING, row, row_or_reading

__all__ = ["READING", "SUFFIXES", "Folder", "Size", "is_url", "page_id", "pages", "row", "row_or_reading", "size"]
