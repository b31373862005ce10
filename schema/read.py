"""A question as frozen data: what to read, which rows, which fields, in what order, how many; and the same once guarded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

# --- where a value comes from -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Value:
    """The n-th value of the question (literal or variable), cast to a PostgreSQL type."""

    index: int
    cast: str = "text"


@dataclass(frozen=True)
class Fact:
    """An attribute of the actor or the moment: agency, unit, user_id, branch, audiences, townships, county, now."""

    name: str
    cast: str = "text"


@dataclass(frozen=True)
class Fixed:
    """A constant of a declaration or a policy line."""

    value: Any
    cast: str = "text"


Term: TypeAlias = Value | Fact | Fixed

# --- conditions on a row; every one renders to TRUE or FALSE, never UNKNOWN -----------------------------------------


@dataclass(frozen=True)
class Always:
    """True for every row."""


@dataclass(frozen=True)
class Never:
    """False for every row."""


@dataclass(frozen=True)
class All:
    """True when every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Some:
    """True when one part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """True when the part is not."""

    part: Condition


@dataclass(frozen=True)
class Test:
    """A field against a term; a NULL field fails every test but `absent` and `ne`/`out`. `access` is added by the guard."""

    field: str
    op: Literal["eq", "ne", "in", "out", "lt", "le", "gt", "ge", "contains", "starts", "absent", "present", "under"]
    term: Term | None = None
    access: Access | None = None


@dataclass(frozen=True)
class FactTest:
    """An attribute of the actor against a constant, such as `my_agency(SFJ)`."""

    fact: Fact
    op: Literal["eq", "in"]
    term: Fixed


@dataclass(frozen=True)
class Words:
    """Chinese full-text search: every word of the term is contained in one of the fields the actor may see."""

    term: Value
    fields: tuple[tuple[str, Access], ...] = ()  # filled by the guard
    rare: bool = True  # few rows have it: they are fetched by the index of words; else the listing is looked through first


@dataclass(frozen=True)
class Reach:
    """One of the actor's audiences has access of at least this level to the row's case (1 summary, 2 file, 3 lead)."""

    level: int


@dataclass(frozen=True)
class Linked:
    """Some row reached by the link fulfils the condition; `visible` is added by the guard."""

    link: str
    condition: Condition
    visible: Condition | None = None


Condition: TypeAlias = Always | Never | All | Some | Not | Test | FactTest | Words | Reach | Linked

ALWAYS, NEVER = Always(), Never()


@dataclass(frozen=True)
class Access:
    """What the actor gets of a field: its value when `full` holds, its masked form when `masked` holds, else null."""

    full: Condition = ALWAYS
    masked: Condition = NEVER


FULL = Access()

# --- what to give back ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scalar:
    """One value under a response key; form: value, label (of a choice), id (global), typename, actions, revision."""

    key: str
    field: str
    form: Literal["value", "label", "id", "typename", "actions"] = "value"
    access: Access | None = None  # filled by the guard
    copies: tuple[tuple[str, str, Access], ...] = ()  # guard: fields whose copies may be shown, when the field holds copies
    actions: tuple[tuple[str, Condition], ...] = ()  # form `actions`: (move, allowed when), filled by the guard
    args: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Items:
    """A list of small objects kept inside the row; each pick is a field of the element ("id" included)."""

    key: str
    field: str
    picks: tuple[Scalar, ...]
    access: Access | None = None
    copies: tuple[tuple[str, str, Access], ...] = ()  # guard: (record, field, access) of fields whose copies may be shown


@dataclass(frozen=True)
class One:
    """The row a link leads to, null when there is none or the actor may not know of it."""

    key: str
    link: str
    read: Read
    access: Access | None = None


@dataclass(frozen=True)
class Many:
    """The rows a link leads to, or a root list, as a connection."""

    key: str
    link: str | None
    read: Read


@dataclass(frozen=True)
class On:
    """Picks that count only for some variants of the record (fragments on an interface)."""

    variants: tuple[str, ...]
    picks: tuple[Pick, ...]


@dataclass(frozen=True)
class Reached:
    """An edge of the graph as one end says it: a link to a record, or two fields that name one of any kind; readable where `access` holds."""

    name: str
    label: str
    access: Condition
    record: str | None = None
    link: str | None = None
    leads: bool = False  # from here to there; else from what is named to here
    type_field: str = ""
    key_field: str = ""


@dataclass(frozen=True)
class Node:
    """One kind of record in the graph of a case; `visible` and the accesses are filled by the guard."""

    record: str
    steps: tuple[Reached, ...]
    title: str | None
    access: Access = FULL
    visible: Condition = ALWAYS


@dataclass(frozen=True)
class Graph:
    """What a case's records lead to and come from, so many cases deep. Each part is (part, response key, ((what, key)…))."""

    key: str
    depth: Value
    parts: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    kinds: tuple[Node, ...] = ()  # filled by the guard


Pick: TypeAlias = Scalar | Items | One | Many | On | Graph


@dataclass(frozen=True)
class Order:
    """Sort by a field, NULL last in either direction; the key breaks ties."""

    field: str
    descending: bool = False
    access: Access | None = None


@dataclass(frozen=True)
class Page:
    """How many, from where: `after` holds a value for every order field and the key at the end, NULLs as None."""

    size: Value | Fixed
    after: tuple[Term | None, ...] | None = None
    backward: bool = False


@dataclass(frozen=True)
class Envelope:
    """Keys of a connection's answer. Each part is (part, response key, inner): for `nodes` inner is a tuple of picks, for
    `edges` a tuple of ("node" | "cursor" | "typename", key, picks), for `page_info` a tuple of (what, key); else empty.
    A connection keeps its picks here and `Read.picks` empty; the guard rewrites them here."""

    parts: tuple[tuple[Literal["edges", "nodes", "page_info", "total_count", "typename"], str, tuple[Any, ...]], ...] = ()


@dataclass(frozen=True)
class Read:
    """A question about one kind of record."""

    record: str
    picks: tuple[Pick, ...] = ()
    where: Condition = ALWAYS
    orders: tuple[Order, ...] = ()
    page: Page | None = None  # None: one row
    envelope: Envelope | None = None
    visible: Condition | None = None  # filled by the guard: rows the actor may know of


@dataclass(frozen=True)
class Named:
    """Rows of one kind that are named one by one, each with its county and its place in the answer."""

    read: Read
    keys: Value
    counties: Value
    places: Value


@dataclass(frozen=True)
class Root:
    """One root field: its response key and what it asks; `wrap` for objects made of several reads such as inbox and me,
    `named` for a list of rows named by ids, null where there is none to be seen.

    With neither it is null: an id that can name nothing of the kind asked for."""

    key: str
    read: Read | None = None
    wrap: tuple[Root, ...] | None = None
    typename: str | None = None
    fact: Fact | None = None
    named: tuple[Named, ...] | None = None
    listed: bool = False  # the wrapped roots are a list


@dataclass(frozen=True)
class Guarded:
    """A root whose reads carry the actor's rights; only authz/guard.py makes one, and only this is rendered."""

    root: Root
    _made_by: object = field(repr=False, default=None)
