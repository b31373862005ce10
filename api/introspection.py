"""Answers __schema and __type from the schema alone; the same question is answered once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from graphql import DocumentNode, FieldNode, OperationDefinitionNode, OperationType, execute_sync

from api.documents import Document, Prepared
from api.kept import Kept
from api.problems import Problem
from schema.types.served import GRAPHQL

INTROSPECTION = frozenset({"__schema", "__type"})
_kept: Kept[tuple[Prepared, str, str], str] = Kept(64, 32 << 20)


def introspected(document: Document, prepared: Prepared, given: Mapping[str, Any], key: str) -> str:
    """The JSON text of one root field."""
    known = (prepared, key, json.dumps(given, sort_keys=True, default=repr))
    found = _kept.get(known)
    if found is None:
        found = _answered(document, prepared.node, given, key)
        _kept.put(known, found, len(found) + len(known[2]))
    return found


def _answered(document: Document, operation: OperationDefinitionNode, given: Mapping[str, Any], key: str) -> str:
    kept = [s for s in operation.selection_set.selections
            if isinstance(s, FieldNode) and (s.alias.value if s.alias else s.name.value) == key]
    if not kept:  # inside a fragment: answer the whole operation's introspection, data fields are null there
        kept = list(operation.selection_set.selections)  # type: ignore[arg-type]
    alone = OperationDefinitionNode(operation=OperationType.QUERY, name=None, variable_definitions=operation.variable_definitions,
                                    directives=(), selection_set=type(operation.selection_set)(selections=tuple(kept)))
    ast = DocumentNode(definitions=(alone, *document.fragments.values()))
    result = execute_sync(GRAPHQL, ast, variable_values=dict(given))
    if result.data is None or key not in result.data:
        raise Problem("GRAPHQL_INVALID")
    return json.dumps(result.data[key], ensure_ascii=False)
