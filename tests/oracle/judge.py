"""Casbin asked row by row and field by field, on the policy lines themselves; and what could be said of every row there might be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from authz.actor import Actor
from authz.conditions import And, Constant, In, My, Not, Null, Or, Own, Participates, Tree
from authz.grammar import parse
from authz.oracle import Asked, covers, enforce, enforcer
from schema.kit import Kind, Record

Row = Mapping[str, Any]
Line = Sequence[str]
SEEN_WITH_THE_ROW = frozenset({"county", "state", "version", "created_at", "updated_at", "case_id"})
MOST_WORLDS = 60_000


class Undecided(Exception):
    """There are too many conceivable rows to look at each."""


class Judge:
    """What one actor may do; `level` tells his unexpired access to a case."""

    def __init__(self, lines: Sequence[Line], actor: Actor, level: Callable[[Any], int]) -> None:
        self.actor, self.level = actor, level
        self._roles = [line for line in lines if line[0] == "g"]
        self._lines: dict[tuple[str, str], list[Line]] = {}
        for line in lines:
            if line[0] == "p":
                self._lines.setdefault((line[3].replace("#", ".").partition(".")[0], line[4]), []).append(line)
        self._enforcers: dict[tuple[str, str], Any] = {}
        self._kept: dict[Any, bool] = {}
        self._speaking: dict[tuple[str, str], tuple[int, ...]] = {}
        self._sweeps: dict[tuple[str, str], tuple[bool, bool, bool]] = {}

    # --- one row ------------------------------------------------------------------------------------------------------

    def may(self, record: Record, row: Row, act: str = "read") -> bool:
        """Whether the act is allowed on the row."""
        return self._asked(record, record.name, act, row)

    def reads(self, record: Record, row: Row, path: str) -> bool:
        """Whether a field, or an item field inside its list, may be read in full on a row that may be read."""
        if path == record.key or path in SEEN_WITH_THE_ROW:
            return True
        if "." in path and not self.reads(record, row, path.partition(".")[0]):
            return False
        return self._asked(record, f"{record.name}.{path}", "read", row)

    def masks(self, record: Record, row: Row, name: str) -> bool:
        """Whether the masked form of a field may be read."""
        return self._asked(record, f"{record.name}.{name}", "mask", row)

    def reads_whole(self, record: Record, row: Row, name: str) -> bool:
        """Whether a field may be read as one value: a list with all that its elements hold."""
        field = record.by_name[name]
        inner = () if field.copies else field.items
        return self.reads(record, row, name) and all(self.reads(record, row, f"{name}.{item.name}") for item in inner)

    def _asked(self, record: Record, on: str, act: str, row: Row) -> bool:
        lines = self._lines.get((record.name, act), ())
        speaking = self._covering(on, act, lines)
        if not any(lines[n][6] == "allow" for n in speaking):
            return False
        key = (record.name, row[record.key], act, speaking)
        if key not in self._kept:
            if (record.name, act) not in self._enforcers:
                self._enforcers[record.name, act] = enforcer([*lines, *self._roles], [self.actor])
            self._kept[key] = enforce(self._enforcers[record.name, act], on, act, Asked(row, self.actor, self.level))
        return self._kept[key]

    def _covering(self, on: str, act: str, lines: Sequence[Line]) -> tuple[int, ...]:
        """The lines that speak of an object: two objects of which the same lines speak have one answer."""
        if (on, act) not in self._speaking:
            self._speaking[on, act] = tuple(n for n, line in enumerate(lines) if covers(on, line[3]))
        return self._speaking[on, act]

    # --- every row there might be -------------------------------------------------------------------------------------

    def everywhere(self, record: Record, name: str) -> tuple[bool, bool, bool]:
        """Of the rows that roles like these may read: is the field full on all, full on none, and its mask the same on all?

        Rows and persons are made up from the conditions alone: every value they name and one they do not, empty or not,
        own or not, every level of access. What holds for all of these does not depend on the row."""
        if (record.name, name) not in self._sweeps:
            self._sweeps[record.name, name] = self._swept(record, name)
        return self._sweeps[record.name, name]

    def always(self, record: Record, name: str) -> bool:
        """Whether row and field may be read whatever the row holds (so that the row need not even be there)."""
        paths = [name, *(f"{name}.{item.name}" for item in record.by_name[name].items if not record.by_name[name].copies)]
        questions = [("", "read")] + [(path, "read") for path in paths if path != record.key and path not in SEEN_WITH_THE_ROW]
        if record.by_name[name].kind is Kind.PROTECTED:
            return all(found[0] and (found[1] or found[2]) for found in self._worlds(record, [*questions, (name, "mask")]))
        return all(all(found) for found in self._worlds(record, questions))

    def _swept(self, record: Record, name: str) -> tuple[bool, bool, bool]:
        if name == record.key or name in SEEN_WITH_THE_ROW:
            return True, False, True
        field = record.by_name[name]
        protected = field.kind is Kind.PROTECTED
        seen = [(full and not protected, full or (mask and field.mask is not None)) for row, full, mask in self._worlds(record, [("", "read"), (name, "read"), (name, "mask")]) if row]
        return all(full for full, _ in seen), not any(full for full, _ in seen), len({mask for _, mask in seen}) < 2

    def _worlds(self, record: Record, questions: Sequence[tuple[str, str]]) -> Iterator[tuple[bool, ...]]:
        """The answers to some questions in every conceivable world."""
        asked = [self._trees(record, path, act) for path, act in questions]
        leaves = {leaf for pair in asked for side in pair for tree in side for leaf in _leaves(tree)}
        places = _places(leaves)
        size = 1
        for _, options in places:
            size *= len(options)
        if size > MOST_WORLDS:
            raise Undecided(record.name)
        for chosen in product(*(options for _, options in places)):
            world = dict(zip((place for place, _ in places), chosen, strict=True))
            yield tuple(any(_true(t, world) for t in allow) and not any(_true(t, world) for t in deny) for allow, deny in asked)

    def _trees(self, record: Record, path: str, act: str) -> tuple[list[Tree], list[Tree]]:
        on = f"{record.name}.{path}" if path else record.name
        lines = self._lines.get((record.name, act), ())
        me, mine = f"user:{self.actor.user_id}", set(self.actor.roles)
        mine |= {line[2] for line in self._roles if line[1] == me and line[3] in ("*", self.actor.county)}
        held = [line for line in lines if line[1] in mine and line[2] in ("*", self.actor.county) and covers(on, line[3])]
        return ([parse(line[5], record.name) for line in held if line[6] == "allow"],
                [parse(line[5], record.name) for line in held if line[6] == "deny"])


def _leaves(tree: Tree) -> Iterator[Tree]:
    match tree:
        case Not(part):
            yield from _leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case _:
            yield tree


def _places(leaves: set[Tree]) -> list[tuple[Any, list[Any]]]:
    """What a world is made of: the level of access, the actor's agency and branch, and each field with who it names."""
    values: dict[Any, set[Any]] = {}
    own: dict[str, set[str]] = {}
    places: list[tuple[Any, list[Any]]] = []
    for leaf in leaves:
        match leaf:
            case My(what, named):
                values.setdefault(what, set()).update(named)
            case In(field, named):
                values.setdefault(("field", field), set()).update(named)
            case Null(field):
                values.setdefault(("field", field), set())
            case Own(what, field):
                own.setdefault(field, set()).add(what)
                values.setdefault(("field", field), set())
            case Participates():
                if ("level", [0, 1, 2, 3]) not in places:
                    places.append(("level", [0, 1, 2, 3]))
    for place, named in values.items():
        if isinstance(place, tuple):
            flags = sorted(own.get(place[1], ()))
            full = [(value, frozenset(held)) for value in [*sorted(named, key=str), "another"]
                    for held in ([flag for flag, on in zip(flags, picked, strict=True) if on] for picked in product((False, True), repeat=len(flags)))]
            places.append((place, [(None, frozenset()), *full]))
        else:
            places.append((place, [*sorted(named), "another"]))
    return places


def _true(tree: Tree, world: Mapping[Any, Any]) -> bool:
    match tree:
        case Constant(value):
            return value
        case Participates(level, _):
            return bool(world["level"] >= level)
        case My(what, named):
            return world[what] in named
        case Own(what, field):
            return what in world["field", field][1]
        case In(field, named):
            return world["field", field][0] in named
        case Null(field):
            return world["field", field][0] is None
        case Not(part):
            return not _true(part, world)
        case And(parts):
            return all(_true(part, world) for part in parts)
        case Or(parts):
            return any(_true(part, world) for part in parts)
