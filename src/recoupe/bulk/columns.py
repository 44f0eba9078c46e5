"""The tables and their columns: names, types, what they hold. docs/batch.md shows them as they stand here.

No column is called what SQL reserves (`end`, `to`, `where`), so that nobody needs quotation marks.
"""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column: its name, its type in words of Arrow, what it holds. `spans` is a list of (start, end)."""

    name: str
    type: str
    what: str


KEYS = (
    Column("part", "string", "the part in which the page was read: file and range, as in the manifest"),
    Column("page", "int32", "the page's number in its part, from 0; with `part` it names one page and no other"),
    Column("article", "string", "id of the article: the same address and text have the same id everywhere"),
)
"""What every table begins with."""

_ARTICLES = (
    Column("ref", "string", "the article as it was given: the row's id, else its url, else file and place"),
    Column("input", "string", "the file that it was read from"),
    Column("place", "int64", "where in that file: offset of the record (WARC), number of the row (JSON Lines: from 1)"),
    Column("fetched", "timestamp", "when the page was fetched, as the archive says; null where it does not"),
    Column("url", "string", "the article's own address"),
    Column("site", "string", "its publisher's host"),
    Column("kind", "string", "news, claim_review, recipe, product, listing, other"),
    Column("lang", "string", "its language (ISO 639-1)"),
    Column("title", "string", "its headline"),
    Column("authors", "list<string>", "its authors"),
    Column("published", "string", "day or time of publication (ISO 8601), with its zone where the page gives one"),
    Column("published_on", "date32", "day of publication on the publisher's clock"),
    Column("modified", "string", "day or time of the last change (ISO 8601)"),
    Column("text", "string", "the text that all offsets point into, in code points"),
    Column("boilerplate", "spans", "stretches of it that are not the article's own"),
    Column("marks", "marks", "ids and template that the page shows of its site"),
    Column("factchecks", "factchecks", "fact checks that the page declares (schema.org ClaimReview)"),
    Column("version", "string", "version of recoupe that read it"),
)
_STATEMENTS = (
    Column("id", "string", "id of the statement"),
    Column("number", "int32", "its place in the article, from 1"),
    Column("stance", "string", "asserts, denies, confirms, doubts or urges"),
    Column("who", "string", "the speaker's fullest name in the article, or the phrase that describes them"),
    Column("actor", "string", "id of the speaker in `actors`"),
    Column("content", "string", "what was said; pieces that stand apart are joined by …"),
    Column("source", "string", "the words that name the speaker"),
    Column("cue", "string", "the words that do the attributing"),
    Column("addressee", "string", "to whom it was said"),
    Column("form", "string", "direct, indirect or mixed speech"),
    Column("kind", "string", "whether the speaker is named, unnamed or none is given"),
    Column("said_from", "date32", "first day on which it may have been said"),
    Column("said_to", "date32", "last such day"),
    Column("rule", "string", "name of the rule that found it"),
    Column("confidence", "float32", "how sure the rule is, 0 to 1"),
    Column("content_at", "spans", "where the content stands in the text"),
    Column("source_at", "spans", "where the source stands"),
    Column("cue_at", "spans", "where the cue stands"),
)
_TIMEXES = (
    Column("words", "string", "the time expression"),
    Column("starts", "int32", "offset of its first character"),
    Column("ends", "int32", "offset after its last"),
    Column("type", "string", "DATE, TIME, DURATION or SET (TimeML)"),
    Column("value", "string", "TIMEX3 value"),
    Column("modifier", "string", "TIMEX3 modifier"),
    Column("first_day", "date32", "first day of the interval that it means; null where it means none, or it is open"),
    Column("last_day", "date32", "last day of it"),
    Column("rule", "string", "name of the rule that found it"),
)
_ACTORS = (
    Column("id", "string", "id of the actor"),
    Column("name", "string", "its fullest name or description in the article"),
    Column("type", "string", "person, organisation, government, country, place, group, document"),
    Column("country", "string", "the country that it belongs to or speaks for (ISO 3166-1)"),
    Column("role", "string", "office or role, by its English concept name"),
    Column("mentions", "spans", "where it is mentioned, pronouns and descriptions too"),
)
_CLAIMS = (
    Column("claim", "string", "id of the claim"),
    Column("statement", "string", "id of a statement that is about it"),
    Column("polarity", "string", "for, against or open: the side that the statement takes"),
    Column("disputed", "bool", "whether one statement of the claim is for it and one against"),
)
_OUTLINKS = (
    Column("url", "string", "absolute address"),
    Column("words", "string", "the words that are linked"),
    Column("stands_in", "string", "body, footer or nav: the part of the page"),
)
_PROBLEMS = (
    Column("code", "string", "name of the problem; `unread` where there is no article at all"),
    Column("message", "string", "what is wrong, and what to do about it"),
    Column("ref", "string", "the page or record"),
    Column("input", "string", "the file"),
    Column("place", "int64", "where in that file, as of articles"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "articles": (*KEYS, *_ARTICLES),
    "statements": (*KEYS, *_STATEMENTS),
    "timexes": (*KEYS, *_TIMEXES),
    "actors": (*KEYS, *_ACTORS),
    "claims_in_article": (*KEYS, *_CLAIMS),
    "outlinks": (*KEYS, *_OUTLINKS),
    "problems": (*KEYS, *_PROBLEMS),
}
SPAN = ("start", "end")
MARK = ("kind", "value")
