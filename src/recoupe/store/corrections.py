"""What people say of single things: a better name, a correction, that it is right or not to be shown, a fact check."""

from __future__ import annotations

import datetime as dt
import json
import re
import typing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from recoupe import model
from recoupe.errors import QueryError
from recoupe.model import ClaimReview, Review
from recoupe.store import asking, folding, terms
from recoupe.store.asking import MEMBERS
from recoupe.store.decisions import Decisions
from recoupe.store.part import chunks, now, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from recoupe.ledger import Said
    from recoupe.store.asking import Asked
    from recoupe.store.groups import Row

LONGEST = 300  # characters of a name
_FIELDS = ("who", "stance")
_AT_A_TIME = 100
_CORRECTED = 5_000  # corrections that a search heeds
_CHECKED = ("claim", "rating", "reviewer", "url", "published", "claimant", "title", "lang")
_LONG = 2_000
_ADDRESS = re.compile(r"https?://[^\s/<>\"]+[^\s<>\"]*")
_KINDS = {"a": "article", "s": "statement", "p": "actor"}
_RENAMED = "SELECT a, value FROM review WHERE verdict = 'rename' AND kind = 'actor' AND withdrawn IS NULL"
_LIVE = " AND kind = 'statement' AND verdict IN ('correct', 'confirm') AND withdrawn IS NULL"


class Corrections(Decisions):
    """The part of the protocol Decisions in ledger/protocol.py that is about single facts."""

    def rename(self, actor: str, name: str, *, person: str, note: str = "") -> str:
        """Decide what an actor is called."""
        row = self._row(actor)
        if row is None or row.kind != "actor":
            raise QueryError(f"{actor} is no actor of this ledger")
        return self.decide([Review("actor", "rename", row.smallest, person=person, note=note, value=_name(name))])

    def correct(self, statement: str, told: Mapping[str, str], *, person: str, note: str = "") -> str:
        """Decide what a statement should read."""
        self._there(statement, "statement")
        if not told or not set(told) <= set(_FIELDS):
            raise QueryError(f"of a statement one can correct: {', '.join(_FIELDS)}")
        given = {field: _name(value) if field == "who" else value for field, value in told.items()}
        if (stance := given.get("stance")) is not None and stance not in typing.get_args(model.Stance):
            raise QueryError(f"{stance[:40]!r} is none of {', '.join(typing.get_args(model.Stance))}")
        value = json.dumps(given, ensure_ascii=False, sort_keys=True)
        return self.decide([Review("statement", "correct", statement, person=person, note=note, value=value)])

    def confirm(self, statement: str, *, person: str, note: str = "") -> str:
        """Decide that a statement is as it was read."""
        self._there(statement, "statement")
        return self.decide([Review("statement", "confirm", statement, person=person, note=note)])

    def hide(self, fact: str, *, person: str, note: str = "") -> str:
        """Decide that a fact is not shown."""
        kind = _KINDS.get(fact[:1], "")
        self._there(fact, kind)
        return self.decide([Review(kind, "hide", fact, person=person, note=note)])

    def fact_check(self, claim: str, told: Mapping[str, str], *, person: str, note: str = "") -> str:
        """Write a fact check of a claim."""
        kind, _, member = self._meant(claim)
        if kind != "claim":
            raise QueryError(f"{claim} is no claim of this ledger")
        given = {field: " ".join(value.split()) for field, value in told.items() if value.strip()}
        words = self.engine.all("SELECT words FROM statement WHERE id = ?", (member,))
        given.setdefault("claim", words[0][0] if words else "")
        given.setdefault("published", now()[:10])
        _check(given)
        value = json.dumps(given, ensure_ascii=False, sort_keys=True)
        return self.decide([Review("claim", "check", member, person=person, note=note, value=value)])

    def written_checks(self, statements: Collection[str]) -> Iterator[tuple[Review, ClaimReview]]:
        """Fact checks that people wrote of claims in which these statements stand, the earliest first."""
        for review in self.reviews(of=statements) if statements else ():
            if (review.kind, review.verdict) == ("claim", "check"):
                yield review, ClaimReview(**json.loads(review.value), source=review.value)

    def _corrected(self) -> dict[str, dict[str, str]]:
        """What people have corrected, by statement: the fields, as they read now; the latest corrections alone."""
        sql = f"SELECT a, value FROM review WHERE verdict = 'correct'{_LIVE} ORDER BY made DESC LIMIT {_CORRECTED}"
        told: dict[str, dict[str, str]] = {}
        for statement, value in reversed(self.engine.all(sql)):
            told.setdefault(statement, {}).update(json.loads(value))
        return told

    def _renamed_so(self, words: str) -> list[str]:
        """Actors whom people have called something that has these words, as they call them now."""
        if not words:
            return []
        called: dict[str, str] = dict(self.engine.all(f"{_RENAMED} ORDER BY made DESC LIMIT {_CORRECTED}")[::-1])
        return sorted(actor for actor, name in called.items() if terms.fit(words, name))

    def _said_by(self, row: Row) -> Asked:
        """That an actor says a statement `s`, as people have corrected who says it."""
        told = {one: given["who"] for one, given in self._corrected().items() if "who" in given}
        if not told:
            return asking.said_by_actor(row.key, (), ())
        names = {
            r[0] for r in self.engine.all(f"SELECT DISTINCT folded FROM actor WHERE id IN {MEMBERS}", (row.key,) * 2)
        }
        names |= {folding.folded(name) for name in self._given_names(row.key)}
        read = f"SELECT id FROM statement WHERE id IN ({{ids}}) AND actor IN {MEMBERS}"
        read_so = {r[0] for r in self.of_ids(read, told, row.key, row.key)}
        near = [one for one, who in told.items() if one in read_so or folding.folded(who) in names]
        meant = self._meant_by({one: told[one] for one in near})
        taken, gone = ([one for one in near if (meant.get(one) == row.id) is way] for way in (True, False))
        return asking.said_by_actor(row.key, taken, gone)

    def _given_names(self, key: str) -> list[str]:
        """What people call the actor with this key."""
        return [name for _, name in self.engine.all(f"{_RENAMED} AND a IN {MEMBERS}", (key, key))]

    def _meant_by(self, told: Mapping[str, str]) -> dict[str, str]:
        """The actors whom the names mean that people have put in, by statement; none where it is not one.

        An actor of that name in the article, else the one whom people call so, or the one of that name in the ledger;
        else who was read, where the one name is in the other.
        """
        of = "SELECT s.id, s.article, s.actor, x.folded FROM statement s LEFT JOIN actor x ON x.id = s.actor"
        found: dict[str, str] = {}
        known: dict[tuple[str, str], str | None] = {}
        for one, article, read, called in self.of_ids(f"{of} WHERE s.id IN ({{ids}})", told):
            name = folding.folded(told[one])
            if (name, article) not in known:
                known[name, article] = self._named(name, article)
            group = known[name, article]
            if group is None and read and called and (f" {called} " in f" {name} " or f" {name} " in f" {called} "):
                row = self._home("actor", read)
                group = row.id if row is not None else None
            if group is not None:
                found[one] = group
        return found

    def _named(self, name: str, article: str) -> str | None:
        """The one actor of this folded name in an article that is shown, else by people's names or in the ledger."""
        sql = (
            "SELECT DISTINCT coalesce(g.id, 'w' || substr(x.id, 2)) FROM actor x JOIN article a ON a.id = x.article"
            ' LEFT JOIN member m ON m.kind = \'actor\' AND m.item = x.id LEFT JOIN groups g ON g."key" = m."group"'
            " WHERE x.folded = ? AND x.hidden = 0 AND a.hidden = 0"
        )
        groups = self.engine.all(f"{sql} AND x.article = ? LIMIT 2", (name, article))
        if not groups:
            rows = self.engine.all(f"{_RENAMED} ORDER BY made DESC LIMIT {_CORRECTED}")
            homes = (self._home("actor", one) for one, value in rows if folding.folded(value) == name)
            groups = list({(row.id,) for row in homes if row is not None})
        groups = groups or self.engine.all(f"{sql} LIMIT 2", (name,))
        return groups[0][0] if len(groups) == 1 else None

    def _there(self, fact: str, kind: str) -> None:
        if not kind or not self.engine.all(f"SELECT 1 FROM {kind} WHERE id = ?", (fact,)):
            raise QueryError(f"{fact[:40]} is no {kind or 'article, statement or actor'} of this ledger")

    def _reviewed(self, found: Iterable[Said]) -> Iterator[Said]:
        """Statements with what people say of them, and with when they came."""
        return self._decided(self._timed(found))

    def _timed(self, found: Iterable[Said]) -> Iterator[Said]:
        """Statements, those with their time that came with an edit."""
        if not self._any_edited():
            yield from found
            return
        for some in chunks(found, _AT_A_TIME):
            came = self._came({s.entry.id for s in some})
            for s in some:
                at = came.get((s.entry.id, s.words, s.statement.stance))
                yield replace(s, came=dt.datetime.fromisoformat(at)) if at else s

    def _came(self, articles: Collection[str]) -> dict[tuple[str, str, str], str]:
        """When what these articles say, and their first versions did not, was seen first, by article, words, stance."""
        sql = (
            "SELECT a.later, a.id, min(v.seen) FROM article a JOIN version v ON v.article = a.id"
            " WHERE a.later IN ({ids}) GROUP BY a.later, a.id"
        )
        before = list(self.of_ids(sql, sorted(articles)))
        now = {later: later for later, *_ in before}
        seen = {version: at for _, version, at in before}
        seen |= {a: written(first) for a, (first, _) in self._seen(sorted(now)).items()}
        page = now | {version: later for later, version, _ in before}
        first: dict[str, str] = {}
        for version, at in seen.items():
            first[page[version]] = min(at, first.get(page[version], at))
        said: dict[tuple[str, str, str], str] = {}
        told = "SELECT article, words, stance FROM statement WHERE article IN ({ids})"
        for version, words, stance in self.of_ids(told, sorted(seen)):
            key = page[version], words, stance
            said[key] = min(seen[version], said.get(key, seen[version]))
        return {key: at for key, at in said.items() if at > first[key[0]]}

    def _decided(self, found: Iterable[Said]) -> Iterator[Said]:
        """Statements with what people say of them."""
        if not self.engine.all(f"SELECT 1 FROM review WHERE 1 = 1{_LIVE} LIMIT 1"):
            yield from found
            return
        sql = f"SELECT made, a, verdict, value FROM review WHERE a IN ({{ids}}){_LIVE}"
        for some in chunks(found, _AT_A_TIME):
            told: dict[str, list[Any]] = {}
            for row in sorted(self.of_ids(sql, [s.statement.id for s in some])):
                told.setdefault(row[1], []).append(row)
            shown = [_told(s, told.get(s.statement.id, ())) for s in some]
            named = {s.statement.id: s.statement.who or "" for s in shown if "who" in s.corrected}
            meant = self._meant_by(named) if named else {}
            yield from (replace(s, actor=meant.get(s.statement.id)) if "who" in s.corrected else s for s in shown)


def _told(said: Said, reviews: Iterable[Any]) -> Said:
    """A statement with its reviews, the earliest first."""
    fields: dict[str, Any] = {}
    for *_, value in (r for r in reviews if r[2] == "correct"):
        fields |= json.loads(value)
    confirmed = any(r[2] == "confirm" for r in reviews)
    if not fields and not confirmed:
        return said
    return replace(
        said, statement=replace(said.statement, **fields), corrected=tuple(sorted(fields)), confirmed=confirmed
    )


def _check(given: Mapping[str, str]) -> None:
    """Raise QueryError where a fact check lacks what search engines ask of one, or has what it cannot have."""
    if unknown := sorted(set(given) - set(_CHECKED)):
        raise QueryError(f"a fact check has no {unknown[0]}; it has {', '.join(_CHECKED)}")
    if missing := [field for field in ("claim", "rating", "reviewer", "url") if not given.get(field)]:
        raise QueryError(f"a fact check needs its {' and '.join(missing)}")
    if any(len(value) > _LONG for value in given.values()):
        raise QueryError(f"a field of a fact check has {_LONG:,} characters at most")
    if not _ADDRESS.fullmatch(given["url"]):
        raise QueryError(f"{given['url'][:80]!r} is no address of the web, where the fact check can be read")


def _name(text: str) -> str:
    """`text` as a name. Raises QueryError."""
    name = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not name or len(name) > LONGEST or not any(c.isalnum() for c in name):
        raise QueryError(f"{text[:40]!r} is no name: up to {LONGEST} characters, with a letter among them")
    return name
