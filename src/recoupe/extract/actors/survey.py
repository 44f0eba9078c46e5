"""All that is known of the actors of one article before its statements: names, groups, Actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.extract.actors.groups import groups
from recoupe.extract.actors.lexicon import lexicon
from recoupe.extract.actors.mentions import mentions
from recoupe.extract.actors.view import View, view
from recoupe.model import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.actors.mention import Mention
    from recoupe.extract.actors.naming import Group
    from recoupe.model import DateMention, Doc


@dataclass(frozen=True, slots=True)
class Survey:
    """`mentions` ascend by token; `group_of` gives the group of each; `actors` are one a group.

    `is_person` and `is_thing` say of each group whether something but its shape makes it a person or an organisation.
    """

    view: View
    mentions: tuple[Mention, ...]
    groups: tuple[Group, ...]
    group_of: tuple[int, ...]
    is_person: tuple[bool, ...]
    is_thing: tuple[bool, ...]
    actors: tuple[Actor, ...]


def survey(doc: Doc, timexes: Sequence[DateMention] = ()) -> Survey | None:
    """Find the actors of `doc`; None where the language has no names data. `timexes` are its expressions of time."""
    lex = lexicon(doc.lang)
    if lex is None or not doc.tokens:
        return None
    v = view(doc, lex, timexes)
    found = mentions(v)
    grouped = groups(v, found)
    group_of = [0] * len(found)
    for g, group in enumerate(grouped):
        for i in group.members:
            group_of[i] = g
    sure = tuple(_is_person(found, g) for g in grouped)
    things = tuple(_is_thing(found, g) for g in grouped)
    return Survey(v, found, grouped, tuple(group_of), sure, things, tuple(_actor(v, found, g) for g in grouped))


def _is_person(found: tuple[Mention, ...], group: Group) -> bool:
    """Whether a title, a role, a given name or the use of a bare surname shows that the group is a person."""
    lengths = {found[i].last - found[i].first for i in group.members}
    return group.kind == "person" and (
        any(found[i].kind == "person" for i in group.members) or (1 in lengths and len(lengths) > 1)
    )


def _is_thing(found: tuple[Mention, ...], group: Group) -> bool:
    """Whether a head word, a label or the lists show that the group is an organisation, a government or a country."""
    kinds = {"organisation", "government", "seat", "capital", "country"}
    return group.kind != "person" and any(found[i].kind in kinds or found[i].label for i in group.members)


def _actor(v: View, found: tuple[Mention, ...], group: Group) -> Actor:
    tokens = v.doc.tokens
    spans = tuple((tokens[found[i].first].start, tokens[found[i].last - 1].end) for i in group.members)
    return Actor(
        id=ids.make("p", v.doc.article.id, spans[0], group.name),
        name=group.name,
        type=group.kind,
        mentions=spans,
        country=group.country or None,
        role=group.role or None,
    )
