"""What people write first: Strawberry resolvers over SQLAlchemy's ORM with selectinload, the visibility in its WHERE."""

# mypy: disable-error-code="attr-defined,union-attr"
# Columns come from the tables at run time, so no checker knows them.

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import strawberry
from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import selectinload
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

from api.database import SESSION, open_database
from api.identity import Identity
from api.keys import fresh_key
from api.operation import bearer
from api.settings import Settings
from api.tokens import Tokens
from authz.actor import Actor
from bench.contestants import orm_models as m
from bench.contestants import orm_types as t
from sync.chain import chained

LINKS = {"dockets": ("agency_row",), "recommendations": ("target_agency_row",), "consultations": ("convener_row",), "social_relief_referrals": ("receiver_row",), "tasks": ("agency_row",),
         "duties": ("agency_row",), "shares": ("from_agency_row", "to_agency_row"), "timeline": ("agency_row", "actor_row")}


def wanted(info: strawberry.Info[Any, Any], below: str | None = None) -> set[str]:
    """Names of the fields asked for of a case, so that only those relations are loaded."""
    chosen = info.selected_fields[0].selections
    if below:
        chosen = [inner for one in chosen if getattr(one, "name", "") == below for inner in one.selections]
    flat = [inner for one in chosen for inner in (one.selections if not hasattr(one, "name") or type(one).__name__ == "InlineFragment" else (one,))]
    return {"".join("_" + sign.lower() if sign.isupper() else sign for sign in one.name) for one in flat if hasattr(one, "name")}


def loading(names: set[str]) -> list[Any]:
    """selectinload for every relation asked for."""
    options: list[Any] = []
    if "lead_agency" in names:
        options.append(selectinload(m.Case.lead_agency_row))
    if "township" in names:
        options.append(selectinload(m.Case.township_row))
    for name in names & m.CHILDREN.keys():
        option = selectinload(getattr(m.Case, name))
        links = [getattr(m.CHILDREN[name], link) for link in LINKS.get(name, ())]
        options += [option.selectinload(link) for link in links] or [option]
    return options


def visible(actor: Actor) -> Any:
    return and_(m.Case.county == actor.county, m.reaches(m.Case, m.Case.id, actor.audiences, 1))


async def levels(session: AsyncSession, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, int]:
    """How far the actor's access to each case goes."""
    rows = await session.execute(
        select(m.CaseAccess.case_id, func.max(m.CaseAccess.level)).where(
            m.CaseAccess.county == actor.county, m.CaseAccess.case_id.in_(ids), m.CaseAccess.audience.in_(actor.audiences),
            or_(m.CaseAccess.until.is_(None), m.CaseAccess.until > func.now())).group_by(m.CaseAccess.case_id))
    return {row[0]: row[1] for row in rows}


async def shown(session: AsyncSession, actor: Actor, statement: Any) -> list[t.CaseType]:
    rows = (await session.scalars(statement)).all()
    held = await levels(session, actor, [row.id for row in rows]) if rows else {}
    return [t.case(row, held[row.id], actor) for row in rows]


def key_of(text: str) -> UUID:
    return UUID(text.rpartition(":")[2])


@strawberry.type
class Query:
    @strawberry.field
    async def cases(
        self, info: strawberry.Info[Any, Any], first: int = 20, search: str | None = None, filter: t.CaseFilter | None = None,
        order_by: list[t.CaseOrder] | None = None,
    ) -> t.Connection[t.CaseType]:
        actor: Actor = info.context["actor"]
        conditions = [visible(actor)]
        if filter and filter.opened_on and filter.opened_on.ge:
            conditions.append(m.Case.opened_on >= filter.opened_on.ge)
        file = m.reaches(m.Case, m.Case.id, actor.audiences, 2)
        conditions += [or_(m.holds(m.Case, m.Case.number, word), m.holds(m.Case, m.Case.title, word), and_(file, m.holds(m.Case, m.Case.summary, word)))
                       for word in (search or "").split()]
        order = [getattr(m.Case, o.field.value).desc() if o.direction is t.OrderDirection.DESC else getattr(m.Case, o.field.value) for o in order_by or ()]
        rising = bool(order_by) and order_by[-1].direction is t.OrderDirection.ASC  # type: ignore[index]
        order.append(m.Case.id if rising else m.Case.id.desc())  # ties go the way of the last order
        asked = wanted(info)
        async with info.context["session"]() as session:
            statement = select(m.Case).where(*conditions).order_by(*order).limit(first + 1).options(*loading(wanted(info, "nodes")))
            nodes = await shown(session, actor, statement)
            total = await session.scalar(select(func.count()).select_from(m.Case).where(*conditions)) if "total_count" in asked else None
        return t.Connection(nodes=nodes[:first], total_count=total, page_info=t.PageInfo(has_next_page=len(nodes) > first))

    @strawberry.field
    async def case(self, info: strawberry.Info[Any, Any], id: strawberry.ID) -> t.CaseType | None:
        return await one(info, id)

    @strawberry.field
    async def node(self, info: strawberry.Info[Any, Any], id: strawberry.ID) -> t.Node | None:
        return await one(info, id)

    @strawberry.field
    async def inbox(self, info: strawberry.Info[Any, Any]) -> t.Inbox:
        actor: Actor = info.context["actor"]
        tasks = and_(m.Task.county == actor.county, m.Task.state == "OPEN", or_(m.Task.assignee == actor.user_id, m.Task.agency == actor.agency),
                     or_(m.Task.agency == actor.agency, m.reaches(m.Task, m.Task.case_id, actor.audiences, 2)))
        duties = and_(m.Duty.county == actor.county, m.Duty.state == "RUNNING", m.Duty.agency == actor.agency)
        shares = and_(m.Share.county == actor.county, m.Share.state == "OFFERED", m.Share.to_agency == actor.agency)
        conflicts = and_(m.Conflict.county == actor.county, m.Conflict.state == "OPEN", m.reaches(m.Conflict, m.Conflict.case_id, actor.audiences, 2))
        held = and_(m.Quarantine.county == actor.county, m.Quarantine.state == "HELD", m.Quarantine.owner_agency == actor.agency)
        async with info.context["session"]() as session:
            found = [(await session.scalars(select(model).where(where).order_by(model.id.desc()).limit(20).options(*options))).all() for model, where, options in (
                (m.Task, tasks, [selectinload(m.Task.case_id_row)]), (m.Duty, duties, [selectinload(m.Duty.case_id_row)]),
                (m.Share, shares, [selectinload(m.Share.from_agency_row), selectinload(m.Share.to_agency_row)]), (m.Conflict, conflicts, []), (m.Quarantine, held, []))]
            counts = [await session.scalar(select(func.count()).select_from(model).where(where)) for model, where in ((m.Task, tasks), (m.Duty, duties))]
            ids = [row.case_id for row in (*found[0], *found[1])]
            access = await levels(session, actor, ids) if ids else {}

            def of(row: Any) -> t.CaseType | None:
                return t.case(row.case_id_row, access[row.case_id], actor) if row.case_id in access else None

            return t.Inbox(held={
                "tasks": ([t.task(row, of(row)) for row in found[0]], counts[0]),
                "duties": ([t.duty(row, of(row)) for row in found[1]], counts[1]),
                "shares": ([t.share(row) for row in found[2]], None),
                "conflicts": ([t.ConflictType(id=t.key("Conflict", row), record_type=row.record_type, path=row.path) for row in found[3]], None),
                "quarantines": ([t.QuarantineType(id=t.key("Quarantine", row), record_type=row.record_type, code=row.code) for row in found[4]], None)})


async def one(info: strawberry.Info[Any, Any], key: str) -> t.CaseType | None:
    actor: Actor = info.context["actor"]
    async with info.context["session"]() as session:
        statement = select(m.Case).where(visible(actor), m.Case.id == key_of(key)).options(*loading(wanted(info)))
        found = await shown(session, actor, statement)
        return found[0] if found else None


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def edit_case(self, info: strawberry.Info[Any, Any], input: t.EditCaseInput) -> Annotated[t.CaseDone | t.Refused, strawberry.union("EditCaseResult")]:
        actor: Actor = info.context["actor"]
        now, change = datetime.now(UTC), fresh_key()
        async with info.context["session"]() as session, session.begin():
            row: Any = await session.scalar(select(m.Case).where(visible(actor), m.Case.id == key_of(input.id)).with_for_update())
            if row is None or row.lead_agency != actor.agency:
                return t.Refused(code="FORBIDDEN")
            if row.version != input.expected_version:
                return t.Refused(code="STALE")
            level = (await levels(session, actor, [row.id]))[row.id]
            entry = chained(
                {"county": actor.county, "id": fresh_key(), "case_id": row.id, "record_type": "case", "record_key": str(row.id), "act": "EDIT", "move": None,
                 "actor": actor.user_id, "agency": actor.agency, "device": None, "occurred_at": now, "created_at": now},
                [("summary", row.summary, input.set.summary)], row.chain_position + 1, row.chain_digest)
            session.add(m.Entry(**entry, version=1, updated_at=now))
            session.add(m.EntryChange(county=actor.county, entry_id=entry["id"], ordinal=0, field="summary", old=row.summary, new=input.set.summary))
            session.add(m.FeedCase(county=actor.county, change_id=change, case_id=row.id))
            row.summary, row.version, row.updated_at = input.set.summary, row.version + 1, now
            row.chain_position, row.chain_digest = entry["position"], entry["digest"]
            await session.flush()
            seq = await session.scalar(update(m.FeedCounter).where(m.FeedCounter.county == actor.county).values(seq=m.FeedCounter.seq + 1).returning(m.FeedCounter.seq))
            session.add(m.Feed(county=actor.county, seq=seq, change_id=change))
            await session.flush()
            return t.CaseDone(outcome="applied", case=t.case(row, level, actor))


SCHEMA = strawberry.Schema(Query, Mutation, types=[t.CaseType], extensions=[lambda: ParserCache(), lambda: ValidationCache()])


def application() -> Starlette:
    """What a worker process serves."""
    settings = Settings.read()
    parts: dict[str, Any] = {}

    class Door(GraphQL[Any, Any]):
        async def get_context(self, request: Any, response: Any) -> dict[str, Any]:
            return {"actor": await parts["identity"].actor(bearer(request.headers.get("authorization")) or ""), "session": parts["session"]}

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        database = await open_database(settings)
        engine = create_async_engine("postgresql+asyncpg://", async_creator=partial(asyncpg.connect, settings.database_url, server_settings=SESSION),
                                     pool_size=settings.pool_size, max_overflow=0)
        parts.update(identity=Identity(database, Tokens(settings.master_key())), session=async_sessionmaker(engine, expire_on_commit=False))
        async with parts["identity"].running():
            yield
        await engine.dispose()
        await database.close()

    async def healthy(_: Request) -> Response:
        return Response("ok")

    return Starlette(lifespan=lifespan, routes=[Route("/healthz", healthy), Route("/graphql", Door(SCHEMA, graphql_ide=None), methods=["POST"])])
