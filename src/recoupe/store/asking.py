"""A Query as conditions of SQL: every value goes beside the SQL, never into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe.errors import QueryError
from recoupe.store import terms
from recoupe.store.part import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.ledger import Query
    from recoupe.store.engine import Engine

_CALLED = "SELECT y.id FROM name w JOIN actor y ON y.folded = w.folded WHERE w.nr IN {names}"
_NAMED = (  # those who are called so, and those who are one with them
    f"({_CALLED} UNION ALL SELECT m.item FROM member m WHERE m.kind = 'actor' AND m.\"group\" IN"
    f" (SELECT n.\"group\" FROM member n WHERE n.kind = 'actor' AND n.item IN ({_CALLED})))"
)
_IN_CLAIM = (
    'SELECT 1 FROM member c JOIN groups k ON k."key" = c."group"'
    " WHERE c.kind = 'claim' AND c.item = s.id AND k.disputed = 1"
)


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

    def where(self) -> str:
        """The clause."""
        return f" WHERE {' AND '.join(self.conditions or ('1 = 1',))}"


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
        one = "a.site = ? OR a.site LIKE ? ESCAPE '!'"
        values = [v for s in query.sites for v in (s, f"%.{_literal(s)}")]
        asked = asked.also(f"({' OR '.join([one] * len(query.sites))})", *values)
    if query.country:
        one = "SELECT 1 FROM actor y WHERE y.article = a.id AND y.country = ? AND y.hidden = 0"
        asked = asked.also(f"EXISTS ({one})", query.country)
    if query.linked is not None:
        asked = asked.also(f"a.linked = {int(query.linked)}")
    if query.added is not None:
        asked = asked.also("a.added >= ?", written(query.added))
    return asked if query.hidden else asked.also("a.hidden = 0")


def of_statements(query: Query, engine: Engine, actor: str | None) -> Asked:
    """What is asked of statements `s`, but their words; `actor` is the key of the actor's group."""
    asked = Asked()
    if query.who:
        asked = asked.plus(_said_by(query.who, engine))
    if query.stances:
        asked = asked.also(_among("s.stance", query.stances), *query.stances)
    if actor is not None:
        asked = asked.also(f"s.actor IN {MEMBERS}", actor, actor)
    if query.disputed is not None:
        asked = asked.also(f"{'' if query.disputed else 'NOT '}EXISTS ({_IN_CLAIM})")
    return asked


def _said_by(who: str, engine: Engine) -> Asked:
    """By an actor one of whose spellings has these words, or with them in the words that describe the speaker."""
    row = terms.terms(who)
    if not row:
        raise QueryError(f"who:{who} has no word to look for")
    names, name = engine.matching("search_name", row)
    described, said = engine.matching("search_statement", row, "who")
    return Asked((f"(s.actor IN {_NAMED.format(names=names)} OR s.nr IN {described})",), (name, name, said))


def of_words(table: str, number: str, words: str, engine: Engine) -> Asked:
    """That a row, whose number is the column `number`, has `words`."""
    row = terms.terms(words)
    if not row:
        if words.strip():
            raise QueryError(f"{words!r} has no word to look for; words are letters and digits")
        return Asked()
    found, value = engine.matching(table, row)
    return Asked((f"{number} IN {found}",), (value,))


def named(words: str, engine: Engine) -> Asked:
    """That an actor `x` is called so, in one of its spellings."""
    row = terms.terms(words)
    if not row:
        return Asked()
    names, value = engine.matching("search_name", row)
    return Asked((f"x.id IN {_NAMED.format(names=names)}",), (value, value))


def _among(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join('?' * len(values))})"


def _literal(text: str) -> str:
    return "".join(f"!{c}" if c in "!%_" else c for c in text)


def limit(query: Query) -> tuple[str, tuple[int, ...]]:
    """The clause for at most so many rows, and its value."""
    return (" LIMIT ?", (max(0, query.limit),)) if query.limit is not None else ("", ())


def values(parts: Iterable[Asked]) -> list[Any]:
    """The values of all parts."""
    return [v for p in parts for v in p.values]
