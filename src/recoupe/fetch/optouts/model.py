"""What was said where: data without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["tdmrep.json", "header", "page", "robots.txt"]


@dataclass(frozen=True, slots=True)
class OptOut:
    """One thing that a site says of the use of a page.

    scheme: the specification: `tdmrep`, `content-usage`, `robots`, `rsl`.
    where: where it was said. key, value: what was said, as `tdm-reservation` and `1`.
    policy: an address where more is said, "" where none is.
    """

    scheme: Literal["tdmrep", "content-usage", "robots", "rsl"]
    where: Where
    key: str
    value: str
    policy: str = ""
