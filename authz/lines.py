"""Policy lines: Casbin rows checked when written, and the default ones that the declarations give."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeAlias
from uuid import UUID

from authz.conditions import PolicyFault, Tree
from authz.grammar import parse
from schema.case import ROLES
from schema.kit import Field, Kind, Record, Sensitivity
from schema.registry import RECORDS

Row: TypeAlias = Sequence[str]
"""A Casbin row: ("p", role, county or *, object, act, condition, effect) or ("g", "user:<uuid>", role, county)."""

ROLE_NAMES = frozenset(name for name, _ in ROLES)
ROW_ACTS, FIELD_ACTS = frozenset({"read", "create"}), frozenset({"read", "mask", "reveal", "edit"})
WITH_ROW = frozenset({"state", "version", "created_at", "updated_at", "case_id"})
"""Fields seen by whoever sees the row, with its key and county; no line names them."""


@dataclass(frozen=True)
class Line:
    """One checked line; `path` is "" for the row, a field, field.item, or "*"; `sensitivity` instead for a class."""

    row: tuple[str, ...]
    role: str
    county: str
    record: str
    path: str
    sensitivity: str
    act: str
    when: Tree
    allows: bool

    def covers(self, path: str, field: Field | None) -> bool:
        """Whether this line speaks of the row (path "") or of a field or item field of its record."""
        if field is None:
            return self.path == "" and self.sensitivity == ""
        if self.sensitivity:
            return self.sensitivity == field.sensitivity
        return self.path == "*" or self.path in (path, path.split(".")[0])


def default_lines() -> tuple[Row, ...]:
    """The lines of policy.csv and of every declaration: its grants and the owners of its moves."""
    text = files("authz").joinpath("policy.csv").read_text("utf-8")
    kept = [tuple(cell.strip() for cell in row) for row in csv.reader(
        (line for line in text.splitlines() if line.strip() and not line.startswith("#")), skipinitialspace=True)]
    return (*kept, *(row for record in RECORDS.values() for row in declared_lines(record)))


def declared_lines(record: Record) -> tuple[Row, ...]:
    """What one declaration grants by default, and who draws up its papers; a move that belongs to nobody gives no line."""
    return (*(("p", g.role, "*", record.name + g.on, g.act, g.when, g.effect) for g in record.grants),
            *(("p", owner.role, "*", record.name, f"move.{move.name}", owner.when, "allow")
              for move in record.moves for owner in move.owners if owner.when != "never"),
            *(("p", role, "*", record.name, f"paper.{paper.name}", when, "allow") for paper in record.papers for role, when in paper.by))


# --- checking --------------------------------------------------------------------------------------------------------


def faults(rows: Iterable[Row]) -> list[PolicyFault]:
    """Every line that cannot stand, with its number from 1."""
    found = []
    for number, row in enumerate(rows, 1):
        try:
            checked(row)
        except PolicyFault as fault:
            found.append(fault.at(number))
    return found


def checked(row: Row) -> Line | tuple[str, str, str]:
    """A `p` row as a Line, a `g` row as (subject, role, county); raises PolicyFault for what cannot compile."""
    match tuple(row):
        case ("p", role, county, on, act, when, effect):
            _known(role, county)
            return _line((role, county, on, act, when, effect))
        case ("g", subject, role, county):
            _known(role, county)
            _person(subject)
            return subject, role, county
    raise PolicyFault("须为 p 行（六列）或 g 行（三列）", "a line is a p row of six columns or a g row of three")


def _known(role: str, county: str) -> None:
    if role not in ROLE_NAMES:
        raise PolicyFault(f"没有“{role}”角色", f"there is no role {role!r}")
    if county != "*" and not re.fullmatch(r"[0-9]{6}", county):
        raise PolicyFault(f"“{county}”不是县级代码或 *", f"{county!r} is neither a county code nor *")


def _person(subject: str) -> None:
    try:
        known = subject == f"user:{UUID(subject.removeprefix('user:'))}"
    except ValueError:
        known = False
    if not known:
        raise PolicyFault(f"“{subject}”不是 user:<uuid>", f"{subject!r} is not user:<uuid>")


def _line(cells: tuple[str, str, str, str, str, str]) -> Line:
    role, county, on, act, when, effect = cells
    if effect not in ("allow", "deny"):
        raise PolicyFault(f"效力须为 allow 或 deny，而不是“{effect}”", f"the effect is allow or deny, not {effect!r}")
    name, path, sensitivity = _object(on)
    record = RECORDS.get(name)
    if record is None:
        raise PolicyFault(f"没有“{name}”这种对象", f"there is no record {name!r}")
    field = _target(record, path, sensitivity)
    _fits(record, act, field, whole_row=not path and not sensitivity)
    return Line(cells, role, county, name, path, sensitivity, act, parse(when, name), effect == "allow")


def _object(on: str) -> tuple[str, str, str]:
    if "#" in on:
        name, _, sensitivity = on.partition("#")
        return name, "", sensitivity or "?"
    name, dot, path = on.partition(".")
    return name, path or ("?" if dot else ""), ""


def _target(record: Record, path: str, sensitivity: str) -> Field | None:
    if sensitivity:
        if sensitivity not in list(Sensitivity):
            raise PolicyFault(f"没有“{sensitivity}”密级", f"there is no sensitivity {sensitivity!r}")
        return None
    if path in ("", "*"):
        return None
    field = described(record, path)
    if field is None:
        raise PolicyFault(f"{record.name} 没有字段“{path}”", f"{record.name} has no field {path!r}")
    if always_seen(record, path):
        raise PolicyFault(f"“{path}”随整行可见，不能单独授权或禁止", f"{path} is seen with the row: name the row")
    return field


def _fits(record: Record, act: str, field: Field | None, whole_row: bool) -> None:
    acts = {*(f"move.{move.name}" for move in record.moves), *(f"paper.{paper.name}" for paper in record.papers)} if whole_row else set()
    if act not in (ROW_ACTS | acts if whole_row else FIELD_ACTS):
        raise PolicyFault(f"{record.name} 的此对象没有“{act}”行为", f"this object of {record.name} has no act {act!r}")
    if field and act == "mask" and not maskable(field):
        raise PolicyFault(f"字段“{field.name}”没有掩码形式", f"field {field.name} has no masked form")
    if field and act == "reveal" and field.kind is not Kind.PROTECTED:
        raise PolicyFault(f"字段“{field.name}”不是受保护号码", f"field {field.name} is no protected number")


def described(record: Record, path: str) -> Field | None:
    """The field a path names: `sessions`, or `note` inside `sessions.note`."""
    name, dot, item = path.partition(".")
    field = record.by_name.get(name)
    return next((inner for inner in field.items if inner.name == item), None) if field and dot else field


def always_seen(record: Record, path: str) -> bool:
    return path == record.key or path == "county" or path in WITH_ROW


def maskable(field: Field) -> bool:
    return field.kind is Kind.PROTECTED or field.mask is not None
