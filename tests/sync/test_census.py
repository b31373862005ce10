"""The one statement that counts a year, against a count by hand of random records; and what stops a publication."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from schema.census import parts_of
from schema.disclosure import NUMBER, Cell, Protection
from schema.faults import faults
from schema.kit import OVERDUE, SHANGHAI, Split, Statistics, Sum
from schema.registry import MECHANISMS, RECORDS
from sync import census
from sync.intent import Create
from tests.sync.county import COUNTY, NOW, County

YEAR = 2025
LATER = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
async def county(database):  # type: ignore[no-untyped-def]
    async with database.pool.acquire() as connection:
        made = await County(connection).founded()
        await made.person("counter", "SFJ", "statistician")
        yield made


async def filled(county: County, number: int, seed: int) -> list[dict[str, Any]]:
    """Reliefs of two years in all states, some late, some without a township or an amount, some opened before midnight in Shanghai."""
    chance, rows = random.Random(seed), []
    states = [state.name for state in RECORDS["judicial_relief"].flow.states]  # type: ignore[union-attr]
    for _ in range(number):
        key, at = county.new_id(), datetime(YEAR - 1, 12, 20, tzinfo=UTC) + timedelta(hours=chance.randrange(24 * 380))
        opened = chance.choice((None, at.astimezone(SHANGHAI).date()))
        row = {"id": key, "state": chance.choice(states), "lead_agency": chance.choice(("FY", "JC")), "township": chance.choice((None, "510522101", "510522102")),
               "vulnerable": chance.choice((None, True, False)), "approved_amount": chance.choice((None, None, 100, 2500)), "created_at": at,
               "late": chance.random() < 0.2, "day": opened or at.astimezone(SHANGHAI).date()}
        rows.append(row)
        c = county.connection
        await c.execute('INSERT INTO "case" (county, id, title, lead_agency, state, opened_on) VALUES ($1, $2, $3, $4, $5, $6)', COUNTY, key, "案", "FY", "OPEN", opened)
        await c.execute("INSERT INTO judicial_relief (county, id, case_id, title, applicant_name, cause, state, lead_agency, township, vulnerable, approved_amount, created_at)"
                        " VALUES ($1, $2, $2, '件', '甲', 'OTHER', $3, $4, $5, $6, $7, $8)", COUNTY, key,
                        *(row[name] for name in ("state", "lead_agency", "township", "vulnerable", "approved_amount", "created_at")))
        for late in (row["late"], row["late"], False):
            await c.execute("INSERT INTO duty (county, id, case_id, record_type, record_key, code, state, agency, late) VALUES ($1, $2, $3, 'judicial_relief', $4, 'X', 'MET', 'FY', $5)",
                            COUNTY, county.new_id(), key, str(key), late)
    return rows


def by_hand(rows: list[dict[str, Any]]) -> tuple[Counter[Cell], Counter[Cell]]:
    figures: Counter[Cell] = Counter()
    givers: Counter[Cell] = Counter()
    for row in rows:
        if row["day"].year != YEAR or row["state"] in ("DUPLICATE", "CANCEL_REQUESTED"):
            continue
        parts = (NUMBER, f"state={row['state']}", f"{OVERDUE}={'YES' if row['late'] else 'NO'}", f"vulnerable={'YES' if row['vulnerable'] else 'NO'}")
        for a, t, m in product((row["lead_agency"], None), (row["township"] or "", None), (row["day"].month, None)):
            if a is None or m is None:
                figures.update((part, a, t, m) for part in parts if part == NUMBER or t is m is None)
                if row["approved_amount"]:
                    figures["approved_amount", a, t, m] += row["approved_amount"] * 100
                    givers["approved_amount", a, t, m] += 1
    return figures, givers


@pytest.mark.parametrize("seed", [1, 2])
async def test_one_statement_counts_what_a_count_by_hand_does(county: County, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = await filled(county, 150, seed)
    cubes = {}

    def spied(cube: Any, least: int, former: Any) -> Protection:
        cubes[least, len(cubes)] = cube
        return Protection({}, frozenset(), ())

    monkeypatch.setattr(census, "protect", spied)
    async with county.connection.transaction():
        await census.taken(county.connection, COUNTY, YEAR, LATER)
    names = [name for name, _, _ in census.counted()]
    figures, givers = by_hand(rows)
    cube = dict(zip(names, cubes.values(), strict=True))["judicial_relief"]
    assert cube.figures == figures and sum(figures.values()) > 500
    assert cube.few == {cell for cell, number in givers.items() if number < 5}
    assert all(not other.figures for name, other in zip(names, cubes.values(), strict=True) if name != "judicial_relief")


async def test_figures_that_prove_nothing_are_not_published(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the search ever be wrong, the proof stops the publication, and nothing of it stays."""
    await filled(county, 40, 3)
    monkeypatch.setattr(census, "protect", lambda cube, *_: Protection(dict(cube.figures), frozenset(cube.figures), ()))
    with pytest.raises(census.Unprovable):
        await county.do("counter", Create("publication", county.new_id(), {"year": YEAR}), at=LATER)
    assert await county.all("publication") == [] and await county.all("statistic") == []


async def test_what_a_client_says_of_figures_is_not_taken(county: County) -> None:
    await filled(county, 60, 4)
    key = county.new_id()
    forged = {"year": YEAR, "revision": 9, "content": "x", "digest": "x", "cells": 1}
    outcome = (await county.do("counter", Create("publication", key, forged), at=LATER))[0]
    assert outcome.kind == "applied", outcome
    row = await county.row("publication", key)
    assert (row["revision"], row["author"]) == (1, county.people["counter"].user_id) and len(row["digest"]) == 64 and row["cells"] == len(await county.all("statistic"))
    refused = (await county.do("counter", Create("statistic", county.new_id(), {"publication": str(key), "year": YEAR, "subject": "x", "level": "TOTAL", "measure": "number"}), at=LATER))[0]
    assert (refused.kind, refused.code) == ("refused", "NOT_CREATABLE")


async def test_nothing_is_counted_for_whom_nothing_is_published(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: Any) -> Any:
        raise AssertionError("counted")

    monkeypatch.setattr(census, "taken", never)
    outcome = (await county.do("office", Create("publication", county.new_id(), {"year": YEAR}), at=NOW))[0]
    assert (outcome.kind, outcome.code) == ("refused", "FORBIDDEN")


def test_every_mechanism_but_the_roll_of_members_is_counted() -> None:
    assert {name for name, record in MECHANISMS.items() if record.statistics is None} <= {"leading_member"}
    for record in MECHANISMS.values():
        for split in record.statistics.splits if record.statistics else ():
            assert parts_of(record, split)


def test_a_count_that_cannot_stand_is_a_fault() -> None:
    wrong = Statistics((Split("title", "x"), Sum("state", "x")), on="state", agency="title", without=("NOWHERE",), least=1)
    found = faults(replace(RECORDS["mediation"], statistics=wrong), frozenset(RECORDS))
    assert [fault.removeprefix("mediation: ") for fault in found] == [
        "is counted by title, which no list of values can hold", "adds up state, which is no amount", "falls into months by state, which is no day",
        "is counted for title, which names no agency", "leaves out an unknown state NOWHERE", "hides nothing in its figures"]


