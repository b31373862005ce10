"""What is published of the county's year (统计发布、年度通报): one publication a version, and its figures, never changed again."""

from __future__ import annotations

from datetime import date

from schema.kit import (
    PUBLIC,
    SERVER,
    SHANGHAI,
    Facts,
    Field,
    Grant,
    Kind,
    RefusalText,
    Refused,
    choice,
    instant,
    link,
    money,
    record,
    text,
    whole,
)

MEMBERS = "my_branch(GOVERNMENT, COURT, PROCURATORATE)"
READERS = (("statistician", "always"), ("leader", "always"), ("county_office", "always"), ("staff", MEMBERS))
"""Who may know the published figures, without any right to the records they count."""
PUBLISHERS = ("statistician", "county_office")
FIRST_YEAR = 2000
LEVELS = (("TOTAL", "全县全年"), ("AGENCY", "按单位"), ("TOWNSHIP", "按乡镇"), ("MONTH", "按月"), ("TOWNSHIP_AGENCY", "按乡镇和单位"), ("TOWNSHIP_MONTH", "按乡镇和月"))


def over(year: object, facts_day: date) -> bool:
    """Whether a year may be counted: it is over, so that no part of it is published twice under two names."""
    return isinstance(year, int) and not isinstance(year, bool) and FIRST_YEAR <= year < facts_day.year


def _sound(facts: Facts) -> Refused | None:
    """A whole year that is over; a later version says why, and there has to be a difference."""
    row = facts.row
    if not over(row["year"], facts.at.astimezone(SHANGHAI).date()):
        return Refused("YEAR_NOT_OVER", {"year": row["year"]})
    former = next(iter(facts.found.get("former", ())), None)
    if former is None:
        return None
    if not (row.get("reason") or "").strip():
        return Refused("REVISION_REASON_MISSING", {"year": row["year"], "revision": former["revision"]})
    return Refused("NOTHING_TO_REVISE", {"year": row["year"], "revision": former["revision"]}) if facts.found["census"][0]["content"] == former["content"] else None


PUBLICATION = record(
    "publication", "publications", "统计发布",
    "The county's figures of one year as they were published (统计发布): frozen with a digest; what changes later appears only in the next version as a whole.",
    (
        whole("year", "年度", "Calendar year that was counted.", PUBLIC, SERVER, required=True, order=True),
        text("reason", "修订理由", "Why it is published again; needed from the second version on.", PUBLIC, SERVER, on_create=True, max_length=1000),
        whole("revision", "版次", "1 for the first version of a year.", PUBLIC, SERVER, order=True),
        link("replaces", "publication", "取代", "The version it takes the place of.", PUBLIC, SERVER, inverse="replaced_by"),
        instant("counted_at", "统计时点", "Moment as of which the records were counted.", PUBLIC, SERVER),
        whole("cells", "公布数", "How many figures are shown.", PUBLIC, SERVER),
        Field("thresholds", Kind.JSON, "最小公布数", "Per mechanism, how many records a figure must at least be made of, and whether the county fixed that.", PUBLIC, SERVER),
        text("content", "内容摘要", "SM3 digest of the figures.", PUBLIC, SERVER),
        text("digest", "摘要值", "SM3 digest of year, version, publisher, moment and figures, chained to the version before.", PUBLIC, SERVER),
        link("author", "user", "发布人", "Who published it.", PUBLIC, SERVER),
    ),
    case_link=None, creatable=True, accepts=_sound,
    refusals=(
        RefusalText("YEAR_NOT_OVER", "{year} 年尚未结束或不是有效年度，只能公布已结束的整年。",
                    "{year} is not over, or no year that can be counted: only whole years that are over are published."),
        RefusalText("REVISION_REASON_MISSING", "{year} 年已公布第 {revision} 版，请填写修订理由。",
                    "Version {revision} of {year} is published already: say why it is published again."),
        RefusalText("NOTHING_TO_REVISE", "与 {year} 年第 {revision} 版没有可公布的差别。",
                    "Nothing that may be shown differs from version {revision} of {year}."),
    ),
    grants=(*(Grant(role, "read", on, when) for role, when in READERS for on in ("", ".*")), *(Grant(role, "create") for role in PUBLISHERS)),
)

STATISTIC = record(
    "statistic", "statistics", "统计数",
    "One published figure (统计数). What is not listed is below the least number that is shown, or kept back so that nothing below it can be recomputed.",
    (
        link("publication", "publication", "统计发布", "The version it belongs to.", PUBLIC, SERVER, inverse="statistics", required=True),
        whole("year", "年度", "Year that was counted.", PUBLIC, SERVER, required=True),
        whole("mechanism", "机制", "Number of the mechanism, 1 to 12.", PUBLIC, SERVER),
        text("subject", "对象类型", "Kind of record that was counted.", PUBLIC, SERVER, required=True, order=True),
        text("subject_label", "对象", "Its Chinese name.", PUBLIC, SERVER),
        choice("level", "汇总层次", "What the figure is broken down by.", PUBLIC, SERVER, *LEVELS, enum="StatisticLevel", required=True),
        text("measure", "指标", "What was counted: number, a split, or an amount.", PUBLIC, SERVER, required=True),
        text("part", "分组", "Part of a split; empty for number and amounts.", PUBLIC, SERVER),
        text("label", "名称", "Measure and part in Chinese.", PUBLIC, SERVER),
        link("agency", "agency", "单位", "Agency it is of.", PUBLIC, SERVER, inverse="statistics"),
        link("township", "division", "乡镇（街道）", "Township it is of; empty with a level of townships: none was named.", PUBLIC, SERVER, inverse="statistics"),
        whole("month", "月份", "Month it is of.", PUBLIC, SERVER),
        whole("figure", "数量", "How many records.", PUBLIC, SERVER),
        money("amount", "金额", "How much, yuan; instead of a number.", PUBLIC, SERVER),
    ),
    case_link=None, grants=tuple(Grant(role, "read", on, when) for role, when in READERS for on in ("", ".*")),
)
