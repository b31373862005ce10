"""年度通报案: a year of mediations is counted when it is over, told without telling of few, tabled at the conference, and a late one is not found by subtraction."""

from __future__ import annotations

from typing import Any

from tests.stories.village import Village

FUBAO, BAISHA = "tiaojie2", "tiaojie3"
MONTHS = (("2026-03", (6, 7)), ("2026-04", (9, 2)), ("2026-05", (8, 6)))
"""Mediations of two towns: two of Baisha's in April are few."""
FIGURES = """query($year: Int!) { r: conferenceReport(year: $year) { publication { id revision } conferences { nodes { title } } statistics(first: 100,
  filter: {subject: {eq: "mediation"}, measure: {eq: "number"}}) { nodes { level agency { code } township { name } month figure } } } }"""


async def registered(village: Village, who: str, day: str, number: int) -> None:
    village.on(day)
    for _ in range(number):
        await village.new(who, "mediation", title="邻里纠纷", kind="PEOPLE", disputeType="NEIGHBOUR", facts="排水")


async def told(village: Village, who: str) -> tuple[dict[str, Any], dict[tuple[Any, ...], int]]:
    answer = (await village.served.data(who, FIGURES, year=2026))["r"]
    return answer, {(one["level"], place_of(one), one["month"]): one["figure"] for one in answer["statistics"]["nodes"]}


def place_of(figure: dict[str, Any]) -> Any:
    """The town a figure is of, else the agency, else the whole county."""
    return figure["township"]["name"] if figure["township"] else figure["agency"] and figure["agency"]["code"]


async def published(village: Village, **values: Any) -> str:
    return await village.new("zhengfawei", "publication", year=2026, **values)


async def refused(village: Village, who: str, code: str, **values: Any) -> None:
    text = "mutation($i: CreatePublicationInput!) { r: createPublication(input: $i) { __typename ... on Refused { code } } }"
    assert (await village.served.data(who, text, i={"year": 2026, **values}))["r"] == {"__typename": "Refused", "code": code}


async def test_the_year_is_told_at_the_conference_and_nobody_is_told_of(village: Village) -> None:
    for month, (fubao, baisha) in MONTHS:
        await registered(village, FUBAO, f"{month}-10", fubao)
        await registered(village, BAISHA, f"{month}-11", baisha)
    village.on("2026-12-31", "23:00")
    await refused(village, "zhengfawei", "YEAR_NOT_OVER")
    village.on("2027-01-08")
    for who in ("sifaju", "faguan", "yuanzhang", "xitong"):
        await refused(village, who, "FORBIDDEN")
    publication = await published(village)

    for who in ("yuanzhang", "jianchazhang", "minzheng"):  # who may see none of these mediations
        assert await village.listed(who, "mediations", "id") == []
        answer, figures = await told(village, who)
        assert answer["publication"] == {"id": publication, "revision": 1} and figures["TOTAL", None, None] == 38
        assert ("TOWNSHIP_MONTH", "白沙镇", 4) not in figures
        lines = [[figures.get(("TOWNSHIP_MONTH", town, month)) for month in (3, 4, 5)] for town in ("福宝镇", "白沙镇")]
        assert all(line.count(None) != 1 for line in [*lines, *zip(*lines, strict=True)]), "one hidden figure in a line is a subtraction"
    for who in ("guanliren", "shenji", "xitong"):
        assert await told(village, who) == ({"publication": None, "conferences": {"nodes": []}, "statistics": {"nodes": []}}, {})

    village.on("2027-01-15")
    conference = await village.new("sifaju", "conference", title="2027年府院联席会议", year=2027, countedFrom="2026-12-31")
    await village.do("sifaju", conference, "plan", plannedOn="2027-02-20", agenda=[{"title": "通报2026年情况"}])
    assert await village.do("sifaju", conference, "prepare", report="2026年调解38件。", publication=publication) == "MATERIALS"
    assert (await told(village, "yuanzhang"))[0]["conferences"]["nodes"] == [{"title": "2027年府院联席会议"}]

    before = (await told(village, "yuanzhang"))[1]
    village.on("2027-02-01")
    late = await village.new(BAISHA, "mediation", title="补录", kind="PEOPLE", disputeType="NEIGHBOUR", facts="平板离线登记，迟到")
    await village.served.parts.database.pool.execute('UPDATE "case" SET opened_on = \'2026-04-20\' WHERE id = $1', late.split(":")[2])
    assert (await told(village, "yuanzhang"))[1] == before
    await refused(village, "zhengfawei", "REVISION_REASON_MISSING")
    await published(village, reason="白沙镇补录一件")
    after = (await told(village, "yuanzhang"))[1]
    assert after.items() <= before.items() and ("TOTAL", None, None) not in after and ("TOWNSHIP", "白沙镇", None) not in after
    kept = await village.see("sifaju", conference, "statistics publication { revision }")
    assert kept["publication"]["revision"] == 1 and kept["statistics"]["revision"] == 1, "the conference was told the first version"
