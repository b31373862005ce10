"""Random valid operations over the whole schema: roots, fragments, pages, filters, orders, searches, variables, directives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
)

from api.documents import document
from schema.kit import Record, camel
from schema.registry import RECORDS
from schema.types.served import GRAPHQL
from tests.oracle.document import named
from tests.oracle.filling import Filling, Pool
from tests.oracle.reader import Reader
from tests.oracle.world import KINDS

QUERY = {name: f for name, f in GRAPHQL.type_map["Query"].fields.items() if not name.startswith("pull")}  # type: ignore[attr-defined]
LISTS = [name for name, f in QUERY.items() if "first" in f.args]
SINGLES = [name for name, f in QUERY.items() if set(f.args) == {"id"} and name != "node"]
CASES = ("cases", "mediations", "judicialReliefs", "socialReliefReferrals", "recommendations", "parties", "dockets", "tasks", "entries", "conflicts", "shares")
NODES = [of for of in GRAPHQL.get_possible_types(GRAPHQL.type_map["Node"])]  # type: ignore[arg-type]


@dataclass
class Operation:
    """A document, its variables, and who asked it."""

    text: str
    variables: dict[str, Any]


@dataclass
class Questioner:
    """Makes operations for one county."""

    random: Random
    pool: Pool
    sortable: Callable[[Record], list[str]] = lambda _: []
    tried: int = 0
    invalid: int = 0

    def operation(self) -> Operation:
        """A valid operation; what two selections say differently under one name is thrown away and made anew."""
        while True:
            self.tried += 1
            made = _Draft(self.random, self.pool, sort=self.sortable).whole()
            if not document(made.text).errors:  # kept by text: the executor need not look again
                return made
            self.invalid += 1


@dataclass
class _Draft(Filling):
    """One operation in the making."""

    sort: Callable[[Record], list[str]]
    budget: int = 0
    fragments: list[str] = field(default_factory=list)
    ready: list[tuple[str, str]] = field(default_factory=list)  # (type, fragment name) to spread again

    def sortable(self, record: Record) -> list[str]:
        return self.sort(record)

    def whole(self) -> Operation:
        self.budget = self.random.choice((6, 12, 25, 45))
        roots = " ".join(self._root() for _ in range(self.random.choice((1, 1, 1, 1, 2, 2, 3))))
        if self.chance(0.05):
            roots = f"... on Query {{ {roots} }}" if self.chance(0.5) else f"... {{ {roots} }} __typename"
        heading = "query" + (" Asked" if self.chance(0.2) else "") + (f"({', '.join(self.declared)})" if self.declared else "")
        text = f"{heading} {{ {roots} }}" if heading != "query" or self.chance(0.5) else f"{{ {roots} }}"
        return Operation(" ".join([text, *self.fragments]), self.variables)

    def _root(self) -> str:
        chance = self.random.random()
        if chance < 0.03:
            return "__typename"
        if chance < 0.07:
            name = "me"
        elif chance < 0.15:
            name = "inbox"
        elif chance < 0.27:
            name = self.random.choice(("node", "node", "nodes"))
        elif chance < 0.42:
            name = self.random.choice((*SINGLES, "case", "case", "case", "mediation", "judicialRelief", "party"))
        elif chance < 0.75:
            name = self.random.choice([camel(RECORDS[name].plural) for name in self.pool.about if RECORDS[name].listed] or LISTS)
        else:
            name = self.random.choice((*LISTS, *CASES, *CASES))
        return self._field("Query", name, 0)

    # --- selections ---------------------------------------------------------------------------------------------------

    def _field(self, parent: str, name: str, depth: int) -> str:
        """A field with alias, arguments, directives and what is selected below it."""
        declared = GRAPHQL.type_map[parent].fields[name]  # type: ignore[attr-defined]
        of = named(declared.type)
        args = self.arguments(parent, name, declared.args)
        alias = f"{self.name('a')}: " if args or depth == 0 or self.chance(0.12) else ""
        self.budget -= 1
        if isinstance(of, GraphQLScalarType | GraphQLEnumType):
            return f"{alias}{name}{args}{self._directive()}"
        told = [f"{alias}{name}{args}{self._directive()} {{ {self._selection(of, depth + 1, args)} }}" for _ in range(2 if self.chance(0.05) else 1)]
        return " ".join(told)  # now and then the same field twice: both selections are merged

    def _directive(self) -> str:
        if not self.chance(0.05):
            return ""
        value = self.random.choice(("true", "false")) if self.chance(0.5) else self.variable(GraphQLNonNull(GRAPHQL.type_map["Boolean"]), self.chance(0.5))  # type: ignore[type-var]
        return f" @{self.random.choice(('skip', 'include'))}(if: {value})"

    def _selection(self, of: Any, depth: int, args: str = "") -> str:
        """What is asked of an object, part of it wrapped into fragments."""
        if of.name == "Node":
            return self._node(depth, args)
        fields = [name for name, f in of.fields.items() if name not in ("id",)]
        leaves = [name for name in fields if isinstance(named(of.fields[name].type), GraphQLScalarType | GraphQLEnumType)]
        branches = [name for name in fields if name not in leaves]
        parts = [self.random.choice(("id", "__typename"))] if "id" in of.fields and self.chance(0.3) else []
        if of.name in ("Entry", "Conflict") and self.chance(0.5):  # what holds copies
            parts.append("changes { field old new }" if of.name == "Entry" else "path base theirs mine resolution")
        if of.name == "Case" and self.chance(0.2):
            parts.append(self._field("Case", "graph", depth))
        if of.name.endswith("Connection"):
            parts += [self._field(of.name, name, depth) for name in self.random.sample(fields, self.random.choice((1, 2, 2, 3)))]
        else:
            count = self.random.choice((1, 2, 3, 4, 6))
            chosen = self.random.sample(leaves, min(count, len(leaves)))
            parts += [self._field(of.name, name, depth) for name in [*chosen, *(chosen[:1] if self.chance(0.1) else ())]]
            if self.budget > 0 and branches:
                likely = 0.9 if depth < 3 else 0.5 if depth < 6 else 0.15
                near = [name for name in branches if self.near(of.fields[name].type)] or branches
                parts += [self._field(of.name, self.random.choice(self.random.choice((branches, near))), depth)
                          for _ in range(3) if self.chance(likely) and self.budget > 0]
        if isinstance(of, GraphQLInterfaceType):
            parts += [self._on(kind, depth) for kind in GRAPHQL.get_possible_types(of) if self.chance(0.6)]
            parts += self._shared_alias(of)
        if not parts or self.chance(0.06):
            parts.insert(0, self.random.choice(("__typename", f"{self.name('t')}: __typename", *leaves)))
        return " ".join(self._wrapped(parts, of.name))

    def _shared_alias(self, of: GraphQLInterfaceType) -> list[str]:
        """One response key that means another field in every variant."""
        if not self.chance(0.15):
            return []
        alias = self.name("v")
        found = []
        for kind in GRAPHQL.get_possible_types(of):
            own = [name for name, f in kind.fields.items() if not f.args and str(f.type) == "String" and name not in of.fields]
            if own:
                found.append(f"... on {kind.name} {{ {alias}: {self.random.choice(own)} }}")
        return found

    def _on(self, kind: GraphQLObjectType, depth: int) -> str:
        return f"... on {kind.name}{self._directive()} {{ {self._selection(kind, depth)} }}"

    def _node(self, depth: int, args: str) -> str:
        """Of a node: its id, and fragments on the types it may have; those that the ids name are likely."""
        named = [name for name in KINDS if f"{name}:" in args] or [n for value in self.variables.values() for n in KINDS if f"{n}:" in str(value)]
        kinds = [self.random.choice(named) if named and self.chance(0.85) else self.random.choice(NODES).name for _ in range(self.random.choice((1, 1, 2)))]
        parts = [self.random.choice(("id", "__typename", "i: id"))]
        for kind in dict.fromkeys(kinds):
            of = GRAPHQL.type_map[kind]
            if isinstance(of, GraphQLObjectType) and of.interfaces and self.chance(0.2):
                of = self.random.choice([face for face in of.interfaces if face.name != "Node"] or [of])
            parts.append(f"... on {of.name} {{ {self._selection(of, depth)} }}")
        return " ".join(self._wrapped(parts, "Node"))

    def _wrapped(self, parts: list[str], type_name: str) -> list[str]:
        """The same selections, some of them inside inline or named fragments."""
        again = [name for of, name in self.ready if of == type_name]
        if again and self.chance(0.5):
            parts = [*parts, f"...{self.random.choice(again)}{self._directive()}"]
        if not self.chance(0.25):
            return parts
        cut = self.random.randrange(len(parts))
        kept, inside = parts[:cut], " ".join(parts[cut:])
        on = self._face(type_name)
        match self.random.randrange(4):
            case 0:
                return [*kept, f"...{self._directive()} {{ {inside} }}"]
            case 1:
                return [*kept, f"... on {type_name}{self._directive()} {{ {inside} }}"]
            case 2 if on:
                return [*kept, inside, f"... on {on} {{ {self.random.choice(('id', '__typename'))} }}"]
            case _:
                name = self.name("F")
                self.fragments.append(f"fragment {name} on {type_name} {{ {inside} }}")
                self.ready.append((type_name, name))
                return [f"...{name}{self._directive()}", *kept]

    def _face(self, type_name: str) -> str | None:
        faces = [face.name for face in getattr(GRAPHQL.type_map[type_name], "interfaces", ())]
        return self.random.choice(faces) if faces else None


def sortable(reader: Reader) -> Callable[[Record], list[str]]:
    """Fields of a record that this actor may sort by."""
    def found(record: Record) -> list[str]:
        names = []
        for f in record.fields:
            if f.order and reader.sight is not None:
                full, none, even = reader.sight.judge.everywhere(record, f.name)
                names += [f.name] if full or (none and even) else []
        return names

    return found


__all__ = ["Operation", "Pool", "Questioner", "sortable"]
