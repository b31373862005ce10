"""PostGraphile 5 with row-level security: how it is set up, asked, and brought into the common shape."""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench import peers
from bench.contestants.contestant import Contestant, Json
from bench.ground import POOL, Ground
from bench.questions import Question
from schema.identifiers import HOME_COUNTY

RLS = Path(__file__).with_name("rls.sql")
# PostGraphile says 64-bit numbers as strings and has ids of its own; a row is told by the list or link it was found under.
NUMBERS = frozenset({"size", "householdSize", "lateDays", "position", "version"})
TYPES = {"case": "Case", "cases": "Case", "node": "Case", "parties": "Party", "mediations": "Mediation", "judicialReliefs": "JudicialRelief",
         "socialReliefReferrals": "SocialReliefReferral", "recommendations": "Recommendation", "consultations": "Consultation", "tasks": "Task", "duties": "Duty", "documents": "Document",
         "shares": "Share", "conflicts": "Conflict", "quarantines": "Quarantine"}
DOCKETS = {"COURT": "CourtDocket", "PROCURATORATE": "ProcuratorateDocket", "GOVERNMENT": "GovernmentDocket"}


async def prepare(ground: Ground) -> None:
    """Role, policies and views, in the database of this run."""
    connection = await ground.connect()
    try:
        await connection.execute(RLS.read_text("utf-8"))
    finally:
        await connection.close()


def environment(ground: Ground) -> Mapping[str, str]:
    """Where the database is, and the key tokens are signed with."""
    key = hmac.digest(ground.settings.master_key(), b"fuyuan access token", "sha256")
    return {"BENCH_SOCKET": str(ground.socket), "BENCH_DATABASE": ground.database, "BENCH_POOL": str(POOL), "BENCH_KEY": key.hex(),
            "NODE_ENV": "production", "GRAPHILE_ENV": "production", "NODE_OPTIONS": os.environ.get("BENCH_NODE_OPTIONS", "")}


def body(question: Question, variables: Mapping[str, Any]) -> Json:
    """The same question in PostGraphile's words."""
    return {"query": question.postgraphile, "variables": _variables(question, variables)}


def _variables(question: Question, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    if "id" not in variables:
        return variables
    _, county, key = variables["id"].split(":")
    match question.name:
        case "node":
            return {"id": node_id(county, key)}
        case "edit":
            return {"id": key, "version": variables["version"], "text": variables["text"]}
        case _:
            return {"county": county, "id": key}


def node_id(county: str, key: str) -> str:
    """PostGraphile's own global id of a case."""
    import base64
    import json

    return base64.b64encode(json.dumps(["Case", county, key], separators=(",", ":")).encode()).decode()


def answer(question: Question, told: Json) -> Json:
    """Ids spelled our way, numbers as numbers; the five lists of the inbox under one name, the payload of the edit likewise."""
    data = _shaped(told["data"], "")
    match question.name:
        case "inbox":
            return {"inbox": data}
        case "edit":
            return {"editCase": {"__typename": "CaseDone", "outcome": "applied", **data["editCase"]}}
        case _:
            return data


def _shaped(value: Json, name: str) -> Json:
    if isinstance(value, list):
        return [_shaped(inner, name) for inner in value]
    if not isinstance(value, dict):
        return int(value) if name in NUMBERS and isinstance(value, str) else value
    found = {key: _shaped(inner, name if key == "nodes" else key) for key, inner in value.items() if key != "rowId"}
    if "rowId" in value:
        kind = DOCKETS[value["branch"]] if name == "dockets" else TYPES[name]
        found["id"] = f"{kind}:{HOME_COUNTY}:{value['rowId']}"
    return found


def contestant() -> Contestant:
    """PostGraphile, whose Node is found when it is first needed."""
    return Contestant("postgraphile", "PostGraphile 5 with row-level security", (str(peers.node()), str(peers.NPM / "postgraphile.mjs")),
                      lambda _: "/graphql", body, answer, environment, prepare)
