"""The register of mediation bodies (调解组织名册): the network the county government leads, with each body's load and results."""

from collections.abc import Mapping
from typing import Any

from schema.kit import (
    BY_STATE,
    DRAFT,
    INTERNAL,
    LEGAL,
    PUBLIC,
    SERVER,
    SHANGHAI,
    Facts,
    Field,
    Flow,
    Grant,
    Kind,
    Lookup,
    Move,
    Numbering,
    Owner,
    RefusalText,
    Refused,
    Split,
    State,
    Statistics,
    choice,
    day,
    instant,
    items,
    link,
    mechanism,
    text,
    whole,
)
from schema.paper import form

OURS = "own_agency(lead_agency)"
HOST = "own_agency(host)"
ORGANS = "my_branch(GOVERNMENT, COURT, PROCURATORATE)"
OFFICE = (Owner("justice_officer", OURS),)
AGREED = ("ORAL_AGREED", "SIGNED", "DISPUTED_SIGNED", "CONFIRM_APPLIED", "CONFIRMED", "CONFIRM_REJECTED", "PERFORMING", "PERFORMED", "BREACHED",
          "DISPUTED_PERFORMANCE", "ARCHIVED")
RESULTS: Mapping[str, tuple[str, ...]] = {
    "agreed": AGREED, "failed": ("FAILED", "INFORMED_REMEDIES"), "confirmed": ("CONFIRMED",), "performed": ("PERFORMED",), "breached": ("BREACHED",)}
CLOSED = ("DECLINED", "ARCHIVED", "INFORMED_REMEDIES", "CANCEL_REQUESTED")


def _complete(facts: Facts) -> Refused | None:
    """A body that mediates for an agency or a court has a host; a people's committee has its unit, its chief and at least three members."""
    row = facts.row
    if row["kind"] == "PEOPLE" and not row.get("body_unit"):
        return Refused("BODY_UNIT_MISSING")
    if row["kind"] == "PEOPLE" and len(row.get("members") or ()) < 3:
        return Refused("TOO_FEW_MEMBERS")
    return Refused("BODY_ENTERED_TWICE") if row.get("body_unit") and facts.found["same_unit"] else None


def _figures(facts: Facts) -> dict[str, Any]:
    """Load and results of the year, counted from the mediations themselves; what is under way is its load."""
    year = facts.day.year
    rows = [r for r in facts.found["mediations"] if r["created_at"].astimezone(SHANGHAI).year == year and r["state"] not in ("APPLIED", "DECLINED", "CANCEL_REQUESTED")]
    told = {"year": year, "taken": len(rows), **{name: sum(r["state"] in states for r in rows) for name, states in RESULTS.items()}}
    told["confirmed"] = sum(1 for r in rows if r["confirmation_number"] and r["state"] != "CONFIRM_REJECTED")
    told["performed"] = sum(1 for r in rows if r["performance_note"] and r["state"] in ("PERFORMED", "ARCHIVED"))
    others = [one for one in facts.row.get("figures") or () if one["year"] != year]
    return {"load": sum(r["state"] not in (*CLOSED, "PERFORMED", "BREACHED") for r in rows), "taken": told["taken"], "agreed": told["agreed"],
            "counted_at": facts.at, "figures": [*others, {"id": str(year), **told}]}


MEDIATION_BODY = mechanism(
    6, "mediation_body", "mediation_bodies", "调解组织", "A body of the mediation network (调解组织名册): a people's committee, an agency's desk, a court's invited mediators.",
    (
        text("name", "名称", "Full name.", PUBLIC, LEGAL, required=True, search=True, order=True, max_length=200),
        choice("kind", "类型", "People's, administrative or judicial; the three differ in law.", PUBLIC, LEGAL, ("PEOPLE", "人民调解"), ("ADMINISTRATIVE", "行政调解"),
               ("JUDICIAL", "司法（特邀）调解"), enum="MediationKind", required=True, order=True),
        choice("level", "层级", "Village, township, trade or county.", PUBLIC, LEGAL, ("VILLAGE", "村（居）"), ("TOWNSHIP", "乡镇（街道）"), ("TRADE", "行业专业"),
               ("COUNTY", "县级"), enum="MediationLevel", required=True, order=True),
        link("host", "agency", "设立单位", "Agency that set it up.", PUBLIC, LEGAL, required=True, inverse="mediation_bodies"),
        link("body_unit", "field_unit", "站点", "Field unit it works as; its mediations are counted by it.", PUBLIC, LEGAL, inverse="mediation_bodies"),
        text("number", "名册编号", "Number in the register, given by the server.", PUBLIC, SERVER, search=True, unique=True),
        text("scope", "受理范围", "Disputes it takes: for an agency, those tied to its functions.", PUBLIC, DRAFT, max_length=1000),
        text("chief", "负责人", "Who heads it.", PUBLIC, DRAFT, max_length=100),
        items("members", "调解员名单", "Its mediators.", PUBLIC, DRAFT, text("name", "姓名", "Who.", PUBLIC, DRAFT), text("certificate", "证号", "Certificate.", INTERNAL, DRAFT),
              choice("standing", "性质", "Full-time or part-time.", PUBLIC, DRAFT, ("FULL", "专职"), ("PART", "兼职"), enum="MediatorStanding")),
        text("phone", "联系电话", "Where it is reached.", PUBLIC, DRAFT, max_length=50), text("place", "地址", "Where it is.", PUBLIC, DRAFT, max_length=200),
        day("founded_on", "设立日期", "Day it was set up.", PUBLIC, LEGAL), day("ended_on", "撤销日期", "Day it was dissolved.", PUBLIC, LEGAL),
        whole("load", "在办件数", "Mediations under way when last counted.", PUBLIC, SERVER, order=True),
        whole("taken", "本年受理", "Mediations taken this year.", PUBLIC, SERVER, order=True), whole("agreed", "本年达成协议", "Agreements this year.", PUBLIC, SERVER, order=True),
        instant("counted_at", "统计时间", "When the figures were counted.", PUBLIC, SERVER),
        Field("figures", Kind.ITEMS, "年度情况", "Load and results by year.", PUBLIC, SERVER, items=(
            whole("year", "年度", "Year.", PUBLIC, SERVER), whole("taken", "受理", "Taken.", PUBLIC, SERVER), whole("agreed", "达成协议", "Agreed.", PUBLIC, SERVER),
            whole("failed", "调解不成", "Failed.", PUBLIC, SERVER), whole("confirmed", "司法确认", "Confirmed by the court.", PUBLIC, SERVER),
            whole("performed", "已履行", "Performed.", PUBLIC, SERVER), whole("breached", "未履行", "Not performed.", PUBLIC, SERVER))),
        text("reason", "理由", "Why it was suspended or dissolved.", PUBLIC, LEGAL),
    ),
    flow=Flow(
        (State("PROPOSED", "拟设立"), State("REGISTERED", "已入册"), State("SUSPENDED", "暂停"), State("DISSOLVED", "已撤销", final=True)),
        "PROPOSED",
        (
            Move("register", "入册", "Entered in the register.", ("PROPOSED", "SUSPENDED"), "REGISTERED", OFFICE, ("founded_on",), ("founded_on",), guard=_complete,
                 lookups=("same_unit",), number="number", basis="人民调解法 8, 10; 四川省行政调解工作暂行办法"),
            Move("count", "统计", "Load and results are counted from its mediations.", ("REGISTERED", "SUSPENDED"), None, OFFICE, lookups=("mediations",), then=_figures),
            Move("suspend", "暂停", "Takes no cases for a time.", ("REGISTERED",), "SUSPENDED", OFFICE, ("reason",), ("reason",)),
            Move("dissolve", "撤销", "Dissolved; its files go on.", ("REGISTERED", "SUSPENDED"), "DISSOLVED", OFFICE, ("ended_on", "reason"), ("ended_on", "reason")),
        ),
        frozen=("DISSOLVED",),
    ),
    lookups=(
        Lookup("mediations", "mediation", (("unit", "body_unit"),)),
        Lookup("same_unit", "mediation_body", (("body_unit", "body_unit"),), ("REGISTERED", "SUSPENDED")),
    ),
    numberings=(Numbering("number", "number", "mediation_body", "合调册〔{year}〕{n}号"),),
    papers=(
        form("register_sheet", "调解组织登记表", "name", "kind", "level", "host", "scope", "chief", "members", "phone", "place", "founded_on", number="number",
             pens=("设立单位（盖章）", "司法行政机关意见")),
    ),
    refusals=(
        RefusalText("BODY_UNIT_MISSING", "人民调解委员会须填写站点。", "A people's committee needs its field unit."),
        RefusalText("TOO_FEW_MEMBERS", "人民调解委员会须有三名以上委员。", "A people's committee has at least three members.", "人民调解法 8"),
        RefusalText("BODY_ENTERED_TWICE", "该站点已在名册中。", "That unit is in the register already."),
    ),
    statistics=Statistics((BY_STATE, Split("kind", "类型")), on="founded_on", agency="host", without=("PROPOSED",)),
    grants=(
        *(Grant("justice_officer", act, on, OURS) for act, on in (("read", ""), ("read", ".*"), ("create", ""), ("edit", ".*"))),
        *(Grant("staff", "read", on, f"{ORGANS} and not state in (PROPOSED)") for on in ("", "#public")),
        *(Grant("staff", act, on, HOST) for act, on in (("read", ""), ("read", ".*"))), Grant("staff", "edit", ".members", HOST), Grant("staff", "edit", ".phone", HOST),
    ),
)

DECLARATIONS = (MEDIATION_BODY,)
