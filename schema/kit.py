"""The words a record and a mechanism are written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as default_of
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import cached_property
from typing import Any

from schema.merge import MergeClass
from schema.paper import COMMON, Paper
from schema.periods import Calendar, Unit, due

APPEND, DRAFT, LEGAL = MergeClass.APPEND, MergeClass.DRAFT, MergeClass.LEGAL
OWNER, SEALED, SERVER = MergeClass.OWNER, MergeClass.SEALED, MergeClass.SERVER


class Sensitivity(StrEnum):
    """How far a field may travel (密级); policy lines name it as `record#sensitivity`."""

    PUBLIC = "public"  # 公开
    INTERNAL = "internal"  # 内部
    WORK_SECRET = "work_secret"  # 工作秘密  # noqa: S105
    PERSONAL = "personal"  # 个人信息
    SENSITIVE = "sensitive"  # 敏感个人信息
    MINOR = "minor"  # 涉未成年


SHANGHAI = timezone(timedelta(hours=8))
PUBLIC, INTERNAL, WORK_SECRET = Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.WORK_SECRET
PERSONAL, SENSITIVE, MINOR = Sensitivity.PERSONAL, Sensitivity.SENSITIVE, Sensitivity.MINOR
WEEKDAYS = Calendar("weekdays", frozenset(), frozenset(), frozenset())
"""Monday to Friday, where nobody brings the State Council's arrangement."""


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    INTEGER = "integer"
    MONEY = "money"  # yuan with two decimals; travels as a string
    DATE = "date"
    INSTANT = "instant"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    LINK = "link"
    TEXTS = "texts"
    ITEMS = "items"  # list of small objects with ids, merged by id
    PROTECTED = "protected"  # number kept as ciphertext, HMAC and masked text
    JSON = "json"


@dataclass(frozen=True)
class Choice:
    """One value of a closed list, with its Chinese label."""

    value: str
    label: str
    doc: str = ""


@dataclass(frozen=True)
class Field:
    """One field of a record: kind, label (中文名), sensitivity and merge rule are not optional."""

    name: str
    kind: Kind
    label: str
    doc: str
    sensitivity: Sensitivity | None = None
    merge: MergeClass | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    enum: str | None = None  # GraphQL enum name when several records share one list
    record: str | None = None  # LINK: the record it names
    inverse: str | None = None  # LINK: the name of the way back, a connection on that record
    items: tuple[Field, ...] = ()  # ITEMS: the fields of one element besides its id
    keyed: tuple[str, ...] = ()  # ITEMS: inner fields that say which element it is; two with the same are one
    check: str | None = None  # a key of identifiers.CHECKS
    mask: str | None = None  # a key of identifiers.MASKS, shown instead of null to whom only `mask` is granted
    search: bool = False
    order: bool = False
    unique: bool = False
    copies: bool = False  # holds copies of other records' values, guarded like the field each came from
    variants: tuple[str, ...] | None = None  # only in these variants of the record
    max_length: int = 4000
    on_create: bool = False  # server-owned afterwards, but given when the row is made
    worklist: bool = False  # LINK: somebody's list of open work is read by it and the state
    assigns: bool = False  # LINK to a user: who is to act on the case; nobody who has to keep out of it (回避) may be named
    within: bool = False  # LINK: to a row of the same case; one that was merged into another means the other
    official: tuple[str, str] | None = None  # ITEMS: (item, value) of the elements that are an official's own act; void when he is recused

    @property
    def settable(self) -> bool:
        """Whether an edit may name it."""
        return self.merge is not SERVER

    @property
    def creatable(self) -> bool:
        """Whether the maker of the row may name it."""
        return self.settable or self.required or self.on_create

    @property
    def columns(self) -> tuple[str, ...]:
        if self.kind is Kind.PROTECTED:
            return (f"{self.name}_masked", f"{self.name}_hmac", f"{self.name}_cipher")
        return (self.name,)

    @property
    def link(self) -> str:
        """Name of the link a LINK field opens: `case_id` opens `case`."""
        return self.name.removesuffix("_id")


@dataclass(frozen=True)
class State:
    """One state of a flow (状态)."""

    name: str
    label: str
    doc: str = ""
    final: bool = False
    sealed: bool = False  # 封存: the field unit's access to the case ends, its devices drop the record


@dataclass(frozen=True)
class RefusalText:
    """A refusal a record can answer with: code, sentence in Chinese and English, and the law behind it."""

    code: str
    zh: str
    en: str
    law: str = ""


@dataclass(frozen=True)
class Refused:
    """What a guard answers when it refuses: the code of a declared refusal and the facts its sentence names."""

    code: str
    facts: Mapping[str, Any] = default_of(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """All a guard may look at: the row as it is and as it would be, inputs, actor, legal time, what lookups found, the calendar."""

    before: Mapping[str, Any]
    row: Mapping[str, Any]
    inputs: Mapping[str, Any]
    actor: Any
    at: datetime
    found: Mapping[str, tuple[Mapping[str, Any], ...]]
    calendar: Calendar = WEEKDAYS

    @property
    def day(self) -> date:
        return (self.at.astimezone(SHANGHAI)).date()

    def last_day(self, start: date, term: Term) -> date:
        """The last day of a term that begins after `start`; a minimum is not moved by rest days."""
        return due(datetime.combine(start, time(), SHANGHAI), term.amount, term.unit, self.calendar, roll=False).last_day


Guard = Callable[[Facts], Refused | None]


@dataclass(frozen=True)
class Lookup:
    """Rows a guard needs from elsewhere: those of `record` whose fields equal ours; PROTECTED fields match by HMAC."""

    name: str
    record: str
    match: tuple[tuple[str, str], ...]  # (their field, our field)
    states: tuple[str, ...] = ()  # only rows in these states, all when empty


@dataclass(frozen=True)
class Owner:
    """Who may fire a move: a role, under a policy condition (see authz/conditions.py)."""

    role: str
    when: str = "always"


@dataclass(frozen=True)
class Effect:
    """A record that a move brings into being: name of the record and a function giving its values."""

    record: str
    values: Callable[[Facts], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Move:
    """A transition (流转): from where to where, who owns it, what it needs, what it may refuse."""

    name: str
    label: str
    doc: str
    sources: tuple[str, ...]
    target: str | None  # None: the state stays
    owners: tuple[Owner, ...]
    inputs: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    guard: Guard | None = None
    lookups: tuple[str, ...] = ()
    not_by_doer_of: tuple[str, ...] = ()  # second-person rule: whoever did one of these moves may not do this one
    effects: tuple[Effect, ...] = ()
    then: Callable[[Facts], Mapping[str, Any]] | None = None  # server-owned values that follow from it
    number: str | None = None  # a Numbering this move draws from
    counts: str | None = None  # a server-owned whole number that this move raises by one, and nothing sets back
    basis: str = ""
    never: str | None = None  # the law knows no such move: the refusal whoever asks for it is given
    impartial: bool = True  # 回避: nobody related to a party, and nobody recused, may do it; False for what cannot wait
    apart: tuple[str, ...] = ()  # acts ("record.move") in the same case after which nobody may do this one
    merges: tuple[str, str] | None = None  # fields naming two rows of one record: what names the first names the second from now on
    unmerges: tuple[str, str] | None = None  # the same taken back: what was changed is as it was
    hands_over: tuple[str, str] | None = None  # fields naming two users: what the case gave the first to do is the second's from now on
    too_late: str | None = None  # what a device's move becomes where the record has gone beyond it meanwhile
    passes_lead: bool = False  # of a row that leads (`standing`): its receiver leads the whole case from now on
    twice: tuple[Effect, ...] = ()  # what is called for when two devices did it with different values


@dataclass(frozen=True)
class Numbering:
    """A number series (编号): the field it fills, the series and the shape, e.g. （{year}）合{unit}人调字第{n}号."""

    name: str
    field: str
    series: str
    shape: str


@dataclass(frozen=True)
class Term:
    """One statutory period: amount, unit, legal basis, when in force, and whether the figure was verified."""

    amount: int
    unit: Unit
    basis: str
    verified: bool = True
    effective_from: date = date(1990, 1, 1)
    effective_to: date | None = None


RESPONSIBLE, SUPERIOR = "@responsible", "@superior"
"""Who a step of escalation may go to besides an agency: who owes the duty, and the leaders of that agency."""


@dataclass(frozen=True)
class Step:
    """A step of escalation (督办): so many days after the due time (before it when negative), and who is told.

    `to` is RESPONSIBLE, SUPERIOR, a field that names an agency, or the code of one.
    """

    days: int
    to: str

    @property
    def name(self) -> str:
        return f"{self.to}{self.days:+d}"


def remind(*days: int) -> tuple[Step, ...]:
    """Reminders to whoever owes it, so many days before it is due (到期提醒)."""
    return tuple(Step(-day, RESPONSIBLE) for day in days)


def superior(after: int = 0) -> tuple[Step, ...]:
    """The leaders of the agency that owes it are told: at the due time, or so many days after (报告分管领导)."""
    return (Step(after, SUPERIOR),)


def supervising(organ: str, after: int) -> tuple[Step, ...]:
    """The supervising organ is told so many days after the due time (报监督单位); it then sees the duty."""
    return (Step(after, organ),)


STEPS = (*remind(7, 3, 1), *superior())
"""What a deadline escalates by unless it says otherwise."""


@dataclass(frozen=True)
class Deadline:
    """A duty with a clock: starts on entering a state (from a date field if named), ends with one of the moves.

    A clock that counts from a date waits for it (待送达). It stops in the states of `suspended_in` (中止、补正), may be
    extended up to `extension` by a second person (延长), and escalates by `steps`.
    """

    code: str
    label: str
    doc: str
    state: str
    responsible: str  # a field naming the agency that owes it, or an agency code
    met_by: tuple[str, ...]
    terms: Mapping[str, Term]  # by the value of `by`, or under "" when there is only one
    start: str | None = None  # DATE or INSTANT field; the moment of the move when None
    by: str | None = None  # CHOICE field that picks the term
    void_by: tuple[str, ...] = ()
    suspended_in: tuple[str, ...] = ()
    extension: Term | None = None
    steps: tuple[Step, ...] = STEPS


@dataclass(frozen=True)
class Grant:
    """A default policy line: role, act, object suffix ('' row, '.field', '#sensitivity', '.*'), condition, effect."""

    role: str
    act: str
    on: str = ""
    when: str = "always"
    effect: str = "allow"


@dataclass(frozen=True)
class Duplicates:
    """When two rows are the same matter: match fields, evidence to join, statements to review, state and link to set.

    The first one leads, save that one taken in by its `home` (whose two fields are then equal) leads before any other, unless
    one of them is marked `urgent`. What only `suspect` fields have in common is for a human to tell.
    """

    match: tuple[str, ...]
    join: tuple[str, ...]
    review: tuple[str, ...]
    state: str
    link: str
    home: tuple[str, str] | None = None  # (household register, place that took it in)
    urgent: str | None = None
    suspect: tuple[str, ...] = ()


@dataclass(frozen=True)
class Leads:
    """Where a record may lead (移送去向): to which kind of record, from which states on, and which organs may take it, any where none is named."""

    record: str
    states: tuple[str, ...]
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pointer:
    """Two texts that name a row of any kind: what this one comes from, or what it leads to."""

    name: str
    label: str
    type_field: str
    key_field: str
    leads: bool = False


ORIGIN = Pointer("origin", "产生", "origin_type", "origin_key")
"""What a move made on its way says so of itself by this."""


@dataclass(frozen=True)
class Beside:
    """A record that stands beside rows of another (并行程序): opened with each row that calls for it, and asked for at every
    further change of that row as long as it waits. It can neither refuse nor delay anything."""

    record: str  # the record it stands beside
    link: str  # our field that names the row there
    values: Callable[[Facts], Mapping[str, Any] | None]  # what it begins with; None for a row that does not call for it
    waits: tuple[str, ...]  # states in which it is still owed
    notice: str  # a declared refusal's text, told as a notice


OVERDUE = "@overdue"
"""What a split may go by besides a field: whether a duty of the record was ever late."""


@dataclass(frozen=True)
class Split:
    """A breakdown (分组): every record counted falls into one part of it, so that the parts add up to the number of records."""

    by: str  # a CHOICE or BOOLEAN field, `state`, or OVERDUE
    label: str


@dataclass(frozen=True)
class Sum:
    """An amount that is added up (金额合计)."""

    field: str
    label: str


@dataclass(frozen=True)
class Statistics:
    """What is published of a mechanism (统计口径): the number of records, broken down and added up, by agency, township and month.

    Records in `without` and in sealed states are not counted. What fewer than `least` records make up is never shown.
    """

    measures: tuple[Split | Sum, ...] = ()
    on: str = "created_at"  # day that says which month it belongs to, else the day of registration; `opened_on` is that of its case
    agency: str = "lead_agency"
    without: tuple[str, ...] = ()
    least: int = 5
    verified: bool = False  # whether the threshold was fixed by the county, or is only what is usual

    @property
    def splits(self) -> tuple[Split, ...]:
        return tuple(measure for measure in self.measures if isinstance(measure, Split))

    @property
    def sums(self) -> tuple[Sum, ...]:
        return tuple(measure for measure in self.measures if isinstance(measure, Sum))


BY_STATE, BY_DELAY = Split("state", "办理状态"), Split(OVERDUE, "是否逾期")


@dataclass(frozen=True)
class Flow:
    """The life of a record: states, the first one, moves, clocks, and the states in which legal fields are frozen."""

    states: tuple[State, ...]
    initial: str
    moves: tuple[Move, ...]
    deadlines: tuple[Deadline, ...] = ()
    frozen: tuple[str, ...] = ()

    def move(self, name: str) -> Move | None:
        return next((move for move in self.moves if move.name == name), None)

    @property
    def labels(self) -> Mapping[str, str]:
        return {state.name: state.label for state in self.states}


@dataclass(frozen=True)
class Earlier:
    """A version of a mechanism (机制版本) that no row begins under any more, said by what differs from the version after it.

    States, moves and clocks named here take the place of those of that name, or stood beside them; `without` names those
    that were not there yet. A move keeps its owners and a clock its terms: who may is policy, and terms are dated by themselves.
    """

    edition: int
    until: date  # the last day on which a row began under it
    states: tuple[State, ...] = ()
    moves: tuple[Move, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    without: tuple[str, ...] = ()  # states, moves and codes of clocks
    initial: str | None = None
    frozen: tuple[str, ...] | None = None
    optional: tuple[str, ...] = ()  # fields that need not be filled yet

    def flow(self, after: Flow) -> Flow:
        """The whole life of a row under this version, from that of the version after it."""
        return Flow(_patched(after.states, self.states, self.without, "name"), self.initial or after.initial,
                    _patched(after.moves, self.moves, self.without, "name"), _patched(after.deadlines, self.deadlines, self.without, "code"),
                    after.frozen if self.frozen is None else self.frozen)


def _patched(after: tuple[Any, ...], own: tuple[Any, ...], without: tuple[str, ...], key: str) -> tuple[Any, ...]:
    by_name = {getattr(one, key): one for one in own}
    kept = tuple(by_name.pop(getattr(one, key), one) for one in after if getattr(one, key) not in without)
    return (*kept, *by_name.values())


@dataclass(frozen=True)
class Record:
    """A kind of row: fields, life, rights; from it come table, GraphQL type, policy object and sync document."""

    name: str
    plural: str
    label: str
    doc: str
    fields: tuple[Field, ...]
    flow: Flow | None = None
    grants: tuple[Grant, ...] = ()
    refusals: tuple[RefusalText, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    numberings: tuple[Numbering, ...] = ()
    papers: tuple[Paper, ...] = ()
    duplicates: Duplicates | None = None
    accepts: Guard | None = None  # asked of a new row as a whole
    invariant: Guard | None = None  # what must hold of every row, however it is registered, edited or moved
    key: str = "id"  # "code" for reference rows
    case_link: str | None = "case_id"  # the field that names the case; "id" for the case itself; None outside cases
    order: str = "id"  # default listing order, newest first
    variants: tuple[tuple[str, str, str, str], ...] = ()  # (value, GraphQL type, label, doc)
    variant_field: str | None = None
    creatable: bool = False
    editable: bool = False
    offline: bool = False
    children: tuple[str, ...] = ()  # records of the same case that travel inside its sync document
    listed: bool = True  # has a root connection
    worklist: bool = False  # its open rows are few, and listed by state
    beside: Beside | None = None
    statistics: Statistics | None = None
    reviewer: str | None = None  # role that decides its conflicts, where it is not the mediators' or the organ's own
    led_by: str | None = None  # the agency that leads it, whoever registers it
    secluded: str | None = None  # always opens a case of its own, under this title; the case tells neither unit nor township
    asks: tuple[str, ...] = ()  # lookups that `accepts` needs
    alias: str | None = None  # the field that names the row this one was merged into; work on this one is then work on that
    protects: bool = False  # 保护: whether its case exists is told to nobody who has no access, by no check, count or merge
    suspects: tuple[str, ...] = ()  # fields that, equal in two rows, make one suspect that they are one person; only people decide
    mechanism: int | None = None
    leads_to: tuple[Leads, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    edition: int = 1  # the version new rows begin under; from the second on, each row says its own
    earlier: tuple[Earlier, ...] = ()  # versions that rows still run under, the latest first

    @property
    def type_name(self) -> str:
        return pascal(self.name)

    @cached_property
    def flows(self) -> Mapping[int, Flow]:
        """The life of a row by the version it runs under."""
        if self.flow is None:
            return {}
        found = {self.edition: self.flow}
        after = self.flow
        for one in self.earlier:
            after = found[one.edition] = one.flow(after)
        return found

    @cached_property
    def blank(self) -> Mapping[str, Any]:
        """Every column of a row, empty."""
        return dict.fromkeys(column for field in self.fields for column in field.columns)

    def flow_of(self, row: Mapping[str, Any]) -> Flow | None:
        """The life of this row: that of its own version; none where that version is declared no longer."""
        return self.flow if not self.editioned else self.flows.get(row["edition"])

    @property
    def editioned(self) -> bool:
        """Whether its rows say which version they run under."""
        return self.edition > 1

    def edition_on(self, day: date) -> int:
        """The version a row begins under that is registered on this day."""
        return min((one.edition for one in self.earlier if day <= one.until), default=self.edition)

    def begun(self, day: date) -> dict[str, Any]:
        """The state, and where rows say it the version, of a row registered on this day."""
        edition = self.edition_on(day)
        state = {"state": self.flows[edition].initial} if self.flow else {}
        return {**state, "edition": edition} if self.editioned else state

    def optional(self, edition: int) -> frozenset[str]:
        """Required fields that a row of this version may lack."""
        return frozenset(name for one in self.earlier if edition <= one.edition for name in one.optional)

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The states of all its versions, the present one's first."""
        return tuple({state.name: state for flow in [*self.flows.values()][::-1] for state in flow.states}.values())

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return {state.name: state.label for state in self.states}

    @cached_property
    def sealed(self) -> frozenset[str]:
        return frozenset(state.name for state in self.states if state.sealed)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The moves of all its versions; one that several have takes what any of them takes, and needs what all of them need."""
        found: dict[str, Move] = {}
        for flow in self.flows.values():
            for move in flow.moves:
                known = found.get(move.name)
                found[move.name] = move if known is None or known == move else replace(
                    known, sources=_joined(known.sources, move.sources), inputs=_joined(known.inputs, move.inputs),
                    required=tuple(name for name in known.required if name in move.required))
        return tuple(found.values())

    def move(self, name: str) -> Move | None:
        return next((move for move in self.moves if move.name == name), None)

    @cached_property
    def deadlines(self) -> Mapping[str, Deadline]:
        """The clocks of all its versions by code, as the latest version that has them says."""
        return {deadline.code: deadline for flow in [*self.flows.values()][::-1] for deadline in flow.deadlines}

    def field(self, name: str) -> Field:
        return self.by_name[name]

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    def paper(self, name: str) -> Paper | None:
        return next((paper for paper in self.papers if paper.name == name), None)

    def refusal(self, code: str) -> RefusalText | None:
        return next((text for text in self.refusals if text.code == code), None)


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def text(name: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass = DRAFT, **more: Any) -> Field:
    return Field(name, Kind.TEXT, label, doc, sensitivity, merge, **more)


def long_text(name: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass = DRAFT, **more: Any) -> Field:
    return Field(name, Kind.TEXT, label, doc, sensitivity, merge, max_length=100_000, **more)


def whole(name: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass = DRAFT, **more: Any) -> Field:
    return Field(name, Kind.INTEGER, label, doc, sensitivity, merge, **more)


def money(name: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass = LEGAL, **more: Any) -> Field:
    return Field(name, Kind.MONEY, label, doc, sensitivity, merge, **more)


def day(name: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass = DRAFT, **more: Any) -> Field:
    return Field(name, Kind.DATE, label, doc, sensitivity, merge, **more)


def instant(name: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass = DRAFT, **more: Any) -> Field:
    return Field(name, Kind.INSTANT, label, doc, sensitivity, merge, **more)


def flag(name: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass = DRAFT, **more: Any) -> Field:
    return Field(name, Kind.BOOLEAN, label, doc, sensitivity, merge, **more)


def choice(
    name: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass, *choices: tuple[str, str], **more: Any
) -> Field:
    return Field(name, Kind.CHOICE, label, doc, sensitivity, merge, choices=tuple(Choice(*c) for c in choices), **more)


def link(
    name: str, record: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass = SERVER, **more: Any
) -> Field:
    return Field(name, Kind.LINK, label, doc, sensitivity, merge, record=record, **more)


def items(
    name: str, label: str, doc: str, sensitivity: Sensitivity, merge: MergeClass, *fields: Field, **more: Any
) -> Field:
    return Field(name, Kind.ITEMS, label, doc, sensitivity, merge, items=fields, **more)


def protected(name: str, label: str, doc: str, sensitivity: Sensitivity, check: str, merge: MergeClass = LEGAL, **more: Any) -> Field:
    return Field(name, Kind.PROTECTED, label, doc, sensitivity, merge, check=check, mask=check, **more)


def origin() -> tuple[Field, Field]:
    """The fields of ORIGIN: the record whose move made this one."""
    return (text("origin_type", "来源对象类型", "Kind of the record whose move made it.", PUBLIC, SERVER),
            text("origin_key", "来源对象", "Key of the record whose move made it.", PUBLIC, SERVER))


def record(name: str, plural: str, label: str, doc: str, fields: tuple[Field, ...], **more: Any) -> Record:
    """A record with the fields every row has: id, version, times, and the case and state where it has them.

    `case_required=False` for rows that may belong to no case there is.
    """
    flow: Flow | None = more.get("flow")
    edition: int = more.get("edition", 1)
    key, case_link = more.get("key", "id"), more.get("case_link", "case_id")
    head = []
    if case_link == "case_id":
        head.append(link("case_id", "case", "案件", "The shared case this row belongs to.", PUBLIC, SERVER,
                         inverse=more.pop("inverse", plural), required=more.pop("case_required", True)))
    if flow:
        lives = Record(name, plural, label, doc, (), flow, edition=edition, earlier=more.get("earlier", ()))
        states = tuple(Choice(state.name, state.label, state.doc) for state in lives.states)
        head.append(Field("state", Kind.CHOICE, "状态", "State of its life; changed only by a move.", PUBLIC, SERVER,
                          choices=states, order=True))
    if edition > 1:
        head.append(whole("edition", "机制版本", "Version of the mechanism it runs under; changed only by an approved plan.", PUBLIC, SERVER))
    tail = (
        whole("version", "版本", "Counts every stored change; sent back as the expected version of an edit.", PUBLIC, SERVER),
        instant("created_at", "登记时间", "When the server first stored the row.", PUBLIC, SERVER, order=True),
        instant("updated_at", "更新时间", "When the server last stored a change.", PUBLIC, SERVER, order=True),
    )
    head_key = Field(key, Kind.TEXT, "标识", "Key of the row within its county.", PUBLIC, SERVER)
    return Record(name, plural, label, doc, (head_key, *head, *fields, *tail), **more)


def mechanism(number: int, name: str, plural: str, label: str, doc: str, fields: tuple[Field, ...], **more: Any) -> Record:
    """A record of one of the twelve mechanisms, with their common header (统一表头)."""
    header = (
        text("title", "标题", "Short title for lists.", PUBLIC, DRAFT, required=True, search=True, order=True, max_length=200),
        choice("sensitivity_level", "密级", "How the record is marked; state secrets are refused, the system is not cleared.",
               PUBLIC, OWNER, ("PUBLIC", "公开"), ("INTERNAL", "内部"), ("WORK_SECRET", "工作秘密"), ("MINOR", "涉未成年"),
               ("STATE_SECRET", "涉国家秘密"), enum="SensitivityLevel"),
        link("lead_agency", "agency", "牵头单位", "The agency that leads; taken from whoever registers it.", PUBLIC, SERVER),
        link("unit", "field_unit", "承办站点", "The field unit that works on it.", PUBLIC, SERVER, on_create=True),
        link("township", "division", "乡镇（街道）", "Where it happened, GB/T 2260 with the township's code.", PUBLIC, DRAFT),
        link("handler", "user", "承办人", "The person who handles it.", INTERNAL, SERVER, assigns=True),
        flag("created_offline", "离线登记", "Whether it was first entered on a device without connection.", PUBLIC, SERVER, on_create=True),
        text("alias_number", "临时编号", "Temporary number given by a device, kept as an alias (TMP-…).", PUBLIC, SERVER, on_create=True),
    )
    more["papers"] = (*more.get("papers", ()), *COMMON)
    return record(name, plural, label, doc, (*header, *fields), mechanism=number, creatable=True, editable=True, **more)
