"""The GraphQL types of the ORM contestant, as Strawberry has them: one class per type, masks in its constructor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from authz.actor import Actor

T = TypeVar("T")


@strawberry.type(name="Agency")
class AgencyType:
    code: str
    short_name: str | None


@strawberry.type(name="Division")
class DivisionType:
    name: str | None


@strawberry.type(name="User")
class UserType:
    name: str | None


@strawberry.type
class PageInfo:
    has_next_page: bool


@strawberry.type
class Connection(Generic[T]):
    nodes: list[T]
    total_count: int | None = None
    page_info: PageInfo | None = None


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type(name="Docket")
class DocketType:
    id: strawberry.ID
    branch: str
    number: str | None
    registered_on: date | None
    agency: AgencyType | None


@strawberry.type(name="Party")
class PartyType:
    id: strawberry.ID
    name: str | None
    role: str | None
    kind: str | None
    id_number: str | None
    phone: str | None
    address: str | None
    vulnerable_groups: list[str] | None


@strawberry.type(name="Mediation")
class MediationType:
    id: strawberry.ID
    title: str | None
    state: str
    kind: str | None
    dispute_type: str | None
    facts: str | None
    agreement_text: str | None
    agreement_amount: str | None
    performance_due_on: date | None
    effective_on: date | None
    file_number: str | None


@strawberry.type(name="JudicialRelief")
class JudicialReliefType:
    id: strawberry.ID
    state: str
    cause: str | None
    applicant_name: str | None
    applicant_id_number: str | None
    hardship: str | None
    household_size: int | None
    household_income: str | None
    requested_amount: str | None
    approved_amount: str | None
    decision_number: str | None


@strawberry.type(name="SocialReliefReferral")
class SocialReliefReferralType:
    id: strawberry.ID
    state: str
    kind: str | None
    need: str | None
    granted_amount: str | None
    receiver: AgencyType | None


@strawberry.type(name="Recommendation")
class RecommendationType:
    id: strawberry.ID
    state: str
    kind: str | None
    document_number: str | None
    facts: str | None
    legal_basis: str | None
    reply: str | None
    served_on: date | None
    replied_on: date | None
    late_reply: bool | None
    target_agency: AgencyType | None


@strawberry.type(name="Consultation")
class ConsultationType:
    id: strawberry.ID
    state: str
    topic: str | None
    ground: str | None
    number: str | None
    pending_case: bool | None
    convener: AgencyType | None


@strawberry.type(name="Task")
class TaskType:
    id: strawberry.ID
    title: str | None
    state: str
    due_at: datetime | None
    result: str | None
    agency: AgencyType | None
    case: Annotated[CaseType, strawberry.lazy("bench.contestants.orm_types")] | None = None


@strawberry.type(name="Duty")
class DutyType:
    id: strawberry.ID
    code: str | None
    label: str | None
    state: str
    started_at: datetime | None
    due_at: datetime | None
    met_at: datetime | None
    late: bool | None
    late_days: int | None
    basis: str | None
    agency: AgencyType | None
    case: Annotated[CaseType, strawberry.lazy("bench.contestants.orm_types")] | None = None


@strawberry.type(name="Document")
class DocumentType:
    id: strawberry.ID
    title: str | None
    kind: str | None
    media_type: str | None
    size: int | None
    document_number: str | None


@strawberry.type(name="Share")
class ShareType:
    id: strawberry.ID
    state: str
    purpose: str | None
    expires_at: datetime | None
    from_agency: AgencyType | None
    to_agency: AgencyType | None


@strawberry.type(name="Entry")
class EntryType:
    position: int
    act: str | None
    move: str | None
    record_type: str | None
    occurred_at: datetime | None
    digest: str | None
    actor: UserType | None
    agency: AgencyType | None


@strawberry.type(name="Conflict")
class ConflictType:
    id: strawberry.ID
    record_type: str | None
    path: str | None


@strawberry.type(name="Quarantine")
class QuarantineType:
    id: strawberry.ID
    record_type: str | None
    code: str | None


@strawberry.type(name="Case")
class CaseType(Node):
    number: str | None
    title: str | None
    summary: str | None
    state: str
    urgency: str | None
    opened_on: date | None
    version: int
    row: strawberry.Private[Any]
    level: strawberry.Private[int]
    actor: strawberry.Private[Actor]

    @strawberry.field
    def lead_agency(self) -> AgencyType | None:
        return agency(self.row.lead_agency_row)

    @strawberry.field
    def township(self) -> DivisionType | None:
        return DivisionType(name=self.row.township_row.name) if self.row.township_row else None

    @strawberry.field
    def parties(self, first: int = 20) -> Connection[PartyType]:
        return Connection(nodes=[party(row, self.level) for row in self._file("parties", first)])

    @strawberry.field
    def dockets(self, first: int = 20) -> Connection[DocketType]:
        return Connection(nodes=[docket(row) for row in self._file("dockets", first)])

    @strawberry.field
    def mediations(self, first: int = 20) -> Connection[MediationType]:
        return Connection(nodes=[mediation(row) for row in self._file("mediations", first)])

    @strawberry.field
    def judicial_reliefs(self, first: int = 20) -> Connection[JudicialReliefType]:
        mine = self.actor.agency
        return Connection(nodes=[judicial_relief(row, mine) for row in self._seen("judicial_reliefs", lambda row: row.lead_agency == mine, first)])

    @strawberry.field
    def social_relief_referrals(self, first: int = 20) -> Connection[SocialReliefReferralType]:
        mine = self.actor.agency
        return Connection(nodes=[social_relief_referral(row, mine) for row in self._seen("social_relief_referrals", lambda row: row.receiver == mine, first)])

    @strawberry.field
    def recommendations(self, first: int = 20) -> Connection[RecommendationType]:
        mine = self.actor.agency
        rows = [row for row in self.row.recommendations if row.lead_agency == mine
                or (row.state not in ("APPROVED", "DRAFT") and (row.target_agency == mine or self.level >= 2))]
        return Connection(nodes=[recommendation(row, mine) for row in rows[:first]])

    @strawberry.field
    def consultations(self, first: int = 20) -> Connection[ConsultationType]:
        mine = self.actor.agency
        return Connection(nodes=[consultation(row) for row in self._seen("consultations", lambda row: mine in (row.lead_agency, row.convener), first)])

    @strawberry.field
    def tasks(self, first: int = 20) -> Connection[TaskType]:
        return Connection(nodes=[task(row) for row in self._seen("tasks", lambda row: row.agency == self.actor.agency, first)])

    @strawberry.field
    def duties(self, first: int = 20) -> Connection[DutyType]:
        return Connection(nodes=[duty(row) for row in self._seen("duties", lambda row: row.agency == self.actor.agency, first)])

    @strawberry.field
    def documents(self, first: int = 20) -> Connection[DocumentType]:
        return Connection(nodes=[document(row) for row in self._file("documents", first)])

    @strawberry.field
    def shares(self, first: int = 20) -> Connection[ShareType]:
        mine = self.actor.agency
        return Connection(nodes=[share(row) for row in self._seen("shares", lambda row: mine in (row.from_agency, row.to_agency), first)])

    @strawberry.field
    def timeline(self, first: int = 20) -> Connection[EntryType]:
        return Connection(nodes=[entry(row) for row in self._file("timeline", first)])

    def _file(self, name: str, first: int) -> Sequence[Any]:
        rows: Sequence[Any] = getattr(self.row, name)[:first] if self.level >= 2 else ()
        return rows

    def _seen(self, name: str, own: Callable[[Any], bool], first: int) -> Sequence[Any]:
        return [row for row in getattr(self.row, name) if self.level >= 2 or own(row)][:first]


def money(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def key(name: str, row: Any) -> strawberry.ID:
    return strawberry.ID(f"{name}:{row.county}:{row.id}")


def agency(row: Any) -> AgencyType | None:
    return AgencyType(code=row.code, short_name=row.short_name) if row else None


def case(row: Any, level: int, actor: Actor) -> CaseType:
    return CaseType(id=key("Case", row), number=row.number, title=row.title, summary=row.summary if level >= 2 else None, state=row.state,
                    urgency=row.urgency, opened_on=row.opened_on, version=row.version, row=row, level=level, actor=actor)


DOCKETS = {"COURT": "CourtDocket", "PROCURATORATE": "ProcuratorateDocket", "GOVERNMENT": "GovernmentDocket"}


def docket(row: Any) -> DocketType:
    return DocketType(id=key(DOCKETS[row.branch], row), branch=row.branch, number=row.number, registered_on=row.registered_on, agency=agency(row.agency_row))


def party(row: Any, level: int) -> PartyType:
    return PartyType(id=key("Party", row), name=row.name, role=row.role, kind=row.kind, id_number=row.id_number_masked, phone=row.phone_masked,
                     address=row.address, vulnerable_groups=row.vulnerable_groups if level >= 3 else None)


def mediation(row: Any) -> MediationType:
    return MediationType(
        id=key("Mediation", row), title=row.title, state=row.state, kind=row.kind, dispute_type=row.dispute_type, facts=row.facts,
        agreement_text=row.agreement_text, agreement_amount=money(row.agreement_amount), performance_due_on=row.performance_due_on,
        effective_on=row.effective_on, file_number=row.file_number)


def masked_name(value: str | None) -> str | None:
    return None if value is None else value[0] + "*" if len(value) >= 2 else "*"


def judicial_relief(row: Any, mine: str) -> JudicialReliefType:
    own = row.lead_agency == mine
    return JudicialReliefType(
        id=key("JudicialRelief", row), state=row.state, cause=row.cause, applicant_name=row.applicant_name if own else masked_name(row.applicant_name),
        applicant_id_number=row.applicant_id_number_masked, hardship=row.hardship if own else None, household_size=row.household_size if own else None,
        household_income=money(row.household_income) if own else None, requested_amount=money(row.requested_amount),
        approved_amount=money(row.approved_amount), decision_number=row.decision_number)


def social_relief_referral(row: Any, mine: str) -> SocialReliefReferralType:
    return SocialReliefReferralType(id=key("SocialReliefReferral", row), state=row.state, kind=row.kind, need=row.need if row.receiver == mine else None,
                                    granted_amount=money(row.granted_amount), receiver=agency(row.receiver_row))


def recommendation(row: Any, mine: str) -> RecommendationType:
    own = mine in (row.lead_agency, row.target_agency)
    return RecommendationType(
        id=key("Recommendation", row), state=row.state, kind=row.kind, document_number=row.document_number, facts=row.facts if own else None,
        legal_basis=row.legal_basis if own else None, reply=row.reply if own else None, served_on=row.served_on, replied_on=row.replied_on,
        late_reply=row.late_reply, target_agency=agency(row.target_agency_row))


def consultation(row: Any) -> ConsultationType:
    return ConsultationType(id=key("Consultation", row), state=row.state, topic=row.topic, ground=row.ground, number=row.number, pending_case=row.pending_case,
                            convener=agency(row.convener_row))


def task(row: Any, of: CaseType | None = None) -> TaskType:
    return TaskType(id=key("Task", row), title=row.title, state=row.state, due_at=row.due_at, result=row.result,
                    agency=agency(row.agency_row) if of is None else None, case=of)


def duty(row: Any, of: CaseType | None = None) -> DutyType:
    return DutyType(id=key("Duty", row), code=row.code, label=row.label, state=row.state, started_at=row.started_at, due_at=row.due_at, met_at=row.met_at,
                    late=row.late, late_days=row.late_days, basis=row.basis, agency=agency(row.agency_row) if of is None else None, case=of)


def document(row: Any) -> DocumentType:
    return DocumentType(id=key("Document", row), title=row.title, kind=row.kind, media_type=row.media_type, size=row.size, document_number=row.document_number)


def share(row: Any) -> ShareType:
    return ShareType(id=key("Share", row), state=row.state, purpose=row.purpose, expires_at=row.expires_at, from_agency=agency(row.from_agency_row),
                     to_agency=agency(row.to_agency_row))


def entry(row: Any) -> EntryType:
    return EntryType(position=row.position, act=row.act, move=row.move, record_type=row.record_type, occurred_at=row.occurred_at, digest=row.digest,
                     actor=UserType(name=row.actor_row.name) if row.actor_row else None, agency=agency(row.agency_row))


# --- inputs ----------------------------------------------------------------------------------------------------------


@strawberry.input
class DateFilter:
    ge: date | None = None


@strawberry.input
class CaseFilter:
    opened_on: DateFilter | None = None


@strawberry.enum
class CaseOrderField(Enum):
    OPENED_ON = "opened_on"


@strawberry.enum
class OrderDirection(Enum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.input
class CaseOrder:
    field: CaseOrderField
    direction: OrderDirection = OrderDirection.ASC


@strawberry.input
class CaseChanges:
    summary: str


@strawberry.input
class EditCaseInput:
    id: strawberry.ID
    expected_version: int
    set: CaseChanges


@strawberry.type
class CaseDone:
    outcome: str
    case: CaseType | None


@strawberry.type
class Refused:
    code: str


@strawberry.type
class Inbox:
    held: strawberry.Private[dict[str, Any]]

    @strawberry.field
    def tasks(self, first: int = 20) -> Connection[TaskType]:
        return self._of("tasks", first)

    @strawberry.field
    def duties(self, first: int = 20) -> Connection[DutyType]:
        return self._of("duties", first)

    @strawberry.field
    def shares(self, first: int = 20) -> Connection[ShareType]:
        return self._of("shares", first)

    @strawberry.field
    def conflicts(self, first: int = 20) -> Connection[ConflictType]:
        return self._of("conflicts", first)

    @strawberry.field
    def quarantines(self, first: int = 20) -> Connection[QuarantineType]:
        return self._of("quarantines", first)

    def _of(self, name: str, first: int) -> Connection[Any]:
        nodes, total = self.held[name]
        return Connection(nodes=nodes[:first], total_count=total)
