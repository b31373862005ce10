"""A GraphQL document by its text: measured, parsed, validated and prepared once, and kept as long as it is in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    validate,
)

from api import limits
from api.kept import Kept
from api.problems import Problem
from api.variables import Inputs
from schema.types.served import GRAPHQL

MOST_ERRORS = 20


@dataclass(frozen=True, eq=False)
class Prepared:
    """One operation of a valid document."""

    node: OperationDefinitionNode
    inputs: Inputs

    @property
    def kind(self) -> OperationType:
        return self.node.operation


@dataclass(frozen=True, eq=False)
class Document:
    """What became of a text: its operations and fragments, or the errors that keep it from running."""

    operations: Mapping[str, Prepared]
    fragments: Mapping[str, FragmentDefinitionNode]
    errors: tuple[GraphQLError, ...] = ()
    ast: DocumentNode | None = None

    def operation(self, name: str | None) -> Prepared:
        """The operation of this name, or the only one; raises OPERATION_UNKNOWN."""
        if not name and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        found = self.operations.get(name or "")
        if found is None:
            raise Problem("OPERATION_UNKNOWN")
        return found


_kept: Kept[str, Document] = Kept(1024, limits.KEPT_BYTES)


def document(text: str) -> Document:
    """The document of a text; raises Problem when it is too much to be looked at."""
    found = _kept.get(text)
    if found is None:
        found = _read(text)
        _kept.put(text, found, limits.size_of(text))
    return found


def _read(text: str) -> Document:
    try:
        ast = limits.parsed(text)
    except GraphQLError as wrong:
        return Document({}, {}, (wrong,))
    fragments = {d.name.value: d for d in ast.definitions if isinstance(d, FragmentDefinitionNode)}
    if errors := validate(GRAPHQL, ast, max_errors=MOST_ERRORS):
        return Document({}, fragments, tuple(errors), ast)
    operations = {d.name.value if d.name else "": Prepared(d, Inputs(d)) for d in ast.definitions if isinstance(d, OperationDefinitionNode)}
    return Document(operations, fragments, (), ast)
