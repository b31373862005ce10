"""A GraphQL document as the reader walks it: variables, arguments, and the fields of an object with fragments resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    InlineFragmentNode,
    OperationDefinitionNode,
    parse,
    type_from_ast,
)

from schema.kit import Field, Record, camel
from schema.types.served import GRAPHQL
from tests.oracle.judge import Row

MISSING = object()


@dataclass
class Document:
    """One operation with the values of its variables."""

    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, variables: Mapping[str, Any]) -> Document:
        definitions = parse(text).definitions
        (operation,) = (d for d in definitions if isinstance(d, OperationDefinitionNode))
        made = cls(operation, {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)})
        made.variables = made._variables(operation, variables)
        return made

    def roots(self) -> dict[str, list[FieldNode]]:
        return self.collected([self.operation.selection_set], "Query")

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for definition in operation.variable_definitions or ():
            name = definition.variable.name.value
            of = type_from_ast(GRAPHQL, definition.type)
            if name in given:
                found[name] = self._given(of, given[name])
            elif definition.default_value is not None:
                found[name] = self._literal(of, definition.default_value)
        return found

    def _given(self, of: Any, value: Any) -> Any:
        """A JSON value as the type means it."""
        if isinstance(of, GraphQLNonNull):
            return self._given(of.of_type, value)
        if value is None:
            return None
        if isinstance(of, GraphQLList):
            return [self._given(of.of_type, each) for each in (value if isinstance(value, list) else [value])]
        if isinstance(of, GraphQLInputObjectType):
            return {name: self._given(of.fields[name].type, each) for name, each in value.items()}
        return str(value) if of.name == "ID" else value

    def _literal(self, of: Any, node: Any) -> Any:
        if isinstance(of, GraphQLNonNull):
            return self._literal(of.of_type, node)
        if node.kind == "variable":
            return self.variables.get(node.name.value, MISSING)
        if node.kind == "null_value":
            return None
        if isinstance(of, GraphQLList):
            nodes = node.values if node.kind == "list_value" else [node]
            found = [self._literal(of.of_type, each) for each in nodes]
            return [None if each is MISSING else each for each in found]
        if isinstance(of, GraphQLInputObjectType):
            pairs = [(f.name.value, self._literal(of.fields[f.name.value].type, f.value)) for f in node.fields]
            # The declared order, so that the first of several faults is the same one.
            return {name: value for name in of.fields for given, value in pairs if given == name and value is not MISSING}
        if isinstance(of, GraphQLEnumType) or of.name == "ID":
            return node.value
        return int(node.value) if node.kind == "int_value" else node.value

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, Any]:
        declared = GRAPHQL.type_map[type_name].fields[node.name.value].args  # type: ignore[attr-defined]
        pairs = [(argument.name.value, self._literal(declared[argument.name.value].type, argument.value)) for argument in node.arguments or ()]
        return {name: value for name, value in pairs if value is not MISSING}

    def collected(self, sets: Sequence[Any], type_name: str) -> dict[str, list[FieldNode]]:
        """CollectFields of the specification, over several selection sets of one object."""
        grouped: dict[str, list[FieldNode]] = {}
        met: set[str] = set()

        def collect(selections: Sequence[Any]) -> None:
            for selection in selections:
                if not self._taken(selection):
                    continue
                if isinstance(selection, FieldNode):
                    grouped.setdefault((selection.alias or selection.name).value, []).append(selection)
                elif isinstance(selection, FragmentSpreadNode):
                    if selection.name.value in met:
                        continue
                    met.add(selection.name.value)
                    fragment = self.fragments[selection.name.value]
                    if applies(type_name, fragment.type_condition.name.value):
                        collect(fragment.selection_set.selections)
                elif isinstance(selection, InlineFragmentNode) and (
                        selection.type_condition is None or applies(type_name, selection.type_condition.name.value)):
                    collect(selection.selection_set.selections)

        for each in sets:
            collect(each.selections)
        return grouped

    def _taken(self, selection: Any) -> bool:
        for directive in selection.directives or ():
            value = self._literal(GraphQLNonNull(GRAPHQL.type_map["Boolean"]), directive.arguments[0].value)  # type: ignore[type-var]
            if bool(value) == (directive.name.value == "skip"):
                return False
        return True


def named(of: Any) -> Any:
    """A type without its lists and exclamation marks."""
    while hasattr(of, "of_type"):
        of = of.of_type
    return of


def applies(type_name: str, condition: str) -> bool:
    if type_name == condition:
        return True
    return condition in {face.name for face in getattr(GRAPHQL.type_map[type_name], "interfaces", ())}


def type_of(record: Record, row: Row) -> str:
    return next((name for value, name, *_ in record.variants if row[record.variant_field or ""] == value), record.type_name)


def item_type_of(record: Record, f: Field) -> str:
    return str(named(GRAPHQL.type_map[record.type_name].fields[camel(f.name)].type).name)  # type: ignore[attr-defined]
