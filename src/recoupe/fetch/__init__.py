"""One page from the web: the only package that opens sockets.

Before any connection the host's addresses are looked up and checked, and the connection goes to the very address
that was checked, so that neither a link, nor a redirect, nor a name server leads into the user's own network.
"""

from __future__ import annotations

from recoupe.fetch.page import USER_AGENT, page

__all__ = ["USER_AGENT", "page"]
