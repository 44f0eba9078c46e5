"""What a page is known by: what came in, and what of the options changes how it is read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from recoupe import ids

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.model import Page


def page_id(page: Page, config: Config) -> str:
    """The id of a page that is read with `config`, for `Ledger.add` and `Ledger.knows`."""
    body = page.body.encode("utf-8", "surrogatepass") if isinstance(page.body, str) else page.body
    told = (page.url or page.ref, page.media_type, hashlib.sha256(body).hexdigest(), page.lang, page.published)
    claimed = (page.claimed,) if page.claimed else ()
    return ids.make("g", *told, page.title, *claimed, config)
