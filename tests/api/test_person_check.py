"""The search for related cases (跨部门比对): an organ and nothing else, by index, counted and recorded; what protects a person is like nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from api.database import Database
from authz.actor import Actor
from schema.identifiers import IdentifierFault, resident_id, whole_resident_id
from schema.kit import Kind
from schema.registry import METADATA, RECORDS
from sync import person_check
from sync.keyring import Keyring
from tests.serving import Served, serving
from tests.sync.two_units import CHIEF, COUNTY, FAR, JUDGE, LUO, NOW, OFFICER, found

BODY = "51052219850101000"
NUMBER = resident_id(BODY)
OLD = "510522850101000"
ORGAN = "agency name liaisons"
ANSWER = f"__typename ... on PersonCheck {{ related organs {{ {ORGAN} }} suspected {{ {ORGAN} }} message messageEn }} ... on Refused {{ code message messageEn facts }}"
NOTHING = {"__typename": "PersonCheck", "related": False, "organs": [], "suspected": [], "message": "未发现该人员在其他单位有关联案件。",
           "messageEn": "No related case at another organ is known."}


async def make(served: Served, who: Actor, name: str, /, **given: Any) -> Any:
    type_name = name[0].upper() + name[1:]
    said = (await served.data(who, f"mutation($i: {type_name}Input!) {{ r: {name}(input: $i) {{ __typename ... on Refused {{ code message facts }} }} }}", i=given))["r"]
    assert said["__typename"].endswith("Done"), said


async def mediation(served: Served, who: Actor, **party: Any) -> tuple[str, str]:
    """The ids of a case and of the party entered in it."""
    key = uuid4()
    await make(served, who, "createMediation", id=f"Mediation:{COUNTY}:{key}", title="纠纷", kind="PEOPLE")
    person = f"Party:{COUNTY}:{uuid4()}"
    await make(served, who, "createParty", **{"id": person, "caseId": f"Case:{COUNTY}:{key}", "kind": "PERSON", "role": "APPLICANT", "name": "陶运生",
                                              "idNumber": NUMBER, **party})
    return f"Case:{COUNTY}:{key}", person


async def check(served: Served, who: Actor, case: str, **given: Any) -> Any:
    return (await served.data(who, f"mutation($i: CheckPersonInput!) {{ r: checkPerson(input: $i) {{ {ANSWER} }} }}",
                              i={"caseId": case, "purpose": "核实有无重复救助", **given}))["r"]


async def test_it_tells_the_organ_to_ask_and_nothing_else(served: Served) -> None:
    await served.parts.database.pool.execute("INSERT INTO role_assignment (county, id, user_id, role) VALUES ($1, $2, $3, 'liaison')", COUNTY, uuid4(), FAR.user_id)
    for _ in range(3):
        await mediation(served, FAR, name="陶大")
    case, party = await mediation(served, LUO)
    said = await check(served, LUO, case, partyId=party)
    assert said == {"__typename": "PersonCheck", "related": True, "organs": [{"agency": f"Agency:{COUNTY}:XZ2", "name": "白沙镇政府", "liaisons": [FAR.name]}],
                    "suspected": [], "message": "该人员在白沙镇政府另有关联案件，请与其联系。", "messageEn": "A related case exists at 白沙镇政府; please get in touch."}
    assert said == await check(served, LUO, case, idNumber=NUMBER)  # one or three cases: the same words


@pytest.mark.parametrize("text", [OLD, f" {BODY[:6]} {NUMBER[6:]} ", "".join(chr(ord(c) + 0xFEE0) for c in NUMBER), NUMBER.lower()])
async def test_one_number_in_any_spelling_is_one_number(served: Served, text: str) -> None:
    await mediation(served, FAR)
    case, _ = await mediation(served, LUO, idNumber=None)
    assert (await check(served, LUO, case, idNumber=text))["related"] is True


def test_old_numbers_get_their_century_and_check_character() -> None:
    assert whole_resident_id(OLD, NOW.date()).value == NUMBER
    assert whole_resident_id("510522900229000".replace("900229", "960229"), NOW.date()).value[6:14] == "19960229"
    for wrong in ("510522900229000", "51052285010100", "510522850101OOO", NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")):
        with pytest.raises(IdentifierFault):
            whole_resident_id(wrong, NOW.date())
    x = next(number for n in range(1000) if (number := resident_id(f"51052219850101{n:03}")).endswith("X"))
    assert whole_resident_id(x.lower(), NOW.date()).value == x


OTHERWISE: dict[Kind, Any] = {Kind.INSTANT: NOW, Kind.DATE: NOW.date(), Kind.INTEGER: 1, Kind.BOOLEAN: True}


async def lay(served: Served, name: str, case: UUID, state: str | None = None) -> None:
    """A row of a record in a case, with no more than a row must have."""
    record = RECORDS[name]
    assert record.flow
    values: dict[str, Any] = {"county": COUNTY, "id": uuid4(), "case_id": case, "state": state or record.flow.initial}
    for column in METADATA.tables[name].columns:
        if not column.nullable and column.server_default is None and column.name not in values:
            field = record.by_name[column.name]
            values[column.name] = field.choices[0].value if field.choices else f"{COUNTY}101" if field.record == "division" else "SFJ" if field.record else OTHERWISE.get(field.kind, "x")
    names, places = ", ".join(values), ", ".join(f"${n}" for n in range(1, len(values) + 1))
    await served.parts.database.pool.execute(f'INSERT INTO "{name}" ({names}) VALUES ({places})', *values.values())


async def seal(served: Served, case: str, how: str) -> None:
    """Make a case one that is not told of."""
    pool, key = served.parts.database.pool, UUID(case.rpartition(":")[2])
    if how == "child":
        await pool.execute("UPDATE party SET kind = 'MINOR' WHERE case_id = $1", key)
    elif how == "marked":
        await pool.execute("UPDATE mediation SET sensitivity_level = 'MINOR' WHERE case_id = $1", key)
    else:
        await lay(served, how.removesuffix(" sealed"), key, "SEALED" if how.endswith("sealed") else None)


PROTECTING = [record.name for record in RECORDS.values() if record.protects]


@pytest.mark.parametrize("how", ["child", "marked", "child_report sealed", *PROTECTING])
async def test_what_protects_a_person_is_like_nothing(served: Served, how: str) -> None:
    hidden, _ = await mediation(served, FAR, birthOn="1985-01-01")
    case, party = await mediation(served, LUO)
    assert (await check(served, LUO, case, partyId=party))["related"] is True
    await seal(served, hidden, how)
    assert await check(served, LUO, case, partyId=party) == NOTHING
    assert await check(served, LUO, case, name="陶运生", birthOn="1985-01-01") == NOTHING


def test_the_statement_is_the_same_whoever_is_looked_for() -> None:
    """Every record that keeps somebody hidden is passed over, in one statement without a value in its shape."""
    sql = person_check.statement()
    for record in RECORDS.values():
        if record.protects:
            assert f'NOT EXISTS (SELECT FROM "{record.name}" h WHERE h.county = $1 AND h.case_id = c.id)' in sql
            assert f'FROM "{record.name}" t' not in sql
    assert {"child_report", "child_protection", "staff_screening", "employment_check"} <= {r.name for r in RECORDS.values() if r.protects}
    assert sql is person_check.statement()


async def test_same_name_and_birthday_is_only_suspected(served: Served) -> None:
    await mediation(served, FAR, idNumber=None, idAbsentReason="无证", birthOn="1985-01-01")
    case, party = await mediation(served, LUO)
    said = await check(served, LUO, case, partyId=party)  # the day of birth was taken from the number
    assert said["related"] is False and said["organs"] == [] and [one["name"] for one in said["suspected"]] == ["白沙镇政府"]
    assert "须人工核实" in said["message"] and "people to find out" in said["messageEn"]
    assert (await check(served, LUO, case, name="陶运生", birthOn="1985-01-02")) == NOTHING
    assert (await check(served, LUO, case, name="陶运", birthOn="1985-01-01")) == NOTHING
    assert await served.parts.database.fetchval("SELECT count(*) FROM conflict") == 0
    assert await served.parts.database.fetchval("SELECT count(DISTINCT id) FROM party") == 2


async def test_own_cases_are_for_search_and_not_told(served: Served) -> None:
    await mediation(served, LUO)
    case, party = await mediation(served, LUO)
    assert await check(served, LUO, case, partyId=party) == NOTHING


async def test_only_who_enters_parties_in_a_case_may_ask_and_says_why(served: Served) -> None:
    other, party = await mediation(served, FAR)
    case, _ = await mediation(served, LUO)
    assert (await check(served, LUO, other, idNumber=NUMBER))["code"] == "NOT_FOUND"
    assert (await check(served, LUO, case, partyId=party))["code"] == "NOT_FOUND"
    assert (await check(served, LUO, f"Case:{COUNTY}:{uuid4()}", idNumber=NUMBER))["code"] == "NOT_FOUND"
    assert (await check(served, JUDGE, case, idNumber=NUMBER))["code"] == "NOT_FOUND"
    assert (await check(served, LUO, case, idNumber=NUMBER, purpose="  "))["code"] == "FIELD_REQUIRED"
    assert (await check(served, LUO, case))["code"] == "FIELD_REQUIRED"
    bad = await check(served, LUO, case, idNumber="510522198502300014")
    assert bad["code"] == "VALUE_INVALID" and "510522198502300014" not in orjson.dumps(bad).decode()
    assert await served.parts.database.fetchval("SELECT count(*) FROM person_check") == 0


async def test_who_asked_and_why_is_recorded_and_the_number_is_not(served: Served) -> None:
    await mediation(served, FAR)
    case, _ = await mediation(served, LUO)
    await check(served, LUO, case, idNumber=NUMBER)
    row = await served.parts.database.pool.fetchrow("SELECT * FROM person_check")
    assert (row["actor"], row["agency"], row["purpose"], str(row["case_id"])) == (LUO.user_id, "SFJ", "核实有无重复救助", case.rpartition(":")[2])
    assert row["subject"] == Keyring(served.parts.settings.master_key()).hmac("resident_id", NUMBER, COUNTY)
    told = await served.data(CHIEF, "query($i: ID!) { case(id: $i) { timeline(first: 50) { nodes { act actor { name } changes { new } } } } }", i=case)
    line = next(entry for entry in told["case"]["timeline"]["nodes"] if entry["act"] == "CHECK")
    assert line["actor"]["name"] == LUO.name
    assert await served.parts.database.fetchval("SELECT new #>> '{}' FROM entry_change WHERE field = 'person_check'") == "核实有无重复救助"
    for table in ("entry_change", "person_check", "read_log", "entry"):
        assert not await served.parts.database.fetchval(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE $1', (f"%{NUMBER}%",))


async def test_probing_ends_soon_and_is_recorded(database: Database, tmp_path: Any) -> None:
    async with database.transaction() as connection:
        await found(connection)
    async with serving(database, tmp_path, {"FUYUAN_PERSON_CHECKS_HOUR": "3"}) as served:
        await mediation(served, FAR)
        case, party = await mediation(served, LUO)
        numbers = [resident_id(f"5105221990010100{n}") for n in range(3)]
        assert [(await check(served, LUO, case, idNumber=number))["related"] for number in numbers] == [False] * 3
        for given in ({"partyId": party}, {"idNumber": NUMBER}):
            refused = await check(served, LUO, case, **given)
            assert refused["code"] == "CHECKS_EXHAUSTED" and refused["facts"] == {"hour": 3, "day": 100}
            assert "已达上限" in refused["message"] and "try later" in refused["messageEn"]
        assert (await check(served, OFFICER, case, idNumber=NUMBER))["related"] is True  # each for himself
        rows = await database.pool.fetch("SELECT new #>> '{}' AS said FROM entry_change WHERE field = 'person_check'")
        assert sorted(row["said"] for row in rows).count("CHECKS_EXHAUSTED") == 2
        await database.pool.execute("UPDATE person_check SET at = at - interval '61 minutes'")
        assert (await check(served, LUO, case, idNumber=NUMBER))["related"] is True


async def test_it_goes_by_indexes_however_many_parties_there_are(database: Database) -> None:
    async with database.transaction() as connection:
        await found(connection)
        await connection.execute(
            "INSERT INTO \"case\" (county, id, title, lead_agency, state) SELECT $1, gen_random_uuid(), 'x', 'XZ2', 'OPEN' FROM generate_series(1, 2000)", COUNTY)
        await connection.execute(
            "INSERT INTO party (county, id, case_id, kind, name, id_number_hmac, birth_on) SELECT $1, gen_random_uuid(), c.id, 'PERSON', '某' || n,"
            " sha256((c.id || '/' || n)::bytea), date '1950-01-01' + (n * 997) FROM \"case\" c, generate_series(1, 10) n", COUNTY)
    await database.pool.execute("ANALYZE")
    await database.pool.execute("SET plan_cache_mode = force_generic_plan")
    plan = "\n".join(row[0] for row in await database.pool.fetch(
        "EXPLAIN " + person_check.statement(), COUNTY, b"\x01" * 32, uuid4(), "SFJ", "某1", NOW.date()))
    assert "Seq Scan on party" not in plan and 'Seq Scan on "case"' not in plan, plan
    assert "ix_party_county_id_number_hmac" in plan and "ix_party_suspects" in plan, plan
