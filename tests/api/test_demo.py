"""The demo county: consistent as if the write door had written it, the same each time, never beside real rows."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import pytest
from argon2 import PasswordHasher

from api.database import Database
from api.demo import cases, stories
from api.demo.load import TODAY, DemoRefused, Loaded, _world, load
from api.demo.people import PASSWORD, PEOPLE
from schema.identifiers import HOME_COUNTY, IdentifierFault, check_case_number, check_resident_id
from schema.registry import OFFLINE, RECORDS
from sync import access
from sync.chain import breaks
from sync.keyring import Keyring

KEYRING = Keyring(b"k" * 32)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
async def loaded(database: Database) -> Loaded:
    return await load(database, KEYRING, 120, hasher=QUICK)


async def test_every_chain_of_the_demo_holds(database: Database, loaded: Loaded) -> None:
    async with database.pool.acquire() as connection:
        keys = [row["id"] for row in await connection.fetch('SELECT id FROM "case"')]
        assert len(keys) == 120 + len(loaded.stories) == loaded.rows["case"]
        assert [broken for key in keys for broken in await breaks(connection, HOME_COUNTY, key)] == []


async def test_access_rows_are_the_ones_the_rows_give(database: Database, loaded: Loaded) -> None:
    expected = Counter[tuple[object, ...]]()
    async with database.pool.acquire() as connection:
        for name, record in RECORDS.items():
            if name == "case" or record.case_link == "case_id":
                for row in await connection.fetch(f'SELECT * FROM "{name}"'):
                    for (audience, via), (level, until) in access.reasons(record, dict(row)).items():
                        expected[audience, row[record.case_link or ""], via, level, until] += 1
        stored = await connection.fetch("SELECT audience, case_id, via, level, until FROM case_access")
    assert Counter(tuple(row) for row in stored) == expected


async def test_units_hold_every_document_of_their_cases(database: Database, loaded: Loaded) -> None:
    async with database.pool.acquire() as connection:
        expected = set()
        for name in OFFLINE:
            rows = await connection.fetch(
                f"SELECT DISTINCT a.audience, r.id FROM case_access a JOIN \"{name}\" r ON r.county = a.county AND r.case_id = a.case_id"
                " WHERE a.audience LIKE 'U:%' AND a.level >= 2")
            expected |= {(row["audience"], name, row["id"]) for row in rows}
        stored = {(row[0], row[1], row[2]) for row in await connection.fetch("SELECT audience, collection, doc_id FROM unit_doc WHERE NOT gone")}
        unsettled = await connection.fetchval(
            "SELECT count(*) FROM unit_doc u LEFT JOIN feed f ON f.county = u.county AND f.change_id = u.change_id AND f.seq = u.seq WHERE f.seq IS NULL")
        last = await connection.fetchval("SELECT seq FROM feed_counter WHERE county = $1", HOME_COUNTY)
        assert last == await connection.fetchval("SELECT max(seq) FROM feed") == loaded.rows["case"]
    assert stored == expected
    assert unsettled == 0


async def test_rows_keep_the_foreign_keys_that_were_not_checked(database: Database, loaded: Loaded) -> None:
    async with database.pool.acquire() as connection:
        for record in RECORDS.values():
            for field in record.fields:
                if field.record:
                    target = RECORDS[field.record]
                    orphans = await connection.fetchval(
                        f'SELECT count(*) FROM "{record.name}" r WHERE r."{field.name}" IS NOT NULL AND NOT EXISTS'
                        f' (SELECT FROM "{target.name}" t WHERE t.county = r.county AND t."{target.key}" = r."{field.name}")')
                    assert orphans == 0, f"{record.name}.{field.name}"


async def test_numbers_go_on_where_the_demo_stopped(database: Database, loaded: Loaded) -> None:
    async with database.pool.acquire() as connection:
        given = await connection.fetch("SELECT unit, file_number FROM mediation WHERE file_number IS NOT NULL")
        lasts = {(row["series"], row["year"]): row["last"] for row in await connection.fetch("SELECT * FROM number_series")}
    for row in given:
        year, n = int(row["file_number"][1:5]), int(row["file_number"].partition("第")[2].removesuffix("号"))
        assert n <= lasts[f"mediation/{row['unit']}", year]


async def test_no_identity_number_can_belong_to_anybody(database: Database, loaded: Loaded) -> None:
    rows = await database.pool.fetch("SELECT id_number_cipher FROM party WHERE id_number_cipher IS NOT NULL")
    numbers = [KEYRING.open(row[0]) for row in rows]
    assert numbers
    assert all(check_resident_id(number, TODAY).value[14:17] == "000" for number in numbers)


async def test_dockets_carry_well_formed_numbers(database: Database, loaded: Loaded) -> None:
    for row in await database.pool.fetch("SELECT number FROM docket WHERE branch = 'COURT'"):
        try:
            assert check_case_number(row[0], TODAY).warnings == ()
        except IdentifierFault:
            pytest.fail(row[0])


async def test_one_case_carries_what_the_readme_asks_for(database: Database, loaded: Loaded) -> None:
    case = loaded.stories["story-02"]
    async with database.pool.acquire() as connection:
        seen = {row["audience"] for row in await connection.fetch("SELECT audience FROM case_access WHERE case_id = $1 AND level >= 2", case)}
        assert {"A:FY", "A:JC", "A:SFJ", "A:MZJ", "A:YJJ"} <= seen
        assert {row[0] for row in await connection.fetch("SELECT branch FROM docket WHERE case_id = $1", case)} == {
            "COURT", "PROCURATORATE", "GOVERNMENT"}
        for name in ("mediation", "judicial_relief", "social_relief_referral", "recommendation"):
            assert await connection.fetchval(f'SELECT count(*) FROM "{name}" WHERE case_id = $1', case)
        late = await connection.fetch("SELECT code, due_at FROM duty WHERE case_id = $1 AND agency = 'YJJ' AND late AND state = 'RUNNING'", case)
    assert {row["code"] for row in late} == {"REPLY", "REPORT"}
    assert {row["due_at"] for row in late} == {datetime(2026, 10, 27, 16, tzinfo=UTC)}


async def test_the_fireworks_bureau_stays_seventeen_days_late(database: Database, loaded: Loaded) -> None:
    case = loaded.stories["story-07"]
    row = await database.pool.fetchrow("SELECT late, late_days FROM duty WHERE case_id = $1 AND code = 'REPLY'", case)
    assert tuple(row) == (True, 17)
    assert await database.pool.fetchval("SELECT document_number FROM recommendation WHERE case_id = $1", case) == "合检建〔2026〕9号"


async def test_demo_is_refused_beside_real_rows_and_beside_itself(database: Database) -> None:
    await load(database, KEYRING, 3, hasher=QUICK)
    with pytest.raises(DemoRefused, match="--fresh"):
        await load(database, KEYRING, 3, hasher=QUICK)
    again = await load(database, KEYRING, 5, fresh=True, hasher=QUICK)
    assert again.rows["case"] == 5 + len(again.stories)
    await database.pool.execute("UPDATE county SET demo = false")
    with pytest.raises(DemoRefused, match="real rows"):
        await load(database, KEYRING, 3, fresh=True, hasher=QUICK)
    assert await database.pool.fetchval('SELECT count(*) FROM "case"') == again.rows["case"]


async def test_large_builds_give_the_indexes_back(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    names = "SELECT array_agg(indexdef ORDER BY indexdef) FROM pg_indexes WHERE schemaname = 'public'"
    before = await database.pool.fetchval(names)
    monkeypatch.setattr("api.demo.load.REBUILD_FROM", 5)
    monkeypatch.setattr("api.demo.load.BATCH", 7)
    loaded = await load(database, KEYRING, 30, hasher=QUICK)
    assert loaded.rate > 0
    assert await database.pool.fetchval(names) == before


def test_two_builds_are_the_same() -> None:
    def told(count: int) -> list[tuple[UUID, str, str]]:
        world = _world(KEYRING)
        folders = [*stories.built(world), *cases.synthetic(world, count)]
        return [(folder.id, folder.case["title"], folder.finish() and folder.case["chain_digest"]) for folder in folders]

    small, large = told(20), told(25)
    assert small == told(20)
    assert {row[:2] for row in small} < {row[:2] for row in large}
    keys = [row[0] for row in large[len(large) - 25 :]]
    assert keys == sorted(keys)  # keys grow with time, as the numbers do


def test_nothing_happens_after_the_reference_day() -> None:
    world = _world(KEYRING)
    for folder in (*stories.built(world), *cases.synthetic(world, 200)):
        assert max(entry["occurred_at"] for entry in folder.finish()["entry"]) < datetime(2026, 11, 24, tzinfo=UTC)


def test_people_hold_declared_roles_and_names_are_taken_once() -> None:
    known = {choice.value for choice in RECORDS["role_assignment"].field("role").choices}
    assert {role for person in PEOPLE for role in person.roles} <= known
    assert len({person.username for person in PEOPLE}) == len(PEOPLE) >= 40
    assert PASSWORD == "Hejiang-2026"


def test_stories_tell_of_every_mechanism() -> None:
    world = _world(KEYRING)
    told = {name for folder in stories.built(world) for name in folder.rows}
    assert {"mediation", "judicial_relief", "social_relief_referral", "recommendation", "consultation", "transfer", "reverse_transfer", "compensation",
            "restoration", "environment_coordination", "child_report", "child_protection", "child_safeguard", "employment_check",
            "staff_screening", "child_education", "insolvency_file", "coordination_item", "creditor_claim", "assessment", "training", "conference",
            "leading_member", "leader_duty", "social_relief", "rural_lead", "mediation_body", "enterprise_checkup", "protection_proposal", "major_decision",
            "accountability"} <= told <= set(RECORDS) | {"case_access", "unit_doc", "entry_change"}


async def test_the_sand_case_is_told_by_its_own_records(database: Database, loaded: Loaded) -> None:
    case = loaded.stories["story-03"]
    async with database.pool.acquire() as connection:
        assert await connection.fetchval("SELECT state FROM transfer WHERE case_id = $1 AND lead_agency = 'SWJ' AND fine_offset = 40000", case) == "CLOSED"
        assert await connection.fetchval("SELECT holder FROM compensation WHERE case_id = $1", case) == "CITY"
        assert tuple(await connection.fetchrow("SELECT state, rework_count FROM restoration WHERE case_id = $1", case)) == ("MAINTENANCE", 1)
        late = await connection.fetch("SELECT code FROM duty WHERE case_id = $1 AND late", case)
    assert late == []


async def test_the_felled_wood_has_its_opinion_and_is_replanted(database: Database, loaded: Loaded) -> None:
    case = loaded.stories["story-10"]
    assert await database.pool.fetchval("SELECT document_number FROM reverse_transfer WHERE case_id = $1", case) == "合检意〔2026〕Z5号"
    assert await database.pool.fetchval("SELECT state FROM restoration WHERE case_id = $1", case) == "MAINTENANCE"
    duties = await database.pool.fetch("SELECT code, late FROM duty WHERE case_id = $1", case)
    assert {(row["code"], row["late"]) for row in duties} == {("REVERSE_REVIEW", False), ("OPINION_REPLY", False)}
