"""Makes an operation smaller while it still shows a difference: selections, arguments, values and variables are left out one by one."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    ListValueNode,
    Node,
    ObjectFieldNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from schema.types.served import GRAPHQL
from tests.oracle.questions import Operation

MOST_TRIES = 400
PARTS = (FieldNode, InlineFragmentNode, FragmentSpreadNode, ArgumentNode, DirectiveNode, ObjectFieldNode)


class _Without(Visitor):
    """Leaves out the n-th part of a document."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place, self.met = place, -1

    def enter(self, node: Node, _key: Any, parent: Any, *_: Any) -> Any:
        inside_list = isinstance(parent, tuple | list) and not isinstance(node, PARTS) and node.kind.endswith("value")
        if not isinstance(node, PARTS) and not inside_list and not (isinstance(parent, ListValueNode)):
            return None
        self.met += 1
        return REMOVE if self.met == self.place else None


class _Used(Visitor):
    """Collects the variables and fragments that are spoken of."""

    def __init__(self) -> None:
        super().__init__()
        self.variables: set[str] = set()
        self.fragments: set[str] = set()

    def enter_variable(self, node: VariableNode, _key: Any, parent: Any, *_: Any) -> None:
        if not isinstance(parent, VariableDefinitionNode):
            self.variables.add(node.name.value)

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self.fragments.add(node.name.value)


class _Tidied(Visitor):
    """Leaves out definitions nobody speaks of."""

    def __init__(self, used: _Used) -> None:
        super().__init__()
        self.used = used

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> Any:
        return None if node.name.value in self.used.fragments else REMOVE

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> Any:
        return None if node.variable.name.value in self.used.variables else REMOVE


def _tidied(document: DocumentNode) -> DocumentNode:
    for _ in range(4):  # a fragment may be the last to speak of another
        used = _Used()
        visit(document, used)
        document = visit(document, _Tidied(used))
    return document


def _smaller(asked: Operation) -> Iterator[Operation]:
    """Every operation with one part less."""
    document = parse(asked.text, no_location=True)
    place = 0
    while True:
        without = _Without(place)
        made = visit(document, without)
        if without.met < place:
            break
        place += 1
        try:
            text = print_ast(_tidied(made))
            found = parse(text, allow_empty_selection_sets=False)
        except GraphQLError:
            continue
        if not validate(GRAPHQL, found):
            used = _Used()
            visit(found, used)
            yield Operation(text, {name: value for name, value in asked.variables.items() if name in used.variables})
    for variables in _fewer(asked.variables):
        yield Operation(asked.text, variables)


def _fewer(value: Any, at_top: bool = True) -> Iterator[Any]:
    """JSON values with one member less; a variable itself stays."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if not at_top:
                yield {n: v for n, v in value.items() if n != name}
            for smaller in _fewer(inner, at_top=False):
                yield {**value, name: smaller}
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield value[:place] + value[place + 1:]
            for smaller in _fewer(inner, at_top=False):
                yield [*value[:place], smaller, *value[place + 1:]]


def _size(asked: Operation) -> int:
    return len("".join(asked.text.split())) + len(str(asked.variables))


async def shrunk(asked: Operation, differs: Callable[[str, Mapping[str, Any]], Awaitable[bool]]) -> Operation:
    """The smallest operation found that still differs."""
    tries, again = 0, True
    while again and tries < MOST_TRIES:
        again = False
        for smaller in _smaller(asked):
            tries += 1
            if tries >= MOST_TRIES:
                break
            if _size(smaller) < _size(asked) and await differs(smaller.text, copy.deepcopy(smaller.variables)):
                asked, again = smaller, True
                break
    return asked
