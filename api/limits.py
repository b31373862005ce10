"""Parses a GraphQL document after linear checks of its size, so that no document is dear before it is even understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    parse,
)

from api.kept import Kept
from api.problems import Problem

MAX_TEXT = 100_000  # characters; long texts belong into variables
MAX_TOKENS = 4_000
MAX_DEPTH = 25
MAX_FIELDS = 3_000  # selections, once fragments are unfolded
MAX_ALIASES = 200  # once fragments are unfolded
MAX_ROOTS = 50  # of one operation
MAX_REPEATS = 2_000  # pairs of selections that answer to one response path: validation compares each pair
MAX_FRAGMENTS, MAX_OPERATIONS = 60, 60
MAX_DIRECTIVES = 8  # on one selection
KEPT_BYTES = 128 << 20


@dataclass(frozen=True)
class Weight:
    """What a selection comes to once its fragments are unfolded."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0


_kept: Kept[str, DocumentNode] = Kept(1024, KEPT_BYTES)


def size_of(text: str) -> int:
    """About how many bytes the document of a text takes up: short words make the most nodes."""
    return 2_000 + 200 * len(text)


def parsed(text: str) -> DocumentNode:
    """The document of a text; raises Problem when it is too much and GraphQLError when it is none."""
    found = _kept.get(text)
    if found is None:
        found = _parsed(text)
        _kept.put(text, found, size_of(text))
    return found


def _parsed(text: str) -> DocumentNode:
    if len(text) > MAX_TEXT:
        raise Problem("DOCUMENT_TOO_LARGE", limit=MAX_TOKENS)
    try:
        document = parse(text, no_location=False, max_tokens=MAX_TOKENS, allow_empty_selection_sets=False)
    except GraphQLSyntaxError as fault:
        if "more than" in fault.message and "tokens" in fault.message:
            raise Problem("DOCUMENT_TOO_LARGE", limit=MAX_TOKENS) from None
        raise
    except RecursionError:
        raise Problem("DOCUMENT_TOO_DEEP", limit=MAX_DEPTH) from None
    _Scales(document).check()
    return document


def operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation that is asked for; raises OPERATION_UNKNOWN when there is none or the choice is open."""
    found = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)
             and (name is None or (node.name and node.name.value == name))]
    if len(found) != 1:
        raise Problem("OPERATION_UNKNOWN")
    return found[0]


def kind(text: str, name: str | None) -> OperationType:
    """Whether a text asks for a query, a mutation or a subscription."""
    return operation(parsed(text), name).operation


class _Scales:
    """Weighs every fragment once; the sum stops at the limits, so nested spreads cannot grow it exponentially."""

    def __init__(self, document: DocumentNode) -> None:
        self._document = document
        self._fragments = {node.name.value: node for node in document.definitions
                           if isinstance(node, FragmentDefinitionNode)}
        self._weights: dict[str, Weight] = {}
        self._open: set[str] = set()

    def check(self) -> None:
        operations = [node for node in self._document.definitions if isinstance(node, OperationDefinitionNode)]
        if len(self._fragments) > MAX_FRAGMENTS or len(operations) > MAX_OPERATIONS:
            raise Problem("DOCUMENT_TOO_WIDE", limit=MAX_FIELDS)
        for name in self._fragments:
            self._fragment(name, 1)
        _sum((self._weigh(node.selection_set, 1) for node in operations), 1)
        for node in operations:
            self._refuse_repeats(node)

    def _weigh(self, selected: SelectionSetNode | None, level: int) -> Weight:
        if selected is None:
            return Weight()
        if level > MAX_DEPTH:
            raise Problem("DOCUMENT_TOO_DEEP", limit=MAX_DEPTH)
        if any(len(node.directives or ()) > MAX_DIRECTIVES for node in selected.selections):
            raise Problem("TOO_MANY_REPEATS", limit=MAX_DIRECTIVES)
        return _sum((self._one(node, level) for node in selected.selections), level)

    def _one(self, node: SelectionNode, level: int) -> Weight:
        if isinstance(node, FieldNode):
            below = self._weigh(node.selection_set, level + 1)
            return Weight(below.depth + 1, below.fields + 1, below.aliases + (node.alias is not None))
        if isinstance(node, InlineFragmentNode):
            below = self._weigh(node.selection_set, level + 1)
            return Weight(below.depth + 1, below.fields + 1, below.aliases)
        name = node.name.value if isinstance(node, FragmentSpreadNode) else ""
        if name in self._open:
            raise GraphQLError(f"Cannot spread fragment '{name}' within itself.", node)
        spread = self._fragment(name, level)
        return Weight(spread.depth, spread.fields + 1, spread.aliases)

    def _fragment(self, name: str, level: int) -> Weight:
        if name not in self._weights:
            if name not in self._fragments:
                return Weight()  # unknown: validation says so
            self._open.add(name)
            self._weights[name] = self._weigh(self._fragments[name].selection_set, level)
            self._open.discard(name)
        return self._weights[name]

    def _refuse_repeats(self, node: OperationDefinitionNode) -> None:
        """Walk what `_weigh` has found small enough to unfold, counting selections by response path."""
        pairs, roots, counts = 0, 0, Counter[tuple[int, str]]()
        paths: dict[tuple[int, str], int] = {}
        ahead = [(0, node.selection_set)]
        while ahead:
            path, selected = ahead.pop()
            for one in selected.selections:
                if isinstance(one, FieldNode):
                    key = (path, (one.alias or one.name).value)
                    pairs += counts[key]
                    counts[key] += 1
                    roots += path == 0 and counts[key] == 1
                    if one.selection_set:
                        ahead.append((paths.setdefault(key, len(paths) + 1), one.selection_set))
                elif isinstance(one, InlineFragmentNode):
                    ahead.append((path, one.selection_set))
                elif isinstance(one, FragmentSpreadNode) and one.name.value in self._fragments:
                    ahead.append((path, self._fragments[one.name.value].selection_set))
            if pairs > MAX_REPEATS:
                raise Problem("TOO_MANY_REPEATS", limit=MAX_REPEATS)
            if roots > MAX_ROOTS:
                raise Problem("TOO_MANY_ROOTS", limit=MAX_ROOTS)


def _sum(weights: Iterable[Weight], level: int) -> Weight:
    depth = fields = aliases = 0
    for weight in weights:
        depth, fields, aliases = max(depth, weight.depth), fields + weight.fields, aliases + weight.aliases
        if level + depth - 1 > MAX_DEPTH:
            raise Problem("DOCUMENT_TOO_DEEP", limit=MAX_DEPTH)
        if fields > MAX_FIELDS:
            raise Problem("DOCUMENT_TOO_WIDE", limit=MAX_FIELDS)
        if aliases > MAX_ALIASES:
            raise Problem("TOO_MANY_ALIASES", limit=MAX_ALIASES)
    return Weight(depth, fields, aliases)
