"""Executes GraphQL documents: data by one compiled statement, changes by the write door, introspection apart."""

import json
from collections.abc import AsyncIterator, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

import asyncpg
import structlog
from graphql import (
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
)
from graphql.execution.values import VariableValues

from api.costs import MUTATION, Budgets
from api.database import Database
from api.documents import Document, Prepared, document
from api.drafts import Draft
from api.introspection import INTROSPECTION, introspected
from api.leaves import Trace
from api.mutations import Mutations
from api.plans import Plan, Plans, Reading
from api.policies import Policies
from api.problems import Problem, error
from api.question import Question
from api.rarity import Rarity
from api.variables import Invalid
from authz.actor import Actor
from authz.policy import Rules
from schema.read import Root
from schema.statement import facts_of

log = structlog.get_logger()


@dataclass(frozen=True)
class Answer:
    """What goes back over any transport: whether execution began, and the JSON text of the body."""

    body: str
    began: bool = True
    status: int = 200


@dataclass(frozen=True)
class Asked:
    """One request on its way: the operation chosen, its variables, and who asks; without an actor, nobody's rules."""

    document: Document
    prepared: Prepared
    variables: Mapping[str, Any]
    given: Mapping[str, Any]  # as the client sent them
    actor: Actor | None
    rules: Rules
    request_id: str
    now: datetime
    token: str = ""
    shape: tuple[Hashable, ...] = ()
    telling: bool = False  # whether the answer says what it cost
    refusals: list[Mapping[str, Any]] = field(default_factory=list)  # of pushed rows: an error would make RxDB send them for ever

    @property
    def operation(self) -> OperationDefinitionNode:
        return self.prepared.node

    def question(self) -> Question:
        """The operation read with these very values."""
        return Question(self.document.fragments, self.prepared.inputs.sources(self.given))

    def known(self) -> tuple[Actor, Rules]:
        """The actor and his rules; raises Problem when nobody is signed in."""
        if self.actor is None:
            raise Problem("UNAUTHENTICATED")
        return self.actor, self.rules


Asking: TypeAlias = Callable[[Question], list[Root]]


class Executor:
    """The one executor of this worker."""

    def __init__(
        self, database: Database, policies: Policies, mutations: Mutations, budgets: Budgets | None = None, rarity: Rarity | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database, self._policies, self._mutations = database, policies, mutations
        self._budgets, self.plans = budgets or Budgets(), Plans(lambda: policies.current)
        self._rare, self._clock = (rarity or Rarity()).of, clock

    async def execute(self, text: str, operation_name: str | None, variables: Mapping[str, Any] | None, actor: Actor | None, context: Any) -> Answer:
        """Runs a query or mutation; never raises for what a client can cause."""
        try:
            asked = self._asked(text, operation_name, variables, actor, context)
            if isinstance(asked, Answer):
                return asked
            match asked.prepared.kind:
                case OperationType.SUBSCRIPTION:
                    raise Problem("SUBSCRIPTION_TRANSPORT")
                case OperationType.QUERY:
                    return await self._query(asked)
                case _:
                    return await self._mutate(asked)
        except Problem as problem:
            return refused([problem.as_error(context.request_id)], problem.status)

    def _asked(self, text: str, name: str | None, variables: Mapping[str, Any] | None, actor: Actor | None, context: Any) -> Asked | Answer:
        found, request_id, given = document(text), context.request_id, variables or {}
        if found.errors:
            return refused([located(wrong, request_id) for wrong in found.errors])
        prepared = found.operation(name)
        try:
            coerced = prepared.inputs.coerced(given)
        except Invalid as invalid:
            return refused([located(wrong, request_id) for wrong in invalid.errors])
        policy = self._policies.current
        rules = policy.rules_of(actor) if actor else policy.rules(frozenset(), "")
        return Asked(found, prepared, coerced, given, actor, rules, request_id, self._clock(), context.token,
                     prepared.inputs.shape(coerced), context.telling)

    # --- plans ------------------------------------------------------------------------------------------------------

    def _planned(self, asked: Asked, part: Hashable, given: Mapping[str, Any], draw: Callable[[Question], Draft]) -> tuple[Plan, list[Any], int]:
        """The plan for a part of an operation, found or drawn now, with this request's values in its registers, and its cost."""
        key = (asked.prepared, part, asked.rules, asked.actor is None, asked.shape)
        plan, registers = self.plans.find(key, given)
        if plan is not None:
            return plan, registers, plan.price.of(registers)
        trace = Trace(given)
        symbols = asked.prepared.inputs.symbols(asked.variables, trace)
        symbols |= {name: trace.leaf(name) for name in given if name not in asked.variables}
        question = Question(asked.document.fragments, VariableValues({}, symbols), rare=self._rare, trace=trace)
        draft = draw(question)
        price = draft.price(question.values)
        cost = price.of(trace.registers)
        self._budgets.spend(cost, asked.rules.roles)  # before anything is guarded and rendered
        price.check()
        plan = draft.plan(asked.rules, question.values, price)
        if draft.lasting:
            self.plans.keep(key, trace, plan)
        return plan, trace.registers, cost

    async def answer(self, reading: Reading) -> str:
        """The JSON text of what the statement finds now."""
        try:
            text: str = await self._database.fetchval(reading.sql, reading.arguments)
        except asyncpg.QueryCanceledError:
            raise Problem("TIMEOUT") from None
        return text

    def plan(self, asked: Asked, part: Hashable, given: Mapping[str, Any], ask: Asking) -> tuple[Plan, list[Any]]:
        """The plan for what is asked beside the operation's own roots, the same for every actor of these rules, and its registers."""
        return self._aside(asked, part, given, ask)[:2]

    async def fetched(self, asked: Asked, part: Hashable, given: Mapping[str, Any], ask: Asking) -> str:
        """The JSON text of what is asked beside the operation's own roots; `given` are values it does not bring along."""
        return await self.answer(_filled(*self.plan(asked, part, given, ask), asked))

    def cost(self, asked: Asked, part: Hashable, given: Mapping[str, Any], ask: Asking) -> int:
        """What `fetched` would cost; the plan is then there when it is needed."""
        return self._aside(asked, part, given, ask)[2]

    def _aside(self, asked: Asked, part: Hashable, given: Mapping[str, Any], ask: Asking) -> tuple[Plan, list[Any], int]:
        found = self._planned(asked, part, {**asked.variables, **given}, lambda question: Draft(ask(question)))
        for _, problem in found[0].faults:  # an ordering that is refused
            raise Problem(problem.code, **problem.facts)
        return found

    # --- queries ----------------------------------------------------------------------------------------------------

    async def _query(self, asked: Asked) -> Answer:
        plan, registers, cost = self._planned(asked, "query", asked.variables, lambda question: self._drawn(asked, question))
        limit = self._budgets.spend(cost, asked.rules.roles)
        body = await self.answer(_filled(plan, registers, asked)) if plan.sql else plan.body
        errors = [problem.as_error(asked.request_id, [key]) for key, problem in plan.faults]
        if plan.apart:
            body = await self._with_parts(asked, plan, json.loads(body), errors)
        return answered(asked, body, errors, cost, limit)

    def _drawn(self, asked: Asked, question: Question) -> Draft:
        """The roots of a query; what a value made fail, another value may not."""
        draft = Draft()
        for key, nodes in question.selected([asked.operation.selection_set], "Query").items():
            name, root = nodes[0].name.value, Root(key)
            try:
                if name in INTROSPECTION or name.startswith("pull"):
                    draft.apart.append((key, nodes))
                elif name != "__typename" and asked.actor is None:
                    raise Problem("UNAUTHENTICATED")
                else:
                    root = question.root(key, nodes)
            except Problem as problem:
                draft.lasting = draft.lasting and problem.code == "UNAUTHENTICATED"
                draft.faults.append((key, Problem(problem.code, **problem.facts)))
            draft.roots.append(root)
        return draft

    async def _with_parts(self, asked: Asked, plan: Plan, data: dict[str, Any], errors: list[dict[str, Any]]) -> str:
        """The data with the roots that no statement answers."""
        texts = {key: json.dumps(value, ensure_ascii=False) for key, value in data.items()}
        for key, nodes in plan.apart:
            try:
                if nodes[0].name.value in INTROSPECTION:
                    texts[key] = introspected(asked.document, asked.prepared, asked.given, key)
                else:
                    texts[key] = await self._mutations.pull(asked, nodes)
            except Problem as problem:
                errors.append(problem.as_error(asked.request_id, [key]))
        return joined(texts)

    # --- mutations --------------------------------------------------------------------------------------------------

    async def _mutate(self, asked: Asked) -> Answer:
        question = asked.question()
        roots = question.selected([asked.operation.selection_set], "Mutation")
        # All of it is weighed before the first change is made.
        cost = sum(MUTATION + self._mutations.cost(self, asked, nodes) for nodes in roots.values())
        limit = self._budgets.spend(cost, asked.rules.roles)
        data: dict[str, str] = {}
        errors: list[dict[str, Any]] = []
        for key, nodes in roots.items():
            data[key] = "null"
            try:
                if nodes[0].name.value == "__typename":
                    data[key] = '"Mutation"'
                else:
                    data[key] = await self._mutations.run(self, asked, question, nodes)
            except Problem as problem:
                errors.append(problem.as_error(asked.request_id, [key]))
            except asyncpg.QueryCanceledError:
                errors.append(Problem("TIMEOUT").as_error(asked.request_id, [key]))
            except Exception:
                log.exception("mutation.failed", field=nodes[0].name.value, request_id=asked.request_id)
                errors.append(Problem("INTERNAL_ERROR").as_error(asked.request_id, [key]))
        return answered(asked, joined(data), errors, cost, limit)

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
            ((key, nodes),) = asked.question().selected([asked.operation.selection_set], "Subscription").items()
            self._budgets.spend(self._mutations.event_cost(self, asked, nodes), asked.rules.roles)
            return self._mutations.stream(self, asked, key, nodes, context)
        except Problem as problem:
            return refused([problem.as_error(context.request_id)], problem.status)


def _filled(plan: Plan, registers: Sequence[Any], asked: Asked) -> Reading:
    return Reading(plan.sql, plan.arguments(registers, facts_of(asked.actor, asked.now) if asked.actor else {}))


def answered(asked: Asked, data: str, errors: Sequence[dict[str, Any]], cost: int, limit: int) -> Answer:
    """The body of an operation that was executed."""
    faults = f'"errors":{json.dumps(errors, ensure_ascii=False)},' if errors else ""
    beside = ({"cost": {"cost": cost, "limit": limit}} if asked.telling else {}) | ({"refusals": asked.refusals} if asked.refusals else {})
    told = f',"extensions":{json.dumps(beside, ensure_ascii=False, separators=(",", ":"))}' if beside else ""
    return Answer(f'{{{faults}"data":{data}{told}}}')


def joined(texts: Mapping[str, str]) -> str:
    """An object from JSON texts by key."""
    return "{" + ",".join(f"{json.dumps(key)}:{value}" for key, value in texts.items()) + "}"


def refused(errors: Sequence[dict[str, Any]], status: int = 400) -> Answer:
    """An answer to a request that was never executed: no data entry."""
    return Answer(json.dumps({"errors": list(errors)}, ensure_ascii=False), began=False, status=status)


def located(wrong: GraphQLError, request_id: str) -> dict[str, Any]:
    code = "GRAPHQL_SYNTAX" if isinstance(wrong, GraphQLSyntaxError) else "GRAPHQL_INVALID"
    places = [{"line": place.line, "column": place.column} for place in wrong.locations or ()]
    return error(code, {}, request_id, message=wrong.message, locations=places or None)
