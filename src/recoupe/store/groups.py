"""Groups in the tables: joined where links are new, derived anew where something was taken away or people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from recoupe import ids
from recoupe.ledger import Member
from recoupe.model import Group
from recoupe.store import grouping, rows
from recoupe.store.claimed import Claimed, as_now
from recoupe.store.grouping import Bond, Decided
from recoupe.store.part import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from recoupe.model import GroupKind, Polarity

KINDS: tuple[GroupKind, ...] = ("story", "claim", "actor", "network")
LONELY: dict[str, str] = {"story": "article", "actor": "actor"}  # what is a group of one too, and where it lies
_TOUCHED = 5_000  # members that are derived at a time
_COLUMNS = '"key", kind, id, smallest, size, first_day, last_day, disputed'
_SIDED = ("for", "against")
# Days of publication of members: what is not found there is no longer a fact, or of no claim, since it is hidden or
# stands in an earlier version of a page.
_DAYS = {
    "story": "SELECT id, day, day FROM article WHERE id IN ({ids})",
    "claim": (
        "SELECT s.id, a.day, a.day FROM statement s JOIN article a ON a.id = s.article"
        " WHERE s.id IN ({ids}) AND s.hidden = 0 AND a.hidden = 0 AND a.later IS NULL"
    ),
    "actor": "SELECT x.id, a.day, a.day FROM actor x JOIN article a ON a.id = x.article WHERE x.id IN ({ids})",
    "network": (
        "SELECT site, coalesce(min(nullif(day, '')), ''), max(day) FROM article WHERE site IN ({ids}) GROUP BY site"
    ),
}


class Row(NamedTuple):
    """A row of the table."""

    key: str
    kind: GroupKind
    id: str
    smallest: str
    size: int
    first: str
    last: str
    disputed: int


class Groups(Claimed):
    """See the protocol of the same name in ledger/protocol.py."""

    def group(self, group_id: str) -> Group | None:
        """The group with this id, or that it led to since."""
        row = self._row(group_id)
        return as_group(row) if row else None

    def left_of(self, claim: str) -> str | None:
        """The statement that is left of a claim that is no more."""
        row, end = self._led(claim)
        is_left = row is None and ids.group_kind(claim) == "claim" and end != claim
        return (
            end if is_left and self.engine.all("SELECT 1 FROM statement WHERE id = ? AND hidden = 0", (end,)) else None
        )

    def _row(self, group_id: str) -> Row | None:
        """The row of the group with this id, or that it led to since."""
        return self._led(group_id)[0]

    def _led(self, group_id: str) -> tuple[Row | None, str]:
        """The row of the group and the last id on the way there; ids that led to each other in turn end somewhere."""
        seen: set[str] = set()
        kind = ids.group_kind(group_id)
        while kind and group_id not in seen:
            seen.add(group_id)  # a claim that is no more leads to a statement
            member = ids.named(kind, group_id) if ids.group_kind(group_id) else group_id
            if found := self._home(kind, member) if member else self._rows_of("id = ?", group_id):
                return found, group_id
            further = self.engine.all("SELECT new FROM redirect WHERE old = ?", (group_id,))
            group_id = further[0][0] if further else group_id
        return None, group_id

    def _rows_of(self, condition: str, *values: str) -> Row | None:
        found = self.engine.all(f"SELECT {_COLUMNS} FROM groups WHERE {condition}", values)
        return Row(*found[0]) if found else None

    def _home(self, kind: str, member: str) -> Row | None:
        """The row of the group of a member; of one that is alone it is made up, and its key is the member."""
        found = self._rows_of('"key" = (SELECT "group" FROM member WHERE kind = ? AND item = ?)', kind, member)
        if found or kind not in LONELY:
            return found
        later = "SELECT b.id FROM article a JOIN article b ON b.id = a.later WHERE a.id = ? AND b.hidden = 0"
        if kind == "story" and (stands := self.engine.all(later, (member,))):
            return self._home(kind, stands[0][0])
        day = [r[1] for r in self.of_ids(_DAYS[kind], [member])]
        return (
            Row(member, cast("GroupKind", kind), ids.group(kind, member), member, 1, day[0], day[0], 0) if day else None
        )

    def group_of(self, kind: GroupKind, member: str) -> Group | None:
        """The group of a member."""
        row = self._home(kind, member)
        return as_group(row) if row else None

    def members(self, group_id: str) -> Iterator[Member]:
        """The members of a group, by id."""
        row = self._row(group_id)
        if row and row.key == row.smallest:
            yield Member(row.smallest)
        elif row:
            sql = 'SELECT item, polarity FROM member WHERE "group" = ? ORDER BY item'
            yield from (Member(item, side) for item, side in self.engine.stream(sql, (row.key,)))

    # What follows happens inside a transaction.

    def _join(self, kind: GroupKind, bonds: Sequence[Bond]) -> None:
        """Make the groups of the two ends of each bond one."""
        if not bonds:
            return
        items = sorted({end for b in bonds for end in (b.a, b.b)})
        if kind not in LONELY or self._decided_on(kind, items):
            self._derive(kind, items)
            return
        key_of = {item: item for item in items} | dict(self._keys(kind, items))
        joined = grouping.groups(set(key_of.values()), [Bond(key_of[b.a], key_of[b.b]) for b in bonds])
        for keys in joined:
            if len(keys) > 1:
                self._merge(kind, list(keys))

    def _keys(self, kind: str, items: Iterable[str]) -> Iterator[tuple[str, str]]:
        """(member, key of its group)."""
        sql = 'SELECT item, "group" FROM member WHERE item IN ({ids}) AND kind = ?'
        yield from ((item, key) for item, key in self.of_ids(sql, items, kind))

    def _decided_on(self, kind: str, items: Sequence[str]) -> bool:
        """Whether people have decided something of `items` or of their groups."""
        if not self.engine.all("SELECT 1 FROM review WHERE kind = ? AND withdrawn IS NULL LIMIT 1", (kind,)):
            return False
        if any(True for _ in self._verdicts(kind, list(items))):
            return True
        sql = (
            "SELECT 1 FROM review r JOIN member m ON m.kind = r.kind AND (m.item = r.a OR m.item = r.b)"
            ' WHERE m."group" IN ({ids}) AND r.kind = ? AND r.withdrawn IS NULL LIMIT 1'
        )
        return any(True for _ in self.of_ids(sql, {key for _, key in self._keys(kind, items)}, kind))

    def _merge(self, kind: GroupKind, keys: list[str]) -> None:
        """Pour the smaller groups into the largest; members that are alone have their own id for a key."""
        found = [Row(*r) for r in self.of_ids(f'SELECT {_COLUMNS} FROM groups WHERE "key" IN ({{ids}})', keys)]
        alone = sorted(set(keys) - {r.key for r in found})
        days = {i: first for i, first, _ in self.of_ids(_DAYS[kind], alone)}
        if not found:
            self._write(kind, [dict.fromkeys(alone)], {i: (d, d) for i, d in days.items()})
            return
        into, *others = sorted(found, key=lambda r: (-r.size, r.key))
        gone = [r.key for r in others]
        self.run_of_ids('UPDATE member SET "group" = ? WHERE "group" IN ({ids})', gone, into.key)
        self.run_of_ids('DELETE FROM groups WHERE "key" IN ({ids})', gone)
        self.engine.many("INSERT INTO member VALUES (?, ?, ?, NULL)", [(kind, item, into.key) for item in alone])
        least = min([*(r.smallest for r in found), *alone])
        firsts = [d for d in (*(r.first for r in found), *days.values()) if d]
        lasts = [*(r.last for r in found), *days.values()]
        size = sum(r.size for r in found) + len(alone)
        self.engine.run(
            'UPDATE groups SET id = ?, smallest = ?, size = ?, first_day = ?, last_day = ? WHERE "key" = ?',
            (ids.group(kind, least), least, size, min(firsts, default=""), max(lasts), into.key),
        )

    def _redirect(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Have old ids lead to new ones."""
        sql = "INSERT INTO redirect VALUES (?, ?) ON CONFLICT (old) DO UPDATE SET new = excluded.new"
        self.engine.many(sql, pairs)

    def _derive(self, kind: GroupKind, items: Iterable[str]) -> None:
        """Derive the groups of `items`, and all that hang together with them, from links and reviews."""
        whole, bonds, decided = self._together(kind, items)
        days = {i: (first, last) for i, first, last in self.of_ids(_DAYS[kind], whole)}
        if kind == "network":
            days = dict.fromkeys(sorted(whole), ("", "")) | days  # a site needs no article
        former = self._former(whole - days.keys()) if kind == "claim" else set()
        if kind == "claim":  # by what is hidden only what people decided holds together
            held = {end for d in decided if d.joins for end in (d.a, d.b)} - days.keys() - former
            bonds = [b for b in bonds if held.isdisjoint((b.a, b.b))]
            former |= held
        found = grouping.groups([*days, *former], bonds, decided)
        made = [now for g in found if (now := {i: side for i, side in g.items() if i not in former})]
        old = self._dissolve(kind, whole)
        alive = {ids.group(kind, min(g)) for g in made if kind in LONELY or len(g) > 1}
        if kind == "claim":
            home = {item: min(g.keys() - former or g) for g in found for item in g}
            self._lead_claims(old, home, alive, former)
        else:
            self._lead(kind, old, {item: ids.group(kind, min(g)) for g in made for item in g}, alive)
        made = [g for g in made if len(g) > 1]
        if kind == "claim":
            stances = self._stances(item for g in made for item in g)
            made = [dict(grouping.oriented(g, stances)) for g in made]
        self._write(kind, made, days)

    def _lead(self, kind: str, old: Mapping[str, list[str]], home: Mapping[str, str], alive: Collection[str]) -> None:
        """Have the ids of groups that are no more lead to where their smallest member is now."""
        gone = {id_: mine for id_, mine in old.items() if id_ not in alive and ids.named(kind, id_) not in home}
        leads = ((id_, next((home[i] for i in mine if i in home), "")) for id_, mine in gone.items())
        self._redirect([(id_, new) for id_, new in leads if new and new != id_])
        self.run_of_ids("DELETE FROM redirect WHERE old IN ({ids})", sorted(alive))

    def _lead_claims(
        self, old: Mapping[str, list[str]], home: Mapping[str, str], alive: Collection[str], former: Collection[str]
    ) -> None:
        """Have claims that are no more lead to a statement of theirs, and one of an earlier version to what stands."""
        gone = [(id_, mine) for id_, mine in old.items() if id_ not in alive]
        leads = [(id_, next((home[i] for i in mine if i in home), mine[0])) for id_, mine in gone]
        self._redirect(leads + [(item, home[item]) for item in sorted(former) if home[item] != item])
        self.run_of_ids("DELETE FROM redirect WHERE old IN ({ids})", sorted({*alive, *home.values()}))

    def _dissolve(self, kind: str, items: Collection[str]) -> dict[str, list[str]]:
        """Take the groups of `items` away; their ids and members, the smallest first."""
        keys = {key for _, key in self._keys(kind, items)}
        sql = 'SELECT g.id, m.item FROM groups g JOIN member m ON m."group" = g."key" WHERE g."key" IN ({ids})'
        old: dict[str, list[str]] = {}
        for id_, item in self.of_ids(sql, keys):
            old.setdefault(id_, []).append(item)
        self.run_of_ids('DELETE FROM member WHERE "group" IN ({ids})', keys)
        self.run_of_ids('DELETE FROM groups WHERE "key" IN ({ids})', keys)
        return {id_: sorted(found) for id_, found in old.items()}

    def _write(
        self,
        kind: GroupKind,
        made: Sequence[Mapping[str, Polarity | None]],
        days: Mapping[str, tuple[str, str]],
    ) -> None:
        """Put groups into the tables."""
        new, members = [], []
        for g in made:
            smallest = min(g)
            id_ = ids.group(kind, smallest)
            first = min((days[i][0] for i in g if days[i][0]), default="")
            disputed = int(set(g.values()) >= set(_SIDED))
            new.append((id_, kind, id_, smallest, len(g), first, max(days[i][1] for i in g), disputed))
            members += [(kind, item, id_, side) for item, side in g.items()]
        self.engine.many(f"INSERT INTO groups ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", new)
        self.engine.many("INSERT INTO member VALUES (?, ?, ?, ?)", members)

    def _together(self, kind: str, items: Iterable[str]) -> tuple[set[str], list[Bond], list[Decided]]:
        """All that hangs together with `items`, by links, reviews or groups as they are; and what holds it."""
        whole: set[str] = set()
        bonds: dict[tuple[str, str, str], Bond] = {}
        verdicts: dict[str, tuple[Any, ...]] = {}
        found = set(items)
        while found:
            whole |= found
            new = list(found)
            verdicts |= {r[0]: r for r in self._verdicts(kind, new)}
            bonds |= self._bonds(kind, new)
            ends = {end for b in bonds.values() for end in (b.a, b.b)} | {e for v in verdicts.values() for e in v[2:4]}
            mates = {i for (i,) in self._mates(kind, new)}
            found = (ends | mates) - whole
        latest = sorted(verdicts.values(), key=lambda v: (v[4], v[0]), reverse=True)
        joining = [v for v in latest if v[1] in _JOINING]
        changed = self._changed(whole) if kind == "claim" else {}
        stances = self._stances({end for v in joining for end in v[2:4]}) if kind == "claim" and joining else {}
        found_so = list(bonds.values())
        if changed:
            found_so = [b._replace(sides=as_now((b.a, b.b), b.sides, changed)) for b in found_so]
        return whole, _judged(found_so, latest), [_decided(v, stances) for v in joining]

    def _verdicts(self, kind: str, items: list[str]) -> Iterator[Any]:
        """(id, verdict, a, b, time, value) of the reviews that touch `items`."""
        for end in ("a", "b"):
            sql = (
                f"SELECT id, verdict, a, b, made, value FROM review WHERE {end} IN ({{ids}})"
                " AND kind = ? AND verdict NOT IN ('hide', 'rename', 'check') AND withdrawn IS NULL"
            )
            yield from self.of_ids(sql, items, kind)

    def _mates(self, kind: str, items: list[str]) -> Iterator[Any]:
        """The members of the groups of `items`."""
        sql = 'SELECT item FROM member WHERE "group" IN (SELECT "group" FROM member WHERE item IN ({ids}) AND kind = ?)'
        return self.of_ids(sql, items, kind)

    def _bonds(self, kind: str, items: list[str]) -> dict[tuple[str, str, str], Bond]:
        """The bonds that touch `items`, by what makes them: links, and the sides in claims of one article."""
        bonds = {}
        for end in ("a", "b"):
            sql = (
                f"SELECT id, a, b, score, side_a, side_b FROM link WHERE {end} IN ({{ids}})"
                " AND kind = ? AND certain = 1 AND withdrawn IS NULL"
            )
            for id_, a, b, score, side_a, side_b in self.of_ids(sql, items, kind):
                bonds[id_, a, b] = Bond(a, b, score, (side_a, side_b) if kind == "claim" else None)
        if kind == "claim":
            bonds |= self._sides(items) | self._kept_on(items)
        return bonds

    def _derive_all(self, kind: GroupKind) -> None:
        """Derive every group of `kind` that has more than one member, and what links would join."""
        sql = 'SELECT smallest FROM groups WHERE kind = ? AND size > 1 ORDER BY "key"'
        for some in chunks([r[0] for r in self.engine.all(sql, (kind,))], _TOUCHED):
            self._derive(kind, some)


def _judged(bonds: Iterable[Bond], verdicts: Iterable[Any]) -> list[Bond]:
    """`bonds` without those that people rejected, and with those that they confirmed; `verdicts` come latest first."""
    last: dict[tuple[str, str], str] = {}
    for _, verdict, a, b, *_ in verdicts:
        if verdict in {"confirm", "reject"}:
            last.setdefault((a, b), verdict)
    found = [b for b in bonds if last.get((b.a, b.b)) != "reject"]
    sides = {(b.a, b.b): b.sides for b in found}
    sure = (pair for pair, verdict in last.items() if verdict == "confirm")
    return found + [Bond(*pair, _CONFIRMED, sides.get(pair)) for pair in sure]


def _decided(verdict: Any, stances: Mapping[str, str]) -> Decided:
    """A verdict; its sides as they are with the stances of now, where it tells those of then."""
    _, what, a, b, _, value = verdict
    then = dict(zip((a, b), value.split()[2:], strict=False))
    changed = {end: (told, stances[end]) for end, told in then.items() if end in stances}
    return Decided(a, b, what == "merge", as_now((a, b), grouping.sides(value), changed))


_JOINING = {"merge", "split"}
_CONFIRMED = 1.5  # goes before what only machines found


def as_group(row: Row) -> Group:
    """The group of a row."""
    return Group(row.kind, row.id, row.size, rows.day(row.first), rows.day(row.last), bool(row.disputed))
