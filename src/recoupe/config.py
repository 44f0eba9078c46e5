"""Every option of a reading, documented once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """Options of `read`; all have defaults that suit news.

    lang: ISO 639-1 code of every input, over what the input itself says; None to find it.
    published: day or time of publication of every input (ISO 8601), over what the input says; None to find it.
    encoding: character set of every input that is bytes, over what the input itself says; None to find it.
    timeout: seconds of processor time after which a page is given up; news takes a fraction of one.
    max_text: characters of an article that are read for what is said; what is longer is kept, with a problem noted.
    max_bytes: pages larger than this are cut there, with a problem noted.
    """

    lang: str | None = None
    published: str | None = None
    encoding: str | None = None
    timeout: float = 5.0
    max_text: int = 60_000
    max_bytes: int = 50_000_000
