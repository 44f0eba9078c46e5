"""The joins, written once: SQL that DuckDB and Spark read alike and answer alike.

Nothing is used that the two spell or do in different ways: no division of whole numbers, no sum of floating numbers, no
hash, no random choice, no order that is not told to the end. So no dialect has to be translated into another.
"""

from __future__ import annotations

from recoupe.bulk.linked.keys import BRIDGE, NATIVE, TEXT

CROWD = 2_000
"""Articles with one key, with more of which none is found by it: it says too little. The whole text always tells."""
NEAR = 8
"""Articles before and behind one in time, of those with a key, that it is compared with: what a key costs is linear."""
MOST = 8
"""Articles that one is tied to at most by itself; others may be tied to it."""
DAYS = 14
"""Days that two articles may be apart, where both say when they were published."""
LEAST = 600_000
"""What two articles must have in common, in millionths of what makes them likely of one story."""

COUNTS = "SELECT space, place, CAST(SUM(articles) AS BIGINT) AS articles FROM counted GROUP BY space, place"

FIRST = """
SELECT number, part, page, moment
FROM (
  SELECT number, part, page, moment, ROW_NUMBER() OVER (PARTITION BY number ORDER BY part, page) AS turn FROM facts
) f
WHERE turn = 1
"""
"""Of an article that stands in the tables more than once, where it stands first."""

CROWDED = f"""
SELECT kind, COUNT(*) AS keys, CAST(SUM(articles) AS BIGINT) AS articles, MAX(articles) AS largest,
  COUNT(CASE WHEN articles > {CROWD} AND kind <> {TEXT} THEN 1 END) AS crowded
FROM (SELECT kind, term, COUNT(*) AS articles FROM keys GROUP BY kind, term) k
GROUP BY kind
"""
"""How large buckets are, for people."""

EDGES = f"""
WITH telling AS (
  SELECT kind, term FROM keys GROUP BY kind, term HAVING COUNT(*) > 1 AND (COUNT(*) <= {CROWD} OR kind = {TEXT})
),
ranked AS (
  SELECT k.kind, k.term, k.number, k.moment, k.weight,
    ROW_NUMBER() OVER (PARTITION BY k.kind, k.term ORDER BY k.moment NULLS LAST, k.number) AS turn
  FROM keys k JOIN telling t ON k.kind = t.kind AND k.term = t.term
),
blocks AS (
  SELECT kind, term, number, moment, weight, turn, turn - turn % {NEAR} AS block FROM ranked
  UNION ALL
  SELECT kind, term, number, moment, weight, turn, turn - turn % {NEAR} + {NEAR} AS block FROM ranked
),
shared AS (
  SELECT LEAST(a.number, b.number) AS one, GREATEST(a.number, b.number) AS other, a.kind,
    CASE WHEN a.kind IN ({NATIVE}, {BRIDGE}) THEN a.weight * b.weight ELSE GREATEST(a.weight, b.weight) END AS weight
  FROM ranked a JOIN blocks b
    ON a.kind = b.kind AND a.term = b.term AND a.turn - a.turn % {NEAR} = b.block
  WHERE b.turn < a.turn AND a.turn - b.turn <= {NEAR}
    AND (a.moment - b.moment <= {DAYS * 1440} OR a.moment IS NULL OR b.moment IS NULL)
),
summed AS (
  SELECT one, other, kind, CAST(SUM(weight) AS BIGINT) AS weight FROM shared GROUP BY one, other, kind
),
pairs AS (
  SELECT one, other, MAX(weight) AS weight FROM summed WHERE weight >= {LEAST} GROUP BY one, other
),
best AS (
  SELECT one, other, weight,
    ROW_NUMBER() OVER (PARTITION BY one ORDER BY weight DESC, other) AS of_one,
    ROW_NUMBER() OVER (PARTITION BY other ORDER BY weight DESC, one) AS of_other
  FROM pairs
)
SELECT one, other, weight FROM best WHERE of_one <= {MOST} OR of_other <= {MOST}
"""
"""Pairs of articles that have enough in common: of each key those next to each other in time, summed over keys."""

GATHERED = """
SELECT l.bin, l.label, f.number, f.reading
FROM facts f
JOIN firsts i ON f.number = i.number AND f.part = i.part AND f.page = i.page
JOIN labels l ON f.number = l.number
"""
"""Articles by neighbourhood, several of these in a bin."""

SAMENESS = 970
"""Per mille from which two names are one without more ado; below, each must be the other's best."""
NAMES = 200
"""Spellings with one key, with more of which it leads to none; the very same name always does."""

_ASKED = ("member", "name", "lang", "type", "country", "role", "day")
_SIDES = ", ".join(f"{side}.{c} AS {name}_{c}" for side, name in (("a", "one"), ("b", "other")) for c in _ASKED)
_GROUPED = ", ".join(f"{side}.{c}" for side in "ab" for c in _ASKED)
ALIKE = f"""
WITH named AS (
  SELECT key, name, lang, type, country, role, MIN(member) AS member, MIN(day) AS day
  FROM people GROUP BY key, name, lang, type, country, role
),
telling AS (
  SELECT key FROM named GROUP BY key HAVING COUNT(*) > 1 AND (COUNT(*) <= {NAMES} OR SUBSTR(key, 2, 1) = '=')
),
ranked AS (
  SELECT n.key, n.name, n.lang, n.type, n.country, n.role, n.member, n.day,
    ROW_NUMBER() OVER (PARTITION BY n.key ORDER BY n.name, n.member, n.lang NULLS LAST, n.country NULLS LAST,
      n.role NULLS LAST, n.type) AS turn
  FROM named n JOIN telling t ON n.key = t.key
),
blocks AS (
  SELECT key, name, lang, type, country, role, member, day, turn, turn - turn % {NEAR} AS block FROM ranked
  UNION ALL
  SELECT key, name, lang, type, country, role, member, day, turn, turn - turn % {NEAR} + {NEAR} AS block FROM ranked
)
SELECT CAST((LENGTH(a.name) * 31 + LENGTH(b.name)) % 64 AS INT) AS bin, {_SIDES}
FROM ranked a JOIN blocks b ON a.key = b.key AND a.turn - a.turn % {NEAR} = b.block
WHERE b.turn < a.turn AND a.turn - b.turn <= {NEAR} AND a.member <> b.member
GROUP BY {_GROUPED}
HAVING COUNT(*) > 1 OR MIN(SUBSTR(a.key, 2, 1)) <> '~'
"""
"""Names that may be one: of each key those next to each other in the order of the alphabet; the very same name, the
same office, or two keys at least."""

ONE = f"""
WITH pairs AS (
  SELECT LEAST(one, other) AS one, GREATEST(one, other) AS other, MAX(score) AS score FROM bonds
  GROUP BY LEAST(one, other), GREATEST(one, other)
),
both_ways AS (
  SELECT one, other, score FROM pairs UNION ALL SELECT other AS one, one AS other, score FROM pairs
),
ranked AS (
  SELECT one, other, score, ROW_NUMBER() OVER (PARTITION BY one ORDER BY score DESC, other) AS turn FROM both_ways
),
kept AS (
  SELECT a.one, a.other FROM ranked a JOIN ranked b ON a.one = b.other AND a.other = b.one
  WHERE a.one < a.other AND (a.score >= {SAMENESS} OR (a.turn = 1 AND b.turn = 1))
),
same AS (
  SELECT DISTINCT p.member AS other, n.member AS one
  FROM people p JOIN (
    SELECT name, type, country, role, MIN(member) AS member FROM people GROUP BY name, type, country, role
  ) n ON p.name = n.name AND p.type = n.type
    AND COALESCE(p.country, '') = COALESCE(n.country, '') AND COALESCE(p.role, '') = COALESCE(n.role, '')
  WHERE p.member <> n.member
)
SELECT one, other FROM kept UNION SELECT one, other FROM same
"""
"""Groups that are one: with the very same name, country and office, or judged so."""

STORIES = """
SELECT subject AS story, article, object AS nearest, share AS score, sure AS own
FROM found WHERE what = 'story' ORDER BY subject, article
"""
COPIES = """
SELECT article, object AS origin, word AS sort, share, sure AS certain, note AS reasons
FROM found WHERE what = 'copy' ORDER BY article
"""
ACTORS = """
SELECT COALESCE(p.actor, CONCAT('w', SUBSTR(f.subject, 2))) AS actor, f.object AS member, f.article, f.note AS name,
  f.word AS type
FROM found f LEFT JOIN persons p ON f.subject = p.member
WHERE f.what = 'actor' ORDER BY COALESCE(p.actor, CONCAT('w', SUBSTR(f.subject, 2))), f.object
"""
CLAIMS = """
SELECT c.subject AS claim, c.object AS statement, c.article, s.subject AS story, c.word AS polarity, c.sure AS disputed
FROM found c JOIN found s ON s.article = c.article AND s.what = 'story'
WHERE c.what = 'claim' ORDER BY c.subject, c.object
"""
TABLES = {"stories": STORIES, "copies": COPIES, "actors": ACTORS, "claims": CLAIMS}
