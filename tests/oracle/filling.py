"""What a question is filled with: ids, pages, cursors, filters, orders and searches, as literals or as variables."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull

from schema.kit import Kind, Record, camel
from schema.registry import RECORDS
from schema.types.served import GRAPHQL
from tests.oracle.county import AGENCIES, AREAS, UNITS, WORDS
from tests.oracle.document import named
from tests.oracle.values import wired
from tests.oracle.world import FIELDS, KINDS, WAYS, World

LONG = "a_name_of_more_than_sixty_three_bytes_that_a_database_would_cut_short_"


@dataclass
class Pool:
    """What a question may be filled with: values of the county's rows, and cursors of answers given earlier."""

    world: World
    twin: str
    about: list[str]
    bait: tuple[str, str] | None = None  # record and field that filters and orders like to speak of
    cursors: dict[tuple[str, tuple[tuple[str, bool], ...]], set[str]] = field(default_factory=dict)


@dataclass
class Filling:
    """Fills the arguments of one operation in the making, and keeps its variables."""

    random: Random
    pool: Pool
    names: int = field(default=0, kw_only=True)
    variables: dict[str, Any] = field(default_factory=dict, kw_only=True)
    declared: list[str] = field(default_factory=list, kw_only=True)
    known: dict[str, tuple[str, Any]] = field(default_factory=dict, kw_only=True)  # variable -> its type and value, to use again

    def sortable(self, record: Record) -> list[str]:
        """Fields that may be sorted by."""
        return []

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def name(self, stem: str) -> str:
        self.names += 1
        return f"{LONG if self.chance(0.05) else ''}{stem}{self.names}"

    def near(self, of: Any) -> bool:
        """Whether a field leads to what this county's questions are about."""
        return any(RECORDS[name].type_name in str(of) for name in self.pool.about)

    # --- arguments ----------------------------------------------------------------------------------------------------

    def arguments(self, parent: str, name: str, declared: Any) -> str:
        if not declared:
            return ""
        given: dict[str, str] = {}
        if "id" in declared:
            expected = KINDS[named(GRAPHQL.type_map[parent].fields[name].type).name] if name != "node" else None  # type: ignore[attr-defined]
            given["id"] = self.value(declared["id"].type, self._id(expected))
        elif "depth" in declared:
            depth = self.random.choice((0, 1, 1, 2, 3, None) if self.chance(0.97) else (-1, 4))
            given = {"depth": self.value(declared["depth"].type, depth)} if self.chance(0.7) else {}
        elif "ids" in declared:
            given["ids"] = self.value(declared["ids"].type, [self._id(None) for _ in range(self.random.choice((0, 1, 2, 3, 5) if self.chance(0.98) else (100, 101)))])
        else:
            given = self._page(KINDS[named(GRAPHQL.type_map[parent].fields[name].type).name.removesuffix("Connection")], declared)  # type: ignore[attr-defined]
        pairs = list(given.items())
        self.random.shuffle(pairs)
        return f"({', '.join(f'{name}: {value}' for name, value in pairs)})" if pairs else ""

    def _page(self, record: Record, declared: Any) -> dict[str, str]:
        given: dict[str, Any] = {}
        orders: list[tuple[str, bool]] = []
        if "orderBy" in declared and self.chance(0.45):
            orders = [(self._ordered(record), self.chance(0.5)) for _ in range(self.random.choice((1, 1, 1, 2, 3)))]
            given["orderBy"] = [{"field": name.upper()} | ({"direction": "DESC"} if down else self.random.choice(({}, {"direction": "ASC"}, {"direction": None})))
                                for name, down in orders]
        elif "orderBy" in declared and self.chance(0.05):
            given["orderBy"] = self.random.choice((None, []))
        size = self.random.choice((0, 1, 1, 2, 2, 3, 5, 10, 20, 100))
        cursor = self._cursor(record, orders)
        match self.random.randrange(10):
            case 0 | 1 | 2:
                given["last"] = size
                given |= {"before": cursor} if cursor else {}
            case 3 | 4 | 5 | 6:
                given["first"] = size
                given |= {"after": cursor} if cursor else {}
            case 7 if cursor:
                given["after"] = cursor
        if self.chance(0.02):
            given |= self.random.choice(({"first": -1}, {"first": 101}, {"first": 1, "last": 1}, {"before": "WyIxIl0="}, {"after": "x"}, {"first": None}, {"after": None}))
        if "filter" in declared and self.chance(0.4):
            given["filter"] = self._filter(record, self.random.choice((1, 2, 2, 3)))
        if "search" in declared and self.chance(0.2):
            given["search"] = self._search(record)
        return {name: self.value(declared[name].type, value) for name, value in given.items()}

    def _ordered(self, record: Record) -> str:
        every = [f.name for f in record.fields if f.order]
        if self.pool.bait and self.pool.bait[0] == record.name and self.pool.bait[1] in every and self.chance(0.5):
            return self.pool.bait[1]
        sound = self.sortable(record)
        unsound = [name for name in every if name not in sound]
        return self.random.choice(unsound if sound and unsound and self.chance(0.12) else sound if sound and self.chance(0.85) else every)

    def _cursor(self, record: Record, orders: list[tuple[str, bool]]) -> str | None:
        known = self.pool.cursors.get((record.name, tuple(orders)))
        if self.chance(0.015):
            return self._bad_cursor(record)
        if self.chance(0.02) and self.pool.cursors:
            known = self.pool.cursors[self.random.choice(sorted(self.pool.cursors))]
        return self.random.choice(sorted(known)) if known and self.chance(0.6) else None

    def _bad_cursor(self, record: Record) -> str:
        held = self.random.choice(([], [None], ["x"], [1], {"a": 1}, ["2026-01-01", "y"], [None, None], ["\0"], ["\ud800"], ["\ud800", "\ud800"], [[]]))
        return self.random.choice(("", "!", "WyJ4", "WyJ4Il0", base64.b64encode(b"\xff\xfe").decode(), base64.b64encode(json.dumps(held).encode()).decode(),
                                   base64.b64encode(b"[" * 3000).decode()))

    def _id(self, expected: Record | None) -> str:
        """The id of a row: mostly one there is."""
        if self.chance(0.02):
            return self.random.choice(("", "x", "5", "Case", "Case:510522", "Case:510522:", "Case:abcdef:x", "Nothing:510522:1", "Agency:510522:\0", "Case:510522:" + "0" * 300))
        world = self.pool.world
        record = expected if expected is not None and self.chance(0.95) else self.random.choice([RECORDS[n] for n in (*RECORDS, "case", "party", "mediation")])
        rows = world.rows[record.name]
        row = self.random.choice(rows) if rows else None
        if row is None or self.chance(0.03):
            return f"{record.type_name}:{world.county}:{'FY-9' if record.key == 'code' else '01920000-0000-7000-8000-00000000ffff'}"
        name = next((kind[1] for kind in record.variants if row[record.variant_field or ""] == kind[0] and self.chance(0.9)), record.type_name)
        return f"{name}:{self.pool.twin if self.chance(0.03) else world.county}:{row[record.key]}"

    # --- filters ------------------------------------------------------------------------------------------------------

    def _filter(self, record: Record, deep: int) -> dict[str, Any]:
        of: Any = GRAPHQL.type_map[f"{record.type_name}Filter"]
        found: dict[str, Any] = {}
        for _ in range(self.random.choice((0, 1, 1, 1, 1, 2, 3))):
            near = [name for name in of.fields if self.near(of.fields[name].type) and name not in ("and", "or", "not")]
            name = self.random.choice(near if near and self.chance(0.25) else list(of.fields))
            if self._baited(record) in of.fields and self.chance(0.5):
                name = str(self._baited(record))
            if self.chance(0.03):
                found[name] = None
            elif name in ("and", "or", "not"):
                if deep:
                    found[name] = self._filter(record, deep - 1) if name == "not" else [self._filter(record, deep - 1) for _ in range(self.random.choice((0, 1, 2, 2)))]
            elif name in WAYS[record.name] and name not in FIELDS[record.name]:
                if deep:
                    found[name] = self._filter(WAYS[record.name][name].record, deep - 1)
            else:
                found[name] = self._test(record, name, of.fields[name].type)
        if not found and self.chance(0.7):
            return self._filter(record, deep)
        return found

    def _baited(self, record: Record) -> str | None:
        """The GraphQL name of the field that questions about this record should go for."""
        bait = self.pool.bait
        if bait is None or bait[0] != record.name or bait[1] not in record.by_name:
            return None
        f = record.by_name[bait[1]]
        return camel(f.link if f.kind is Kind.LINK else f.name)

    def _test(self, record: Record, name: str, of: Any) -> dict[str, Any]:
        ops = [op for op in of.fields]
        return {op: self._operand(record, name, op) for op in self.random.sample(ops, self.random.choice((1, 1, 1, 2)))}

    def _operand(self, record: Record, name: str, op: str) -> Any:
        if self.chance(0.06):
            return None
        if op == "in":
            return [self._sample(record, name, "eq") for _ in range(self.random.choice((0, 1, 2, 3)))]
        return self._sample(record, name, op)

    def _sample(self, record: Record, name: str, op: str) -> Any:
        """A value such as a row of the county has, whether the actor may see it or not."""
        if name == "id":
            return self._id(record)
        f = FIELDS[record.name][name]
        column = f"{f.name}_masked" if f.kind is Kind.PROTECTED else f.name
        values = [row[column] for row in self.pool.world.rows[record.name] if row.get(column) is not None]
        value = self.random.choice(values) if values and self.chance(0.9) else None
        if f.kind in (Kind.TEXT, Kind.PROTECTED):
            return self._text("" if value is None else value, op)
        if value is None:
            return {Kind.CHOICE: f.choices[0].value if f.choices else None, Kind.BOOLEAN: True, Kind.INTEGER: 7, Kind.MONEY: "12.30", Kind.DATE: "2026-03-01",
                    Kind.INSTANT: "2026-11-24T10:00:00+08:00"}[f.kind]
        return self._spelled(f.kind, wired(value))

    def _spelled(self, kind: Kind, value: Any) -> Any:
        """The same value written otherwise."""
        if kind is Kind.INSTANT and self.chance(0.4):
            at = datetime.fromisoformat(value).astimezone(timezone(timedelta(hours=self.random.choice((8, -11, 14)), minutes=self.random.choice((0, 30)))))
            return self.random.choice((at.isoformat(), value.replace("+00:00", "Z")))
        if kind is Kind.MONEY and self.chance(0.4):
            return self.random.choice((value.removesuffix(".00"), value.removesuffix("0"), f"-{value}"))
        return value

    def _text(self, value: str, op: str) -> str:
        if self.chance(0.01):
            return self.random.choice(("\0", "a\0b", "\ud800", "罗\udfff"))
        if op == "contains" and value and self.chance(0.8):
            start = self.random.randrange(len(value))
            value = value[start:start + self.random.choice((1, 2, 3, 8))]
            return self.random.choice((value, value, value.upper(), value.lower(), value.swapcase()))
        if op == "startsWith" and self.chance(0.8):
            return value[:self.random.choice((0, 1, 2, 4))]
        if self.chance(0.05):
            return self.random.choice((*WORDS, *(code for code, _ in AGENCIES), *(unit for unit, *_ in UNITS), *AREAS, "罗*", "****0004"))
        return value

    def _search(self, record: Record) -> str:
        words = []
        for _ in range(self.random.choice((0, 1, 1, 1, 2))):
            f = self.random.choice([f for f in record.fields if f.search])
            values = [row[f.name] for row in self.pool.world.rows[record.name] if row[f.name]]
            words.append(self._text(self.random.choice(values) if values else "荔枝", "contains"))
        return self.random.choice((" ", "\u3000", "  ")).join(words)

    # --- values -------------------------------------------------------------------------------------------------------

    def value(self, of: Any, value: Any) -> str:
        """A value as a literal, or as a variable of its type."""
        half = isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value)  # no literal can say it
        if half or self.chance(0.12):
            return self.variable(of, value, given=half)
        if value is None:
            return "null"
        inner = of.of_type if isinstance(of, GraphQLNonNull) else of
        if isinstance(inner, GraphQLList):
            if isinstance(value, list):
                if len(value) == 1 and self.chance(0.3):
                    return self._literal_of(inner.of_type, value[0])
                return f"[{', '.join(self.value(inner.of_type, each) for each in value)}]"
            return self.value(inner.of_type, value)
        return self._literal_of(inner, value)

    def _literal_of(self, of: Any, value: Any) -> str:
        inner = of.of_type if isinstance(of, GraphQLNonNull) else of
        if value is None:
            return "null"
        if isinstance(inner, GraphQLInputObjectType):
            return "{" + ", ".join(f"{name}: {self.value(inner.fields[name].type, each)}" for name, each in value.items()) + "}"
        if isinstance(inner, GraphQLEnumType):
            return str(value)
        if isinstance(value, str) and value.isalnum() and self.chance(0.1):
            return f'"""{value}"""'
        return json.dumps(value, ensure_ascii=self.chance(0.3))

    def variable(self, of: Any, value: Any, given: bool = False) -> str:
        """A variable that holds the value: given, or left out for its default."""
        kind, needed = str(of), isinstance(of, GraphQLNonNull)
        again = [name for name, (of_kind, held) in self.known.items() if of_kind == kind and held == value]
        if again and self.chance(0.5):
            return f"${self.random.choice(again)}"
        name = self.name("v")
        self.known[name] = (kind, value)
        if value is None and self.chance(0.5):
            self.declared.append(f"${name}: {kind}")  # left out: as if the argument had not been written
            return f"${name}"
        given = given or "\\ud8" in json.dumps(value) or "\\udf" in json.dumps(value)
        if not given and self.chance(0.3) and not needed:
            self.declared.append(f"${name}: {kind} = {self._plain(of, value)}")
            if self.chance(0.3):
                self.variables[name] = value
        elif not given and needed and self.chance(0.2):
            self.declared.append(f"${name}: {kind.removesuffix('!')} = {self._plain(of, value)}")
        else:
            self.declared.append(f"${name}: {kind}")
            self.variables[name] = value
        return f"${name}"

    def _plain(self, of: Any, value: Any) -> str:
        """A literal without variables, for a default."""
        inner = of.of_type if isinstance(of, GraphQLNonNull) else of
        if value is None:
            return "null"
        if isinstance(inner, GraphQLList):
            return f"[{', '.join(self._plain(inner.of_type, each) for each in value)}]" if isinstance(value, list) else self._plain(inner.of_type, value)
        if isinstance(inner, GraphQLInputObjectType):
            return "{" + ", ".join(f"{name}: {self._plain(inner.fields[name].type, each)}" for name, each in value.items()) + "}"
        return str(value) if isinstance(inner, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)
