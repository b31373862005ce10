"""The variables of one operation: how they are coerced is found out once, then they are split into a shape and leaves."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, TypeAlias

from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    OperationDefinitionNode,
    type_from_ast,
)
from graphql.execution.values import VariableValues, get_variable_values
from graphql.pyutils import Undefined, is_iterable
from graphql.type import is_required_input_field
from graphql.utilities.coerce_input_value import coerce_default_value, coerce_input_literal

from api.leaves import Leaf, Trace
from api.problems import Problem
from schema.types.served import GRAPHQL

MOST_ERRORS = 20
MOST_PARTS, MOST_NESTED = 10_000, 40  # entries of input objects and lists
Coerce: TypeAlias = Callable[[Any], Any]
Shape: TypeAlias = Callable[[Any], Hashable]
Symbol: TypeAlias = Callable[[Any, Leaf], Any]


class Invalid(Exception):
    """Variables that do not fit their types."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(str(errors[0]))
        self.errors = errors


@dataclass(frozen=True)
class Kind:
    """What can be said of a value from its type: the shape is what is left when every scalar is blotted out."""

    coerce: Coerce  # a plain value, Undefined for what does not fit
    shape: Shape
    symbol: Symbol  # the value with a leaf in place of every scalar
    fields: Mapping[str, Any] | None = None  # types by name, of an input object
    item: Any = None  # type of the elements, of a list


@dataclass(frozen=True)
class Variable:
    """One declared variable; `default` is Undefined where there is none."""

    name: str
    type: Any
    kind: Kind
    required: bool
    default: Any


class Inputs:
    """The declared variables of an operation that passed validation."""

    def __init__(self, operation: OperationDefinitionNode) -> None:
        self._nodes = tuple(operation.variable_definitions or ())
        self._variables = tuple(_variable(node) for node in self._nodes)
        self._branching = any(v.kind.fields or v.kind.item for v in self._variables)

    def coerced(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Plain values by name, exactly as GraphQL coerces them; raises Invalid, and Problem for what is too large."""
        if self._branching:
            self._measure(given)
        found: dict[str, Any] = {}
        for variable in self._variables:
            value = given.get(variable.name, Undefined)
            if value is not Undefined:
                value = found[variable.name] = variable.kind.coerce(value)
                if value is Undefined:
                    raise self._invalid(given)
            elif variable.default is not Undefined:
                found[variable.name] = variable.default
            elif variable.required:
                raise self._invalid(given)
        return found

    def sources(self, given: Mapping[str, Any]) -> VariableValues:
        """The same with what graphql-core wants to know beside, for what it reads itself."""
        coerced = get_variable_values(GRAPHQL, self._nodes, dict(given), max_errors=MOST_ERRORS)
        if isinstance(coerced, list):
            raise Invalid(coerced)
        return coerced

    def shape(self, coerced: Mapping[str, Any]) -> tuple[Hashable, ...]:
        """What a plan for these values may take for granted: what is absent, null, and how input objects are built."""
        return tuple([v.kind.shape(coerced[v.name]) if v.name in coerced else False for v in self._variables])

    def symbols(self, coerced: Mapping[str, Any], trace: Trace) -> dict[str, Any]:
        """The values with a leaf in place of every scalar."""
        return {v.name: v.kind.symbol(coerced[v.name], trace.leaf(v.name)) for v in self._variables if v.name in coerced}

    def _invalid(self, given: Mapping[str, Any]) -> Invalid:
        coerced = get_variable_values(GRAPHQL, self._nodes, dict(given), max_errors=MOST_ERRORS)
        return Invalid(coerced if isinstance(coerced, list) else [GraphQLError("The variables are not valid.")])

    def _measure(self, given: Mapping[str, Any]) -> None:
        parts = 0
        ahead = [(given[v.name], v.type, 0) for v in self._variables if v.name in given]
        while ahead:
            value, type_, depth = ahead.pop()
            kind = kind_of(type_)
            if isinstance(value, dict):
                while kind.item:  # a list takes one element for a list of one
                    kind = kind_of(kind.item)
                inner = [(v, kind.fields[name], depth + 1) for name, v in value.items() if name in kind.fields] if kind.fields else []
            else:
                inner = [(v, kind.item, depth + 1) for v in value] if kind.item and isinstance(value, list) else []
            parts += len(inner)
            if parts > MOST_PARTS or depth > MOST_NESTED:
                raise Problem("VARIABLES_TOO_LARGE", limit=MOST_PARTS, depth=MOST_NESTED)
            ahead += inner


def _variable(node: Any) -> Variable:
    found: Any = type_from_ast(GRAPHQL, node.type)
    default = Undefined if node.default_value is None else plain(coerce_input_literal(node.default_value, found))
    return Variable(node.variable.name.value, found, kind_of(found), isinstance(found, GraphQLNonNull), default)


@lru_cache(maxsize=4096)
def kind_of(type_: Any) -> Kind:
    """What is known of values of an input type."""
    if isinstance(type_, GraphQLNonNull):
        kind = kind_of(type_.of_type)
        return Kind(lambda value: Undefined if value is None else kind.coerce(value), kind.shape, kind.symbol, kind.fields, kind.item)
    if isinstance(type_, GraphQLInputObjectType):
        return _object(type_)
    return _list(type_) if isinstance(type_, GraphQLList) else _scalar(type_)


def _scalar(type_: Any) -> Kind:
    def coerce(value: Any) -> Any:
        if value is None:
            return None
        try:
            found = type_.coerce_input_value(value)
        except Exception:
            return Undefined
        return found.name if isinstance(found, Enum) else found

    return Kind(coerce, _given, _leaf)


def _given(value: Any) -> Hashable:
    return None if value is None else True


def _leaf(value: Any, leaf: Leaf) -> Any:
    return None if value is None else leaf


def _list(type_: Any) -> Kind:
    inner = type_.of_type

    def coerce(values: Any) -> Any:
        if values is None:
            return None
        one = kind_of(inner).coerce
        found = [one(value) for value in values] if is_iterable(values) else [one(values)]
        return Undefined if any(value is Undefined for value in found) else found

    def shape(values: Any) -> Hashable:
        return None if values is None else tuple([kind_of(inner).shape(value) for value in values])

    def symbol(values: Any, leaf: Leaf) -> Any:
        return None if values is None else [kind_of(inner).symbol(value, leaf.at(i)) for i, value in enumerate(values)]

    # A list of scalars is one leaf; what is inside a JSON scalar is nobody's business here.
    return Kind(coerce, shape, symbol, item=inner) if _has_objects(inner) else Kind(coerce, _given, _leaf, item=inner)


def _has_objects(type_: Any) -> bool:
    while isinstance(type_, GraphQLList | GraphQLNonNull):
        type_ = type_.of_type
    return isinstance(type_, GraphQLInputObjectType)


def _object(type_: GraphQLInputObjectType) -> Kind:
    fields = {name: field.type for name, field in type_.fields.items()}
    places = {name: place for place, name in enumerate(fields)}
    defaults = {name: default for name, field in type_.fields.items() if (default := plain(coerce_default_value(field))) is not Undefined}
    required = [name for name, field in type_.fields.items() if is_required_input_field(field)]
    assert not type_.is_one_of and all(field.out_name in (None, name) for name, field in type_.fields.items())

    def coerce(value: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, dict) or any(name not in value for name in required):
            return Undefined
        found = dict(defaults)
        for name, one in value.items():
            if name not in fields:
                return Undefined
            found[name] = kept = kind_of(fields[name]).coerce(one)
            if kept is Undefined:
                return Undefined
        # In the order of the schema, as GraphQL has it: the order in which a client names things makes no other plan.
        return {name: found[name] for name in sorted(found, key=places.__getitem__)} if len(found) > 1 else found

    def shape(value: Any) -> Hashable:
        return None if value is None else tuple([(name, kind_of(fields[name]).shape(inner)) for name, inner in value.items()])

    def symbol(value: Any, leaf: Leaf) -> Any:
        return None if value is None else {name: kind_of(fields[name]).symbol(inner, leaf.at(name)) for name, inner in value.items()}

    return Kind(coerce, shape, symbol, fields=fields)


def plain(value: Any) -> Any:
    """Coerced input with enums as their names, Strawberry's and graphql-core's wrappings taken off."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Mapping):
        return {name: plain(v) for name, v in value.items() if v is not Undefined}
    return [plain(v) for v in value] if isinstance(value, list) else value  # a leaf is plain already
