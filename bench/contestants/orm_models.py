"""The tables as SQLAlchemy classes with their relations, and the predicate of who may see a case."""

# mypy: disable-error-code="attr-defined,union-attr"
# Columns come from the tables at run time, so no checker knows them.

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import DeclarativeBase, relationship

from schema.registry import METADATA


class Base(DeclarativeBase):
    """The declarative base over the product's own tables."""

    metadata = METADATA


class Agency(Base):
    __table__ = METADATA.tables["agency"]


class Division(Base):
    __table__ = METADATA.tables["division"]


class User(Base):
    __table__ = METADATA.tables["user"]


class CaseAccess(Base):
    __table__ = METADATA.tables["case_access"]


class Case(Base):
    __table__ = METADATA.tables["case"]


class Docket(Base):
    __table__ = METADATA.tables["docket"]


class Party(Base):
    __table__ = METADATA.tables["party"]


class Mediation(Base):
    __table__ = METADATA.tables["mediation"]


class JudicialRelief(Base):
    __table__ = METADATA.tables["judicial_relief"]


class SocialReliefReferral(Base):
    __table__ = METADATA.tables["social_relief_referral"]


class Recommendation(Base):
    __table__ = METADATA.tables["recommendation"]


class Consultation(Base):
    __table__ = METADATA.tables["consultation"]


class Task(Base):
    __table__ = METADATA.tables["task"]


class Duty(Base):
    __table__ = METADATA.tables["duty"]


class Document(Base):
    __table__ = METADATA.tables["document"]


class Share(Base):
    __table__ = METADATA.tables["share"]


class Entry(Base):
    __table__ = METADATA.tables["entry"]


class Conflict(Base):
    __table__ = METADATA.tables["conflict"]


class Quarantine(Base):
    __table__ = METADATA.tables["quarantine"]


class EntryChange(Base):
    __table__ = METADATA.tables["entry_change"]


class FeedCase(Base):
    __table__ = METADATA.tables["feed_case"]


class Feed(Base):
    __table__ = METADATA.tables["feed"]


class FeedCounter(Base):
    __table__ = METADATA.tables["feed_counter"]


CHILDREN: dict[str, type[Base]] = {
    "dockets": Docket, "parties": Party, "mediations": Mediation, "judicial_reliefs": JudicialRelief, "social_relief_referrals": SocialReliefReferral,
    "recommendations": Recommendation, "consultations": Consultation, "tasks": Task, "duties": Duty, "documents": Document, "shares": Share, "timeline": Entry}
AGENCIES: dict[type[Base], tuple[str, ...]] = {
    Case: ("lead_agency",), Docket: ("agency",), Recommendation: ("target_agency",), Consultation: ("convener",), SocialReliefReferral: ("receiver",), Task: ("agency",), Duty: ("agency",),
    Share: ("from_agency", "to_agency"), Entry: ("agency",)}


def _relate() -> None:
    """Relations are alike, so they are made by a loop: `<column>_row` for a link, a list on the case for its children."""
    for model, columns in AGENCIES.items():
        for column in columns:
            _link(model, column, Agency, "code")
    _link(Case, "township", Division, "code")
    _link(Entry, "actor", User, "id")
    for name, model in CHILDREN.items():
        order = model.position if name == "timeline" else model.id.desc()
        setattr(Case, name, relationship(model, viewonly=True, order_by=order, foreign_keys=[model.county, model.case_id],
                                         primaryjoin=(Case.county == model.county) & (Case.id == model.case_id)))
        if name in ("tasks", "duties"):
            _link(model, "case_id", Case, "id")


def _link(model: Any, column: str, target: Any, key: str) -> None:
    setattr(model, f"{column}_row", relationship(
        target, viewonly=True, uselist=False, foreign_keys=[model.county, getattr(model, column)],
        primaryjoin=(model.county == target.county) & (getattr(model, column) == getattr(target, key))))


_relate()


def reaches(model: Any, case_key: Any, audiences: Sequence[str], level: int) -> ColumnElement[bool]:
    """One of these audiences has access of this level to the row's case."""
    return (select(1).where(CaseAccess.county == model.county, CaseAccess.case_id == case_key, CaseAccess.audience.in_(audiences),
                            CaseAccess.level >= level, or_(CaseAccess.until.is_(None), CaseAccess.until > func.now())).exists())


def holds(model: Any, column: Any, word: str) -> ColumnElement[bool]:
    """The column contains the word; found by the index of bigrams."""
    escaped = word.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return func.fuyuan_grams(column).op("@>")(func.fuyuan_grams(word)) & func.lower(column).like(f"%{escaped}%")

