"""Executes GraphQL documents: data by one compiled statement, changes by the write door, introspection apart."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import structlog
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    parse,
    validate,
)
from graphql.execution.values import VariableValues, get_variable_values

from api.database import Database
from api.mutations import Mutations
from api.policies import Policies
from api.problems import Problem, error
from api.question import Question
from authz.actor import Actor
from authz.guard import OrderRefused, guard
from authz.policy import Rules
from schema.read import Guarded
from schema.statement import Statement, facts_of, render
from schema.types.roots import GRAPHQL

log = structlog.get_logger()
INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True)
class Answer:
    """What goes back over any transport: whether execution began, and the JSON text of the body."""

    body: str
    began: bool = True
    status: int = 200


@dataclass(frozen=True)
class Parsed:
    """A document by its text: its operations and fragments, or the errors that keep it from running."""

    document: DocumentNode | None
    operations: Mapping[str, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    errors: tuple[GraphQLError, ...] = ()
    syntax: bool = False


@lru_cache(maxsize=1024)
def parsed(text: str) -> Parsed:
    """Parses and validates once per text."""
    try:
        document = parse(text)
    except GraphQLError as wrong:
        return Parsed(None, {}, {}, (wrong,), syntax=True)
    found = validate(GRAPHQL, document, max_errors=20)
    operations = {d.name.value if d.name else "": d for d in document.definitions if isinstance(d, OperationDefinitionNode)}
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    return Parsed(document, operations, fragments, tuple(found))


@dataclass(frozen=True)
class Asked:
    """One request on its way: the operation chosen, its variables, and who asks."""

    parsed: Parsed
    operation: OperationDefinitionNode
    variables: VariableValues
    actor: Actor | None
    rules: Rules | None
    request_id: str
    now: datetime
    token: str = ""

    def question(self) -> Question:
        return Question(self.parsed.fragments, self.variables)

    def known(self) -> tuple[Actor, Rules]:
        """The actor and his rules; raises Problem when nobody is signed in."""
        if self.actor is None or self.rules is None:
            raise Problem("UNAUTHENTICATED")
        return self.actor, self.rules


class Executor:
    """The one executor of this worker."""

    def __init__(self, database: Database, policies: Policies, mutations: Mutations) -> None:
        self._database, self._policies, self._mutations = database, policies, mutations

    async def execute(self, text: str, operation_name: str | None, variables: Mapping[str, Any] | None, actor: Actor | None, context: Any) -> Answer:
        """Runs a query or mutation; never raises for what a client can cause."""
        try:
            asked = self._asked(text, operation_name, variables, actor, context)
        except Problem as problem:
            return refused([problem.as_error(context.request_id)], problem.status)
        if isinstance(asked, Answer):
            return asked
        if asked.operation.operation is OperationType.SUBSCRIPTION:
            return refused([Problem("SUBSCRIPTION_TRANSPORT").as_error(context.request_id)])
        data: dict[str, str] = {}
        errors: list[dict[str, Any]] = []
        if asked.operation.operation is OperationType.QUERY:
            whole = await self._query(asked, data, errors)
            if whole is not None:
                return Answer(f'{{"data":{whole}}}')
        else:
            await self._mutate(asked, data, errors)
        return Answer(spliced(data, errors))

    def _asked(self, text: str, name: str | None, variables: Mapping[str, Any] | None, actor: Actor | None, context: Any) -> Asked | Answer:
        found, request_id = parsed(text), context.request_id
        if found.errors:
            code = "GRAPHQL_SYNTAX" if found.syntax else "GRAPHQL_INVALID"
            return refused([located(code, wrong, request_id) for wrong in found.errors])
        operation = found.operations.get(name or "") if name or len(found.operations) != 1 else next(iter(found.operations.values()))
        if operation is None:
            raise Problem("OPERATION_UNKNOWN")
        coerced = get_variable_values(GRAPHQL, operation.variable_definitions or (), dict(variables or {}), max_errors=20)
        if isinstance(coerced, list):
            return refused([located("GRAPHQL_INVALID", wrong, request_id) for wrong in coerced])
        rules = self._policies.current.rules_of(actor) if actor else None
        return Asked(found, operation, coerced, actor, rules, request_id, datetime.now(UTC), context.token)

    # --- queries ----------------------------------------------------------------------------------------------------

    async def _query(self, asked: Asked, data: dict[str, str], errors: list[dict[str, Any]]) -> str | None:
        """The data as one JSON text when one statement gave it all; otherwise its parts are put into `data`."""
        question = asked.question()
        selected = question.selected([asked.operation.selection_set], "Query")
        guarded: list[Guarded] = []
        alone = True
        for key, nodes in selected.items():
            name = nodes[0].name.value
            data[key] = "null"
            try:
                if name in INTROSPECTION:
                    data[key], alone = introspected(asked, key), False
                elif name.startswith("pull"):
                    data[key], alone = await self._mutations.pull(asked, question, nodes), False
                else:
                    rights = self._rights(name, asked)
                    guarded.append(guard(question.root(key, nodes), rights))
            except OrderRefused as wrong:
                alone = False
                errors.append(Problem("ORDER_REFUSED", field=wrong.field).as_error(asked.request_id, [key]))
            except Problem as problem:
                alone = False
                errors.append(problem.as_error(asked.request_id, [key]))
        text = await self.fetched(guarded, question.values, asked) if guarded else "{}"
        if alone:
            return text
        data |= {key: json.dumps(value, ensure_ascii=False) for key, value in json.loads(text).items()}
        return None

    def _rights(self, name: str, asked: Asked) -> Rules:
        if name == "__typename":
            return asked.rules or self._policies.current.rules(frozenset(), "")
        return asked.known()[1]

    async def fetched(self, guarded: Sequence[Guarded], values: Sequence[Any], asked: Asked) -> str:
        """The JSON text of what was asked, by one statement."""
        statement: Statement = render(guarded)
        facts = facts_of(asked.actor, asked.now) if asked.actor else {}
        text: str = await self._database.fetchval(statement.sql, statement.arguments(values, facts))
        return text

    # --- mutations --------------------------------------------------------------------------------------------------

    async def _mutate(self, asked: Asked, data: dict[str, str], errors: list[dict[str, Any]]) -> None:
        question = asked.question()
        for key, nodes in question.selected([asked.operation.selection_set], "Mutation").items():
            data[key] = "null"
            try:
                if nodes[0].name.value == "__typename":
                    data[key] = '"Mutation"'
                else:
                    data[key] = await self._mutations.run(self, asked, nodes)
            except Problem as problem:
                errors.append(problem.as_error(asked.request_id, [key]))
            except Exception:
                log.exception("mutation.failed", field=nodes[0].name.value, request_id=asked.request_id)
                errors.append(Problem("INTERNAL_ERROR").as_error(asked.request_id, [key]))

    # --- subscriptions ----------------------------------------------------------------------------------------------

    async def subscribe(
        self, text: str, operation_name: str | None, variables: Mapping[str, Any] | None, actor: Actor | None, context: Any
    ) -> AsyncIterator[str] | Answer:
        """A stream of JSON texts, or the answer that refuses it."""
        try:
            asked = self._asked(text, operation_name, variables, actor, context)
            if isinstance(asked, Answer):
                return asked
            asked.known()
            question = asked.question()
            ((key, nodes),) = question.selected([asked.operation.selection_set], "Subscription").items()
            return self._mutations.stream(self, asked, key, nodes, context)
        except Problem as problem:
            return refused([problem.as_error(context.request_id)], problem.status)


def introspected(asked: Asked, key: str) -> str:
    """Answers __schema or __type from the schema alone."""
    kept = [s for s in asked.operation.selection_set.selections
            if isinstance(s, FieldNode) and (s.alias.value if s.alias else s.name.value) == key]
    if not kept:  # inside a fragment: answer the whole operation's introspection, data fields are null there
        kept = list(asked.operation.selection_set.selections)  # type: ignore[arg-type]
    operation = OperationDefinitionNode(operation=OperationType.QUERY, name=None, variable_definitions=asked.operation.variable_definitions,
                                        directives=(), selection_set=type(asked.operation.selection_set)(selections=tuple(kept)))
    document = DocumentNode(definitions=(operation, *asked.parsed.fragments.values()))
    result = execute_sync(GRAPHQL, document, variable_values=given_variables(asked.variables))
    if result.data is None or key not in result.data:
        raise Problem("GRAPHQL_INVALID")
    return json.dumps(result.data[key], ensure_ascii=False)


def given_variables(variables: VariableValues) -> dict[str, Any]:
    """Variables as the client sent them."""
    return {name: source.value for name, source in variables.sources.items() if name in variables.coerced and source.value is not None
            and type(source.value).__name__ != "UndefinedType"}


def spliced(data: Mapping[str, str], errors: Sequence[dict[str, Any]]) -> str:
    """A body from JSON texts by key."""
    text = "{" + ",".join(f"{json.dumps(key)}:{value}" for key, value in data.items()) + "}"
    return f'{{"errors":{json.dumps(errors, ensure_ascii=False)},"data":{text}}}' if errors else f'{{"data":{text}}}'


def refused(errors: Sequence[dict[str, Any]], status: int = 400) -> Answer:
    """An answer to a request that was never executed: no data entry."""
    return Answer(json.dumps({"errors": list(errors)}, ensure_ascii=False), began=False, status=status)


def located(code: str, wrong: GraphQLError, request_id: str) -> dict[str, Any]:
    places = [{"line": place.line, "column": place.column} for place in wrong.locations or ()]
    return error(code, {}, request_id, message=wrong.message, locations=places or None)


