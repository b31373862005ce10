"""Casbin itself, run on the same lines: slow, and the judge of the compiler in tests and in the policy preview."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import casbin

from authz.actor import Actor
from authz.conditions import Access, holds
from authz.grammar import parse
from authz.lines import Row
from schema.kit import Field, Record
from schema.registry import RECORDS

MODEL = Path(__file__).with_name("model.conf")


@dataclass(frozen=True)
class Asked:
    """What Casbin is handed as `row`: the row's values, who asks, and his level of access to a case."""

    values: Mapping[str, Any]
    actor: Actor
    access: Access


def enforcer(rows: Iterable[Row], actors: Iterable[Actor] = ()) -> casbin.Enforcer:
    """An enforcer over these rows; the roles of the actors are added as `g` lines."""
    judge = casbin.Enforcer(str(MODEL))
    judge.add_function("covers", covers)
    judge.add_function("holds", _holds)
    judge.add_named_domain_matching_func("g", _here)
    for row in rows:
        (judge.add_policy if row[0] == "p" else judge.add_grouping_policy)(*row[1:])
    for actor in actors:
        for role in sorted(actor.roles):
            judge.add_grouping_policy(f"user:{actor.user_id}", role, actor.county)
    return judge


def enforce(judge: casbin.Enforcer, obj: str, act: str, asked: Asked) -> bool:
    """Casbin's answer for one object and one row."""
    return bool(judge.enforce(f"user:{asked.actor.user_id}", asked.actor.county, obj, act, asked))


def covers(asked: str, line: str) -> bool:
    """Whether a line's object speaks of the one asked: an item field is covered by itself, its list, .* and its class."""
    name, _, path = asked.partition(".")
    if not path:
        return line == name
    parts, field = path.split("."), _inmost(RECORDS[name], path)
    return line in {asked, f"{name}.{parts[0]}", f"{name}.*", f"{name}#{field.sensitivity}"}


def _inmost(record: Record, path: str) -> Field:
    outer, _, inner = path.partition(".")
    return {item.name: item for item in record.field(outer).items}[inner] if inner else record.field(outer)


def _here(county: str, line: str) -> bool:
    """Whether a `g` line of this county, or of every county, counts in the county asked about."""
    return line in ("*", county)


def _holds(text: str, obj: str, asked: Asked) -> bool:
    return holds(parse(text, obj.partition(".")[0]), asked.values, asked.actor, asked.access)
