"""Actors of one article: who is named, how they group, and who speaks in each statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.actors.listed import listed
from recoupe.extract.actors.speakers import Speaker, speakers
from recoupe.extract.actors.survey import Survey, survey

if TYPE_CHECKING:
    from recoupe.model import Actor, Doc

__all__ = ["Speaker", "Survey", "find", "listed", "speakers", "survey"]


def find(doc: Doc) -> tuple[Actor, ...]:
    """The Actors of `doc` by first mention, none of its statements known; () where the language has no names data."""
    found = survey(doc)
    return listed(found, ()) if found is not None else ()
