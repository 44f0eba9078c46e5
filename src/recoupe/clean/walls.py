"""Pages that ask for consent to cookies where an article should stand, and answer as if all were well."""

from __future__ import annotations

import functools
import re

from recoupe.lang import alternatives, load
from recoupe.lang.walls import Walls
from recoupe.model import Problem

_LONGEST = 2_500  # characters of a text that may be nothing but the question
_PHRASES = 3  # of those that such pages have, in the text
_SHARE = 0.5  # of the text's letters that stand in lines with one of them
_PROBLEM = Problem("consent_wall", "the page asks for consent to cookies; no article stands on it")


def told(text: str) -> tuple[Problem, ...]:
    """Say that the main text `text` of a page asks for consent, if it does and little else."""
    if not text or len(text) > _LONGEST:
        return ()
    asking = _asking()
    lines = text.casefold().splitlines()
    found = [set(asking.findall(line)) for line in lines]
    asked = sum(len(line) for line, phrases in zip(lines, found, strict=True) if phrases)
    much = len(set().union(*found)) >= _PHRASES and asked >= _SHARE * len(text)
    return (_PROBLEM,) if much else ()


@functools.cache
def _asking() -> re.Pattern[str]:
    """All phrases of all languages: a site asks in its own, whatever the article is in."""
    data = load(Walls, "shared")
    assert data is not None
    return re.compile(rf"(?<!\w)(?:{alternatives(data.asking)})")
