"""Structured data (JSON-LD) that is broken, as pages carry it; no reader may stumble over it."""

BROKEN = (
    "{",
    "[" * 20_000,
    '{"@type": ["NewsArticle", {}], "author": {"name": [1, null]}, "headline": {"a": 2}}',
    '{"@graph": {"@type": 5}}',
    '{"@type": "NewsArticle", "datePublished": 20240508, "url": ["x"], "author": [[["x"]]]}',
    '{"@type": "NewsArticle", "author": {"@id": "a"}, "b": {"@id": "a", "name": [{"@id": "a"}], "c": 1}}',
    "null",
    '""',
)
