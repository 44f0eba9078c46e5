"""A Query as conditions of SQL: every value goes beside the SQL, never into it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe.errors import QueryError
from recoupe.store import terms
from recoupe.store.part import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoupe.ledger import Query
    from recoupe.store.engine import Engine

_CALLED = "SELECT y.id FROM name w JOIN actor y ON y.folded = w.folded WHERE w.nr IN {names}"
_CALLED_SO = (  # the same of one actor, where that is asked of many names
    "EXISTS (SELECT 1 FROM actor y CROSS JOIN name w WHERE y.id = {actor} AND w.folded = y.folded AND +w.nr IN {names})"
    " OR EXISTS (SELECT 1 FROM member n CROSS JOIN member m CROSS JOIN actor y CROSS JOIN name w"
    ' WHERE n.kind = \'actor\' AND n.item = {actor} AND m."group" = n."group" AND y.id = m.item'
    " AND w.folded = y.folded AND +w.nr IN {names})"
)
_NAMED = (  # those who are called so, and those who are one with them
    f"({_CALLED} UNION ALL SELECT m.item FROM member m WHERE m.kind = 'actor' AND m.\"group\" IN"
    f" (SELECT n.\"group\" FROM member n WHERE n.kind = 'actor' AND n.item IN ({_CALLED})))"
)
_IN_CLAIM = (
    'SELECT 1 FROM member c JOIN groups k ON k."key" = c."group"'
    " WHERE c.kind = 'claim' AND c.item = s.id AND k.disputed = 1"
)

_HOSTS = (  # each host once: it goes from one to the next in the index
    "WITH RECURSIVE host (name) AS (SELECT min(site) FROM article UNION ALL"
    " SELECT (SELECT min(b.site) FROM article b WHERE b.site > host.name) FROM host WHERE host.name IS NOT NULL)"
    " SELECT name FROM host WHERE "
)
_NOWHERE = 2**62  # a number that no row has

STANDS = "a.later IS NULL"
"""That no later version of an article's page is known."""
UNHIDDEN = "a.hidden <> 1"
"""That an article is not hidden, said so that no index is chosen for it: nearly all are not."""
SHOWN = f"{UNHIDDEN} AND {STANDS}"
"""That an article is not hidden and no earlier version of its page."""
COUNTED = f"a.hidden = 0 AND {STANDS}"
"""The same, said so that an index is chosen for it that has all that is counted."""
MEMBERS = '(SELECT item FROM member WHERE "group" = ? UNION ALL SELECT ?)'
"""The members of a group, by its key twice: one that is alone has its own id for a key."""


class Asked(NamedTuple):
    """Conditions that must all hold, and their values in order."""

    conditions: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def also(self, condition: str, *values: object) -> Asked:
        """What is asked, and a condition more."""
        return Asked((*self.conditions, condition), (*self.values, *values))

    def plus(self, other: Asked) -> Asked:
        """Both."""
        return Asked(self.conditions + other.conditions, self.values + other.values)

    def further(self) -> str:
        """The conditions behind others."""
        return "".join(f" AND {c}" for c in self.conditions)

    def where(self) -> str:
        """The clause."""
        return f" WHERE {' AND '.join(self.conditions or ('1 = 1',))}"


def shown(*, hidden: bool, earlier: bool) -> tuple[str, ...]:
    """The conditions of SHOWN but for those that are not asked: also what is hidden, also earlier versions."""
    return (() if earlier else (STANDS,)) + (() if hidden else (UNHIDDEN,))


def of_articles(query: Query) -> Asked:
    """What is asked of articles `a` themselves."""
    asked = Asked()
    if query.since:
        asked = asked.also("a.day >= ?", query.since.isoformat())
    if query.until:
        asked = asked.also("a.day <> '' AND a.day <= ?", query.until.isoformat())
    if query.lang:
        asked = asked.also(_among("a.lang", query.lang), *query.lang)
    if query.kinds:
        asked = asked.also(_among("a.kind", query.kinds), *query.kinds)
    if query.sites:
        one = "name = ? OR name LIKE ? ESCAPE '!'"
        values = [v for s in query.sites for v in (s, f"%.{_literal(s)}")]
        asked = asked.also(f"a.site IN ({_HOSTS}{' OR '.join([one] * len(query.sites))})", *values)
    if query.countries:
        named = "SELECT 1 FROM actor n WHERE n.article = a.id AND n.hidden = 0"
        asked = asked.also(f"EXISTS ({named} AND {_among('n.country', query.countries)})", *query.countries)
    if query.linked is not None:
        asked = asked.also(f"a.linked = {int(query.linked)}")
    if query.added is not None:
        asked = asked.also("a.added >= ?", written(query.added))
    return asked.plus(Asked(shown(hidden=query.hidden, earlier=query.earlier)))


def of_statements(
    query: Query,
    engine: Engine,
    *,
    since: int = 0,
    often: bool = False,
    corrected: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    renamed: Sequence[str] = (),
) -> Asked:
    """What is asked of statements `s`, but their words and actor.

    since: the least number of those that are looked at. often: whether many are called as is asked for. corrected: what
    people have corrected, by statement: it is what is shown, and so what is asked. renamed: actors whom people have
    called as is asked for.
    """
    asked = Asked()
    if query.who:
        fits = {one: terms.fit(query.who, told["who"]) for one, told in corrected.items() if "who" in told}
        said = or_one_of(_said_by(query.who, engine, since=since, often=often), "s.actor", renamed)
        asked = asked.plus(_or_corrected(said, fits))
    if query.stances:
        fits = {one: told["stance"] in query.stances for one, told in corrected.items() if "stance" in told}
        asked = asked.plus(_or_corrected(Asked((_among("s.stance", query.stances),), query.stances), fits))
    if query.disputed is not None:
        asked = asked.also(f"{'' if query.disputed else 'NOT '}EXISTS ({_IN_CLAIM})")
    return asked


def _or_corrected(asked: Asked, fits: Mapping[str, bool]) -> Asked:
    """What is asked of statements as they were read, but of corrected ones as they read now: whether each fits."""
    if not fits:
        return asked
    yes, no = [one for one, fit in fits.items() if fit], [one for one, fit in fits.items() if not fit]
    read = asked.also(f"NOT ({_among('s.id', no)})", *no) if no else asked
    condition = " AND ".join(read.conditions)
    return Asked((f"({condition} OR {_among('s.id', yes)})",), (*read.values, *yes)) if yes else read


def or_one_of(asked: Asked, column: str, actors: Sequence[str]) -> Asked:
    """What is asked, or that `column` is one of these actors, or one with them."""
    if not asked or not actors:
        return asked
    kin = 'SELECT m.item FROM member n JOIN member m ON m."group" = n."group" WHERE n.kind = \'actor\''
    either = f"{column} IN ({kin} AND {_among('n.item', actors)}) OR {_among(column, actors)}"
    return Asked((f"({' AND '.join(asked.conditions)} OR {either})",), (*asked.values, *actors, *actors))


def said_by_actor(key: str, taken: Sequence[str], gone: Sequence[str]) -> Asked:
    """That the actor with this key says a statement `s`; people have put `taken` to it, and `gone` to others."""
    asked = Asked().also(f"s.actor IN {MEMBERS}", key, key)
    return _or_corrected(asked, dict.fromkeys(taken, True) | dict.fromkeys(gone, False))


def _said_by(who: str, engine: Engine, *, since: int, often: bool) -> Asked:
    """By an actor one of whose spellings has these words, or with them in the words that describe the speaker."""
    row = terms.terms(who)
    if not row:
        raise QueryError(f"who:{who} has no word to look for")
    names, name = engine.matching("search_name", row)
    described, said = engine.matching("search_statement", row, "who", since=since)
    called = _CALLED_SO.format(names=names, actor="s.actor") if often else f"s.actor IN {_NAMED.format(names=names)}"
    number = "+s.nr" if often else "s.nr"
    return Asked((f"({called} OR {number} IN {described})",), (name, name, said))


def of_words(table: str, number: str, words: str, engine: Engine, *, since: int = 0) -> Asked:
    """That a row, whose number is the column `number` and not less than `since`, has `words`."""
    row = terms.terms(words)
    if not row:
        if words.strip():
            raise QueryError(f"{words!r} has no word to look for; words are letters and digits")
        return Asked()
    found, value = engine.matching(table, row, since=since)
    return Asked((f"{number} IN {found}",), (value,))


def after(query: Query) -> Asked:
    """That an article `a` comes after the place that is asked for, in lists of the latest."""
    if not query.past:
        return Asked()
    moment, article, *_ = query.past
    return Asked(("a.moment <= ? AND (a.moment < ? OR a.id > ?)",), (moment, moment, article))


def after_said(query: Query) -> Asked:
    """The same of a statement `s` of an article `a`."""
    if not query.past:
        return Asked()
    moment, article, statement = query.past
    inside = f"a.id = ? AND s.nr > coalesce((SELECT p.nr FROM statement p WHERE p.id = ?), {_NOWHERE})"
    condition = f"a.moment <= ? AND (a.moment < ? OR a.id > ? OR ({inside}))"
    return Asked((condition,), (moment, moment, article, article, statement))


def after_edit(query: Query) -> Asked:
    """The same of an edit, whose later version was seen at `v.seen`."""
    if not query.past:
        return Asked()
    seen, article = query.past
    return Asked(("v.seen <= ? AND (v.seen < ? OR v.article > ?)",), (seen, seen, article))


def after_group(query: Query, day: str, name: str) -> Asked:
    """The same of a group, whose last day and id these columns are."""
    if not query.past:
        return Asked()
    last, group = query.past
    return Asked((f"{day} <= ? AND ({day} < ? OR {name} > ?)",), (last, last, group))


def named(words: str, engine: Engine, *, often: bool) -> Asked:
    """That an actor `x` is called so, in one of its spellings; often: whether many are."""
    row = terms.terms(words)
    if not row:
        return Asked()
    names, value = engine.matching("search_name", row)
    if often:
        return Asked((f"({_CALLED_SO.format(names=names, actor='x.id')})",), (value, value))
    return Asked((f"x.id IN {_NAMED.format(names=names)}",), (value, value))


def _among(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join('?' * len(values))})"


def _literal(text: str) -> str:
    return "".join(f"!{c}" if c in "!%_" else c for c in text)


def limit(query: Query) -> tuple[str, tuple[int, ...]]:
    """The clause for at most so many rows, and its values."""
    return (" LIMIT ?", (max(0, query.limit),)) if query.limit is not None else ("", ())
