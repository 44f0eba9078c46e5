"""The linked tables and their columns. docs/batch.md shows them as they stand here."""

from __future__ import annotations

from recoupe.bulk.columns import Column

_ARTICLE = Column("article", "string", "id of the article, as in `articles`")

TABLES: dict[str, tuple[Column, ...]] = {
    "stories": (
        Column("story", "string", "id of the story: that of its smallest article, with another letter"),
        _ARTICLE,
        Column("nearest", "string", "the article of the story that it was put beside; null where it began it"),
        Column("score", "double", "how well it fits there, 0 to 1; null where it began it"),
        Column("own", "bool", "whether it is no certain copy of another article of the story: an origin of its own"),
    ),
    "copies": (
        Column("article", "string", "id of the copy"),
        Column("origin", "string", "id of the article that it was taken from, the first that is known"),
        Column("sort", "string", "verbatim, edited, abridged or translated"),
        Column("share", "double", "the share of the copy that was taken, 0 to 1"),
        Column("certain", "bool", "false where it may be the other way round, or chance"),
        Column("reasons", "string", "what was compared"),
    ),
    "actors": (
        Column("actor", "string", "id of who it is in all articles: that of the smallest member, with another letter"),
        Column("member", "string", "id of the actor of one article, as in the table `actors` that was read"),
        _ARTICLE,
        Column("name", "string", "its fullest name or description in the article"),
        Column("type", "string", "person, organisation, government, country, place, group, document"),
    ),
    "claims": (
        Column("claim", "string", "id of the claim: made of its smallest statement"),
        Column("statement", "string", "id of a statement that is about it, as in `statements`"),
        _ARTICLE,
        Column("story", "string", "id of the article's story"),
        Column("polarity", "string", "for, against or open: the side that the statement takes"),
        Column("disputed", "bool", "whether one statement of the claim is for it and one against"),
    ),
}
