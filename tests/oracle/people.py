"""Random actors and policies: every role set of the demo county, nobody, strangers; the declared lines, and lines nobody foresaw."""

from __future__ import annotations

from random import Random
from typing import Any
from uuid import UUID

from api.demo.people import PEOPLE
from authz.actor import Actor
from authz.conditions import RESERVED
from authz.grammar import parse
from authz.lines import default_lines, maskable
from schema.case import BRANCHES
from schema.kit import Field, Kind, Record
from schema.registry import RECORDS
from tests.oracle.county import AGENCIES, AREAS, UNITS, County
from tests.oracle.judge import SEEN_WITH_THE_ROW, Line

ROLE_SETS = sorted({tuple(sorted(person.roles)) for person in PEOPLE})
ADMINISTRATORS = {"system_administrator", "security_administrator", "audit_administrator"}
OWNERS = {"agency": "own_agency", "field_unit": "own_unit", "user": "is_me", "division": "own_area"}


def actor(random: Random, county: County, twin: County) -> Actor | None:
    """Somebody with one of the demo's role sets, now and then with any, of the other county, or nobody at all."""
    if random.random() < 0.02:
        return None
    roles = frozenset(random.choice(ROLE_SETS)) if random.random() < 0.95 else frozenset(random.sample(["judge", "mediator", "auditor", "statistician"], 2))
    if not roles & ADMINISTRATORS and random.random() < 0.97:
        roles |= {"staff"}
    agency, branch = random.choice(AGENCIES)
    user = random.choice(county.rows["user"])["id"] if random.random() < 0.9 else UUID(int=random.getrandbits(128))
    here = county if random.random() < 0.96 else twin
    unit = random.choice((None, None, *(unit for unit, *_ in UNITS)))
    areas = random.choice(((), (here.code + random.choice(AREAS),), (here.code + "112", here.code + "002"), ("",)))
    return Actor(user, "u", "某人", here.code, agency, branch, unit, areas, roles)


def focus(random: Random) -> list[str]:
    """The few records that a county's further lines and its questions are mostly about."""
    return random.sample([*RECORDS, "party", "mediation", "judicial_relief", "recommendation", "entry", "conflict", "case"], 3)


def policy(random: Random, county: County, about: list[str]) -> list[Line]:
    """The declared lines; in most counties with further ones, in some without a part of them."""
    lines: list[Line] = list(default_lines())
    if random.random() < 0.3:
        return lines
    if random.random() < 0.4:
        kept = random.choice((0.7, 0.9))
        lines = [line for line in lines if random.random() < kept]
    lines += [_line(random, county, RECORDS[random.choice(about)]) for _ in range(random.choice((2, 5, 12)))]
    lines += [_line(random, county, random.choice(list(RECORDS.values()))) for _ in range(random.choice((0, 2, 10)))]
    if random.random() < 0.08:  # more alternatives than the logic of conditions cares to shorten
        record, on = RECORDS[random.choice(about)], random.choice(("", ".*"))
        lines += [("p", "staff", "*", record.name + on, "read", condition(random, record, 3), random.choice(("allow", "allow", "deny"))) for _ in range(40)]
    if random.random() < 0.6:
        for user in random.sample(county.rows["user"], 8):
            role = random.choice(("judge", "staff", "staff", "mediator", "county_office", "prosecutor", "relief_worker"))
            lines.append(("g", f"user:{user['id']}", role, random.choice(("*", county.code, "510599"))))
    return lines


def _line(random: Random, county: County, record: Record) -> Line:
    act = random.choice(("read", "read", "read", "read", "read", "read", "mask", "mask", "move"))
    if act == "move" and not record.flow:
        act = "read"
    fields = [f for f in record.fields if f.name != record.key and f.name not in SEEN_WITH_THE_ROW]
    if act == "move":
        assert record.flow is not None
        act, on = f"move.{random.choice(record.flow.moves).name}", ""
    elif act == "mask":
        masked = ["." + f.name for f in fields if maskable(f)]
        on = random.choice([*masked, *masked, ".*", "#personal", "#sensitive"])
    else:
        f = random.choice([*fields, *(f for f in fields if f.kind in (Kind.LINK, Kind.ITEMS, Kind.PROTECTED) or f.order or f.search or f.mask), *(f for f in fields if f.items)])
        inside = [f".{f.name}.{item.name}" for item in f.items]
        on = random.choice(("", "", ".*", f"#{random.choice(('public', 'internal', 'personal', 'sensitive', 'work_secret'))}", f".{f.name}", f".{f.name}", *inside[:4]))
    role = random.choice(("staff", "staff", "staff", "judge", "mediator", "prosecutor", "justice_officer", "auditor", "county_office", "statistician"))
    when = condition(random, record, 2)
    parse(when, record.name)
    effect = "deny" if random.random() < (0.6 if on.startswith(".") else 0.35) else "allow"
    return ("p", role, random.choice(("*", "*", county.code, "510599")), record.name + on, act, when, effect)


def condition(random: Random, record: Record, deep: int) -> str:
    if deep and random.random() < 0.4:
        word = random.choice(("and", "or", "not"))
        if word == "not":
            return f"not ({condition(random, record, deep - 1)})"
        return f"({condition(random, record, deep - 1)}) {word} ({condition(random, record, deep - 1)})"
    return _leaf(random, record)


def _leaf(random: Random, record: Record) -> str:
    kinds: list[str] = ["always", "always", f"my_agency({random.choice(AGENCIES)[0]})".replace("律所", "FY"), f"my_branch({random.choice(BRANCHES)[0]})"]
    if random.random() < 0.1:
        kinds = ["never"]
    if record.case_link:
        kinds += [f"participates({random.choice(('summary', 'file', 'lead'))})"] * 3
    for f in record.fields:
        kinds += _on_field(random, f) if f.name not in RESERVED else []
    return random.choice(kinds)


def _on_field(random: Random, f: Field) -> list[str]:
    found: list[str] = []
    if f.kind is Kind.LINK and f.record in OWNERS:
        found += [f"{OWNERS[f.record]}({f.name})"] * (5 if f.record == "division" else 1)  # no declared line speaks of areas
        if f.record == "agency":
            found.append(f"{f.name} in (SFJ, FY)")
    if f.kind is Kind.CHOICE:
        found.append(f"{f.name} in ({', '.join(random.sample([choice.value for choice in f.choices], min(2, len(f.choices))))})")
    if f.kind is Kind.BOOLEAN:
        found.append(f"{f.name} = {random.choice(('true', 'false'))}")
    if f.kind is Kind.TEXT and f.name != "id" and random.random() < 0.2:
        found.append(f"{f.name} = {random.choice(_QUOTED)}")
    if f.kind not in (Kind.PROTECTED, Kind.ITEMS, Kind.JSON) and f.name != "id" and random.random() < 0.3:
        found.append(f"{f.name} is null")
    return found


_QUOTED: tuple[Any, ...] = ("'罗青禾'", "''", "'O''Neil'", "'货车'", "'100%'")
