"""The order in which what is in a ledger is linked: stories, copies, actors, claims; articles by time of publication.

Pure parts do the work (`recoupe.link`); this package asks the ledger for what they need and keeps what they find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoupe.linking.run import Progress, link

__all__ = ["Progress", "link"]


def __getattr__(name: str) -> Any:
    """What `run` has; imported when it is asked for, since who looks up a claim needs none of it."""
    if name not in __all__:
        raise AttributeError(name)
    from recoupe.linking import run  # noqa: PLC0415 -- late

    return getattr(run, name)
