"""What a move asks for beyond what its declaration says: values that a guard weighs, days that must pass, who registers it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from authz.actor import Actor
from schema.kit import SHANGHAI
from schema.registry import RECORDS

DIGEST = "a" * 64


@dataclass(frozen=True)
class Need:
    """Values to give instead of the filled ones (None leaves one out), days to let pass and moves to make before, the agency to act."""

    give: Mapping[str, Any] = field(default_factory=dict)
    days: int = 0
    by: str | None = None
    first: tuple[str, ...] = ()


NOTHING = Need()
WITHIN: Mapping[str, str] = {"resolution": "docket", "docket": "insolvency_file"}
"""Records that hang from the case of another."""


def items(stored: Any) -> list[dict[str, Any]]:
    """The elements of a list, as the database gives it."""
    return json.loads(stored) if isinstance(stored, str) else list(stored or ())


async def days_left(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> list[dict[str, Any]]:
    """What the party is told of every remedy clock that runs: the days it has left."""
    found = await walker.connection.fetch("SELECT code, due_at FROM duty WHERE record_key = $1 AND due_at IS NOT NULL", str(row["id"]))
    return [{"id": f"told-{one['code']}", "clock": one["code"], "name": "告知人", "manner": "当面",
             "days_left": ((one["due_at"] - timedelta.resolution).astimezone(SHANGHAI).date() - walker.now.date()).days} for one in found if one["code"] in REMEDIES]


async def own_signature(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> list[dict[str, Any]]:
    """The signature of the actor's own agency on the minutes as they stand."""
    assert actor
    return [{"id": f"signed-{actor.agency}", "agency": actor.agency, "name": actor.name, "opinion": "同意", "text_digest": sha256(row["minutes_text"].encode()).hexdigest()}]


async def own_opinion(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> list[dict[str, Any]]:
    """The opinion of the organ that was invited."""
    return [{**OPINION, "position": "AGREE", "content": "无意见"}]


async def answered(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> list[dict[str, Any]]:
    """What the drafter answers to the opinions given."""
    return [{**one, "answer": "ADOPTED"} for one in items(row["opinions"])]


async def digest_of_body(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> str:
    return sha256(row["body"].encode()).hexdigest()


async def in_forty_days(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> str:
    return (walker.now.date() + timedelta(days=40)).isoformat()


async def an_incident(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> UUID:
    """The joint handling of the same case that a report belongs to."""
    return await walker.made("child_protection", row["case_id"])


async def head_of_justice(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> UUID:
    return walker.person("sifajuzhang").user_id


async def approved_plan(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> list[dict[str, Any]]:
    """One payment of all that was approved."""
    return [{"id": "plan-1", "amount": str(row["approved_amount"]), "due_on": walker.now.date().isoformat()}]


async def session(walker: Any, row: Mapping[str, Any], actor: Actor | None) -> list[dict[str, Any]]:
    """Who was at the first session, with a score that a test can have."""
    return [{"id": "attendance-1", "session": items(row["sessions"])[0]["code"], "person": "学员甲", "agency": "FY", "certificate": "川A001", "score": "90.00"}]


SIGNED = [{"id": who, "capacity": who, "name": who, "manner": "THUMBPRINT", "text_digest": DIGEST} for who in ("APPLICANT", "RESPONDENT", "MEDIATOR")]
REMEDIES = ("REVIEW_WINDOW", "SUIT_WINDOW", "SUIT_SINCE_TOLD", "SUIT_AFTER_REVIEW")
JOINING = {"id": "joining", "agency": "FY", "role": "JOINT"}
OPINION = {"id": "opinion-FY", "agency": "FY"}
REVIEWED: Mapping[str, Need] = {
    "create": Need({"opinions": None, "studies": [{"id": kind, "kind": kind} for kind in ("EXPERT", "RISK", "FAIR_COMPETITION")]}),
    "submit": Need(days=2), "clear": Need({"reviewed_digest": digest_of_body}), "table": Need(days=15),
    "invite": Need({"opinions": [OPINION]}), "give_opinion": Need({"opinions": own_opinion}, by="FY", first=("invite",)),
    "answer_opinion": Need({"opinions": answered}),
}
NEEDS: Mapping[tuple[str, str], Need] = {
    ("appearance", "create"): Need({"hearing_at": "2026-03-08T10:00:00+08:00"}),
    **{("appearance", name): Need(days=7) for name in ("appear", "miss")},
    ("conference", "create"): Need({"year": 2026, "counted_from": "2025-12-31"}),
    ("mediation", "create"): Need({"joint_mediators": None, "recusal_called": False}),
    ("mediation", "sign"): Need({"signatures": SIGNED}),
    ("judicial_relief", "create"): Need({"exclusion": None, "minor": False, "sexual_offence": False, "payment_plan": None}),
    ("judicial_relief", "approve"): Need({"payment_plan": None}),
    ("compensation", "sue"): Need({"lawsuit_number": "（2026）川05民初1号"}),
    ("conference", "prepare"): Need({"publication": None}),
    ("insolvency_file", "announce"): Need({"claims_due_on": in_forty_days}),
    ("leader_duty", "create"): Need({"leader": head_of_justice, "agency": "SFJ"}),
    ("docket", "create"): Need({"number": None}),
    ("social_relief", "create"): Need(by="XZ-109"),
    ("consultation", "create"): Need({"pending_case": False}),
    ("consultation", "hold"): Need({"attendance": [{"id": "attendance-FY", "agency": "FY", "name": "法官", "capacity": "MEMBER"}]}),
    ("consultation", "sign_minutes"): Need({"signatures": own_signature}),
    ("consultation", "settle_minutes"): Need(first=("sign_minutes",)),
    ("mediation", "invite_joint"): Need({"joint_mediators": [{**JOINING}]}),
    ("mediation", "join"): Need({"joint_mediators": [{**JOINING, "name": "法官", "consented": True}]}, by="FY", first=("invite_joint",)),
    ("judicial_relief", "pay"): Need({"payment_plan": approved_plan}),
    ("child_report", "link_incident"): Need({"incident_id": an_incident}),
    ("child_report", "handle_jointly"): Need({"incident_id": an_incident}),
    ("potential_suit", "create"): Need({"told": None, "review_first": "NONE", "excluded": "NONE"}),
    ("potential_suit", "tell"): Need({"told": days_left}),
    ("potential_suit", "consent"): Need(first=("tell",)),
    ("employment_check", "correct"): Need({"result": RECORDS["employment_check"].by_name["result"].choices[1].value}),
    ("recommendation", "expire"): Need(days=70),
    ("recommendation", "reply"): Need({"answered_version": 1}),
    ("training", "create"): Need({"attendance": None}),
    ("training", "sign_in"): Need({"attendance": session}),
    ("training", "grade"): Need({"attendance": session}),
    ("transfer", "investigate"): Need({"investigators": [{"id": f"officer-{one}", "name": f"执法员{one}", "certificate": f"川{one}"} for one in (1, 2)]}),
    ("restoration", "create"): Need(by="ZGJ"),
    **{(name, act): need for name in ("normative_document", "major_decision") for act, need in REVIEWED.items()},
    ("recommendation", "create"): Need({"reply_rule": "GENERAL", "kind": "GOVERNANCE"}),
    ("transfer", "create"): Need({"value": None}, by="SWJ"),
    ("insolvency_file", "notify_debtor"): Need({"objection_ends_on": "2026-12-01"}),
    ("compensation", "confirm"): Need(days=40),
}
