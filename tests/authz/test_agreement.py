"""Casbin, the Python test, the SQL and the plain meaning of a condition agree on random policies, actors and rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authz.actor import Actor
from authz.conditions import condition, said
from authz.grammar import parse
from authz.guard import permits, shown
from authz.lines import always_seen, checked, maskable
from authz.logic import both, implies, simplest
from authz.logic import given as given_that
from authz.oracle import Asked, enforce, enforcer
from authz.policy import Policy, Rules
from schema.clause import Binds, clause
from schema.kit import Field, Kind
from schema.read import FULL, NEVER, All, Condition, Not, Some
from schema.registry import RECORDS
from schema.statement import Statement, facts_of

COUNTY, NOW = "510522", datetime(2026, 3, 9, 1, tzinfo=UTC)
NAMES = ("mediation", "party", "task", "recommendation")
AGENCIES, UNITS = ("SFJ", "FY", "JC"), ("TW1", "TW2")
AREAS = ("510522", "510522001", "510522002", "510522002201")
ROLES = ("staff", "mediator", "judge")
CASES = tuple(UUID(int=n) for n in (1, 2))
USERS = tuple(UUID(int=n) for n in (11, 12))

# --- conditions as the test understands them: tuples, with their own truth -------------------------------------------


def leaves(name: str) -> st.SearchStrategy[tuple[Any, ...]]:
    """Every kind of leaf over every field of the record that it takes."""
    record = RECORDS[name]
    kinds: list[st.SearchStrategy[tuple[Any, ...]]] = [
        st.sampled_from([("always",), ("never",)]),
        st.tuples(st.just("participates"), st.sampled_from(["summary", "file", "lead"])),
        st.tuples(st.just("my_agency"), st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=2).map(tuple)),
        st.tuples(st.just("my_branch"), st.lists(st.sampled_from(["COURT", "GOVERNMENT"]), min_size=1, max_size=2).map(tuple)),
    ]
    owners = {"agency": "own_agency", "field_unit": "own_unit", "user": "is_me", "division": "own_area"}
    for field in record.fields:
        if field.kind is Kind.LINK and field.record in owners:
            kinds.append(st.just((owners[field.record], field.name)))
        if field.kind is Kind.CHOICE:
            values = [choice.value for choice in field.choices]
            kinds.append(st.tuples(st.just("in"), st.just(field.name), st.lists(st.sampled_from(values), min_size=1, max_size=3).map(tuple)))
        if field.kind is Kind.BOOLEAN:
            kinds.append(st.tuples(st.just("in"), st.just(field.name), st.sampled_from([(True,), (False,)])))
        if field.kind is Kind.LINK and field.record == "agency":
            kinds.append(st.tuples(st.just("in"), st.just(field.name), st.lists(st.sampled_from(AGENCIES), min_size=1).map(tuple)))
        if field.kind not in (Kind.PROTECTED, Kind.ITEMS, Kind.JSON):
            kinds.append(st.just(("null", field.name)))
    return st.one_of(kinds)


def trees(name: str) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.recursive(leaves(name), lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3).map(tuple))), max_leaves=6)


BINDS = {"or": 1, "and": 2, "not": 3}


def text(tree: tuple[Any, ...], inside: int = 0) -> str:
    """The tree with no more parentheses than precedence asks for."""
    match tree:
        case ("always" | "never" as word,):
            return word
        case ("and" | "or" as word, parts):
            body = f" {word} ".join(text(part, BINDS[word] + 1) for part in parts)
            return f"({body})" if inside > BINDS[word] else body
        case ("not", part):
            return f"not {text(part, 3)}"
        case ("in", field, (value,)) if isinstance(value, bool):
            return f"{field} = {str(value).lower()}"
        case ("in", field, values):
            return f"{field} in ({', '.join(values)})"
        case ("null", field):
            return f"{field} is null"
        case ("my_agency" | "my_branch" as word, values):
            return f"{word}({', '.join(values)})"
        case (word, argument):
            return f"{word}({argument})"
    raise AssertionError(tree)


@dataclass(frozen=True)
class World:
    """One record's rows, who has which access to their cases, and one actor."""

    record: str
    rows: tuple[Mapping[str, Any], ...]
    grants: tuple[tuple[str, UUID, int, datetime | None], ...]
    actor: Actor

    def level(self, case: Any) -> int:
        return max((level for audience, of, level, until in self.grants
                    if of == case and audience in self.actor.audiences and (until is None or until > NOW)), default=0)


def truth(tree: tuple[Any, ...], row: Mapping[str, Any], world: World) -> bool:
    actor = world.actor
    match tree:
        case ("always" | "never" as word,):
            return word == "always"
        case ("and", parts):
            return all(truth(part, row, world) for part in parts)
        case ("or", parts):
            return any(truth(part, row, world) for part in parts)
        case ("not", part):
            return not truth(part, row, world)
        case ("participates", level):
            return world.level(row["case_id"]) >= {"summary": 1, "file": 2, "lead": 3}[level]
        case ("my_agency", values):
            return actor.agency in values
        case ("my_branch", values):
            return actor.branch in values
        case ("own_agency", field):
            return row[field] is not None and row[field] == actor.agency
        case ("own_unit", field):
            return row[field] is not None and row[field] == actor.unit
        case ("is_me", field):
            return row[field] is not None and row[field] == actor.user_id
        case ("own_area", field):
            return row[field] is not None and any(row[field].startswith(area) for area in actor.townships)
        case ("in", field, values):
            return row[field] in values
        case ("null", field):
            return row[field] is None
    raise AssertionError(tree)


# --- random worlds ---------------------------------------------------------------------------------------------------


def value_of(field: Field) -> st.SearchStrategy[Any]:
    if field.unique:
        return st.none()
    match field.kind:
        case Kind.CHOICE:
            values: st.SearchStrategy[Any] = st.sampled_from([choice.value for choice in field.choices])
        case Kind.LINK:
            values = st.sampled_from({"agency": AGENCIES, "field_unit": UNITS, "user": USERS, "division": AREAS, "case": CASES}.get(field.record or "", CASES))
        case Kind.BOOLEAN:
            values = st.booleans()
        case Kind.TEXT:
            values = st.sampled_from(["罗青禾", "a!b && c", "r.obj.p", ""])
        case _:
            return st.none()
    return values if needed(field) else st.none() | values


def needed(field: Field) -> bool:
    return field.required or field.name == "state"


def rows_of(name: str) -> st.SearchStrategy[Mapping[str, Any]]:
    fixed = {"id", "version", "created_at", "updated_at"}
    return st.fixed_dictionaries({field.name: value_of(field) for field in RECORDS[name].fields
                                  if field.name not in fixed and field.kind is not Kind.PROTECTED})


ACTORS = st.builds(
    Actor, user_id=st.sampled_from(USERS), username=st.just("x"), name=st.just("x"), county=st.just(COUNTY), agency=st.sampled_from(AGENCIES),
    branch=st.sampled_from(["COURT", "GOVERNMENT", "PROCURATORATE"]), unit=st.none() | st.sampled_from(UNITS),
    townships=st.lists(st.sampled_from((*AREAS, "")), max_size=2).map(tuple), roles=st.frozensets(st.sampled_from(ROLES)))
AUDIENCES = tuple(f"A:{a}" for a in AGENCIES) + tuple(f"U:{u}" for u in UNITS) + tuple(f"P:{u}" for u in USERS)
UNTIL = st.sampled_from([None, NOW, NOW + timedelta(days=1), NOW - timedelta(days=1)])
GRANTS = st.lists(st.tuples(st.sampled_from(AUDIENCES), st.sampled_from(CASES), st.integers(1, 3), UNTIL), max_size=6,
                  unique_by=lambda grant: grant[:2]).map(tuple)


def with_keys(rows: list[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    stamps = {"version": 1, "created_at": NOW, "updated_at": NOW}
    return tuple({"id": UUID(int=100 + n), **stamps, **row} for n, row in enumerate(rows))


def worlds(name: str) -> st.SearchStrategy[World]:
    rows = st.lists(rows_of(name), min_size=1, max_size=4).map(with_keys)
    return st.builds(World, st.just(name), rows, GRANTS, ACTORS)


@dataclass(frozen=True)
class Written:
    """A random line and the tree its condition was written from."""

    row: tuple[str, ...]
    tree: tuple[Any, ...]


def objects(name: str) -> list[str]:
    record = RECORDS[name]
    named = [f.name for f in record.fields if not always_seen(record, f.name)]
    items = [f"{f.name}.{item.name}" for f in record.fields for item in f.items]
    return [name, *(f"{name}.{path}" for path in (*named, *items)), f"{name}.*", *(f"{name}#{c}" for c in ("public", "internal", "work_secret", "personal"))]


def acts(name: str) -> list[str]:
    flow = RECORDS[name].flow
    return ["read", "read", "read", "mask", "edit", "reveal", "create", *(f"move.{m.name}" for m in (flow.moves[:2] if flow else ()))]


@st.composite
def written(draw: st.DrawFn, name: str) -> Written:
    record = RECORDS[name]
    act = draw(st.sampled_from(acts(name)))
    if act == "create" or act.startswith("move."):
        on = name
    else:
        broad = st.sampled_from([name, f"{name}.*", f"{name}#internal", f"{name}#public"])
        on = draw(broad | st.sampled_from(objects(name))) if act == "read" else draw(st.sampled_from(objects(name)[1:]))
    field = record.by_name.get(on.removeprefix(f"{name}.").split(".")[0])
    if act in ("mask", "reveal") and field and ("." in on.removeprefix(f"{name}.") or field.kind is not Kind.PROTECTED):
        on = f"{name}.*"
    tree = draw(trees(name))
    effect = draw(st.sampled_from(["allow", "allow", "allow", "deny"]))
    county = draw(st.sampled_from(["*", COUNTY, "510524"]))
    return Written(("p", draw(st.sampled_from(ROLES)), county, on, act, text(tree), effect), tree)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[World, list[Written]]:
    name = draw(st.sampled_from(NAMES))
    lines = draw(st.lists(written(name), min_size=1, max_size=7))
    # The row itself is usually granted, or nothing else would be seen at all.
    tree = draw(trees(name))
    return draw(worlds(name)), [Written(("p", "staff", "*", name, "read", text(tree), "allow"), tree), *lines]


def roles_here(world: World) -> frozenset[str]:
    return world.actor.roles | {"staff"}


def expected(world: World, lines: list[Written], row: Mapping[str, Any], path: str, act: str) -> bool:
    """The plain meaning: some line allows, none denies; an item field also needs its list."""
    record = RECORDS[world.record]
    outer, _, inner = path.partition(".")
    if inner and not expected(world, lines, row, outer, act):
        return False
    field = record.by_name.get(outer)
    field = next(f for f in field.items if f.name == inner) if field and inner else field
    if field is None:
        names = {world.record}
    else:
        names = {f"{world.record}.{path}", f"{world.record}.{outer}", f"{world.record}.*", f"{world.record}#{field.sensitivity}"}
    met = [line.row[6] for line in lines if line.row[1] in roles_here(world) and line.row[2] in ("*", COUNTY)
           and line.row[3] in names and line.row[4] == act and truth(line.tree, row, world)]
    return "allow" in met and "deny" not in met


def asked_of(name: str) -> list[tuple[str, str]]:
    """Objects and acts to compare: the row, some fields of every class, and item fields."""
    record = RECORDS[name]
    paths, seen = [], set()
    for field in record.fields:
        if not always_seen(record, field.name) and (field.sensitivity, field.kind) not in seen:
            seen.add((field.sensitivity, field.kind))
            paths += [field.name, *(f"{field.name}.{item.name}" for item in field.items)]
    moves = [("", act) for act in acts(name) if act.startswith("move.")]
    return [("", "read"), ("", "create"), *moves, *((path, act) for path in paths for act in ("read", "edit"))]


# --- the properties --------------------------------------------------------------------------------------------------


@pytest.mark.examples(150)
@settings(max_examples=150)
@given(scenes())
def test_casbin_python_and_plain_meaning_agree(scene: tuple[World, list[Written]]) -> None:
    world, lines = scene
    rows = [line.row for line in lines]
    actor = Actor(**{**vars(world.actor), "roles": roles_here(world)})
    judge = enforcer(rows, [actor])
    rules = Policy(rows).rules(actor.roles, COUNTY)
    for row in world.rows[:2]:
        asked = Asked(row, actor, world.level)
        for path, act in asked_of(world.record):
            object_ = f"{world.record}.{path}" if path else world.record
            says = enforce(judge, object_, act, asked)
            if "." in path:
                says = says and enforce(judge, f"{world.record}.{path.split('.')[0]}", act, asked)
            plain = expected(world, lines, row, path, act)
            python = rules.allows(world.record, path, act, row, actor, world.level)
            assert (says, python) == (plain, plain), (object_, act, rows)


async def store(connection: asyncpg.Connection[asyncpg.Record], world: World) -> None:
    for row in world.rows:
        columns = ", ".join(f'"{name}"' for name in row)
        places = ", ".join(f"${n + 2}" for n in range(len(row)))
        values = row.values()
        await connection.execute(f'INSERT INTO "{world.record}" (county, {columns}) VALUES ($1, {places})', COUNTY, *values)
    for audience, case, level, until in world.grants:
        await connection.execute("INSERT INTO case_access VALUES ($1, $2, $3, 'test', $4, $5)", COUNTY, audience, case, level, until)


async def judged(connection: asyncpg.Connection[asyncpg.Record], world: World, conditions: list[Condition]) -> list[dict[int, bool]]:
    """For every row, in order, which conditions PostgreSQL finds TRUE."""
    binds, record = Binds(), RECORDS[world.record]
    parts = [f"({clause(each, record, 't', binds)})" for each in conditions]
    statement = Statement(f'SELECT ARRAY[{", ".join(f"{p} IS TRUE" for p in parts)}] FROM "{record.name}" t ORDER BY id', tuple(binds.terms))
    found = await connection.fetch(statement.sql, *statement.arguments((), facts_of(world.actor, NOW)))
    return [dict(enumerate(row[0])) for row in found]


def compiled(rules: Rules, name: str) -> list[tuple[str, str, Condition]]:
    """(path, act, condition) for everything the compiler gives: absolute, and as seen on visible rows."""
    found: list[tuple[str, str, Condition]] = []
    for path, act in asked_of(name):
        if not path:
            found.append((path, act, rules.row(name, act)))
            continue
        access = rules.field(name, path, act)
        protected = act == "read" and RECORDS[name].by_name[path.split(".")[0]].kind is Kind.PROTECTED
        found.append((path, act, access.masked if protected else access.full))
    return found


@pytest.mark.examples(200)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(scenes())
async def test_sql_and_plain_meaning_agree(database_url: str, scene: tuple[World, list[Written]]) -> None:
    world, lines = scene
    rules = Policy([line.row for line in lines]).rules(roles_here(world), COUNTY)
    answers, name = compiled(rules, world.record), world.record
    protected = {path for path, _, _ in answers if path and RECORDS[name].by_name[path.split(".")[0]].kind is Kind.PROTECTED}
    seen = [rules.shown(name, rules.field(name, path)) for path, act, _ in answers if path and act == "read"]
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute("SET session_replication_role = replica; BEGIN")
        await store(connection, world)
        found = await judged(connection, world, [each for *_, each in answers] + [a.full for a in seen] + [a.masked for a in seen])
    finally:
        await connection.close()
    reads = [path for path, act, _ in answers if path and act == "read"]
    for row, verdicts in zip(world.rows, found, strict=True):
        for n, (path, act, each) in enumerate(answers):
            plain = expected(world, lines, row, path, act)
            if path in protected and act == "read":
                plain = plain or expected(world, lines, row, path, "mask")
            assert verdicts[n] == plain, (path, act, said(each))
        if not expected(world, lines, row, "", "read"):
            continue
        for n, path in enumerate(reads):  # the shortened access tells the same on visible rows
            full = expected(world, lines, row, path, "read")
            masked = full or expected(world, lines, row, path, "mask")
            value, mask = verdicts[len(answers) + n], verdicts[len(answers) + len(reads) + n]
            assert value == (full and path not in protected), (path, seen[n])
            if maskable(RECORDS[name].by_name[path.split(".")[0]]):
                assert (value or mask) == masked, (path, seen[n])


@pytest.mark.examples(300)
@settings(max_examples=300)
@given(st.sampled_from(NAMES).flatmap(lambda name: st.tuples(worlds(name), trees(name), trees(name))))
def test_the_shortened_forms_keep_their_meaning(case: tuple[World, tuple[Any, ...], tuple[Any, ...]]) -> None:
    world, one, other = case
    a, b = (condition(parse(text(tree), world.record)) for tree in (one, other))
    relative = given_that(a, b)
    for row in world.rows:
        first, second = truth(one, row, world), truth(other, row, world)
        assert means(simplest(a), row, world) == first
        assert means(simplest(Not(a)), row, world) != first
        assert means(both(a, b), row, world) == (first and second)
        assert means(simplest(Some((a, Not(b)))), row, world) == (first or not second)
        assert means(simplest(All((a, Not(Some((a, b)))))), row, world) is False
        if first:
            assert means(relative, row, world) == second
            assert second or not implies(a, b)


def means(found: Condition, row: Mapping[str, Any], world: World) -> bool:
    """A compiled condition read back through the words people see: `said` is tested along the way."""
    from authz.conditions import holds

    return holds(parse(said(found), world.record), row, world.actor, world.level)


@pytest.mark.examples(100)
@settings(max_examples=100)
@given(scenes())
def test_what_is_permitted_is_shown_and_no_row_is_touched_unseen(scene: tuple[World, list[Written]]) -> None:
    world, lines = scene
    actor = Actor(**{**vars(world.actor), "roles": roles_here(world)})
    rules = Policy([line.row for line in lines]).rules_of(actor)
    for row in world.rows:
        sees = permits(rules, world.record, "read", row, actor, world.level)
        assert sees == expected(world, lines, row, "", "read")
        for act in acts(world.record):
            if act in ("edit",) or act.startswith("move."):
                assert sees or not permits(rules, world.record, act, row, actor, world.level)
        for field in RECORDS[world.record].fields:
            how = shown(rules, world.record, field.name, row, actor, world.level)
            assert sees or how is None
            assert how != "full" or field.kind is not Kind.PROTECTED
            if rules.row(world.record) == NEVER:
                assert how is None


@given(st.sampled_from(NAMES).flatmap(lambda name: written(name)))
def test_every_random_line_is_sound(line: Written) -> None:
    checked(line.row)


def test_the_dates_of_a_world_are_what_they_seem() -> None:
    assert NOW.date() == date(2026, 3, 9)
    assert FULL.full != NEVER
