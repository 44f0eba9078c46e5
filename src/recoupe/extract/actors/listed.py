"""Which of the groups found are worth an entry: what is known to be an actor, comes again, or speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.actors.speakers import Speaker
    from recoupe.extract.actors.survey import Survey
    from recoupe.model import Actor

_NAME = range(2, 5)  # words of a person's full name


def listed(s: Survey, speakers: Sequence[Speaker]) -> tuple[Actor, ...]:
    """The Actors of `s` to show, by first mention; every one that `speakers` name is among them.

    A capitalised word that stands once, that nothing describes and that says nothing, is no actor. A name of two words
    or more that nothing shows to be a body is a person when it speaks.
    """
    heard = {p.group for p in speakers if p.group >= 0} | {g for p in speakers for g in p.groups}
    out = []
    for g, actor in enumerate(s.actors):
        if g in heard:
            out.append(_spoken(s, g, actor))
        elif len(actor.mentions) > 1 or _described(s, g):
            out.append(actor)
    return tuple(out)


def _described(s: Survey, g: int) -> bool:
    """Whether something but its shape tells what kind of thing the group is."""
    return any(s.mentions[i].kind or s.mentions[i].label or s.mentions[i].role for i in s.groups[g].members)


def _spoken(s: Survey, g: int, actor: Actor) -> Actor:
    """`actor` as a person if only a person can be meant."""
    if actor.type == "person" or _described(s, g):
        return actor
    lengths = [s.mentions[i].last - s.mentions[i].first for i in s.groups[g].members]
    shouted = s.view.doc.tokens[s.mentions[s.groups[g].members[0]].first].text.isupper()
    return replace(actor, type="person") if max(lengths) in _NAME and not shouted else actor
