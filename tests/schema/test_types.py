"""The SDL: committed, documented to the last field, and consistent with what the compiler understands."""

from collections.abc import Callable
from pathlib import Path

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, is_introspection_type

from schema.kit import camel
from schema.registry import RECORDS
from schema.types.built import sdl
from schema.types.inputs import DOINGS
from schema.types.outputs import MEANINGS
from schema.types.served import GRAPHQL


def test_the_sdl_is_the_committed_one(golden: Callable[[str | Path, str], None]) -> None:
    golden("../schema/types/schema.graphql", sdl())


def test_every_type_field_argument_and_value_is_described() -> None:
    for type_ in GRAPHQL.type_map.values():
        if is_introspection_type(type_):
            continue
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            assert type_.description, type_.name
            for name, field in type_.fields.items():
                assert field.description, f"{type_.name}.{name}"
                for arg_name, arg in getattr(field, "args", {}).items():
                    assert arg.description, f"{type_.name}.{name}({arg_name})"
        if isinstance(type_, GraphQLEnumType):
            for name, value in type_.values.items():
                assert value.description and any("一" <= letter <= "鿿" for letter in value.description), f"{type_.name}.{name}"


def test_every_field_of_a_record_has_a_meaning() -> None:
    for record in RECORDS.values():
        for name in (record.type_name, *(kind[1] for kind in record.variants)):
            for field in GRAPHQL.type_map[name].fields:  # type: ignore[attr-defined]
                assert (name, field) in MEANINGS


def test_one_mutation_per_move() -> None:
    for record in RECORDS.values():
        for move in record.flow.moves if record.flow else ():
            automatic = all(owner.when == "never" for owner in move.owners)
            assert (camel(f"{record.name}_{move.name}") in DOINGS) is not automatic
