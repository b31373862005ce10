"""Words by their rarity: the needles are the database's own, and statistics decide which way a search goes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.database import Database
from api.execute import Executor
from api.rarity import Rarity, Shares, needles
from authz.actor import Actor
from authz.lines import default_lines
from authz.policy import Policy

WORDS = ("界", "界石", "劳务报酬", "合联〔2026〕100号", "2026", "第12号", "Aa1b22c", "１２号", "〔7〕", "😀12😀", "_100%", "\\d12x")


async def test_the_needles_are_those_of_the_database(database: Database) -> None:
    for word in WORDS:
        assert await database.pool.fetchval("SELECT fuyuan_needles($1)", word) == needles(word), word


async def test_whatever_contains_a_word_has_its_needles(database: Database) -> None:
    texts = ["合联〔2026〕100号", "（2026）川0522民初318号之一", "界石被移", "12", "x12", "12x", "ab12cd34", "１２号", "", "😀12😀"]
    for text in texts:
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                held = await database.pool.fetchval("SELECT fuyuan_grams($1) @> fuyuan_needles($2)", text, text[start:end])
                assert held, (text, text[start:end])


def test_a_word_is_as_rare_as_its_rarest_needle() -> None:
    rarity = Rarity({"case": [Shares(1_000_000, {"劳务": 0.2, "务报": 0.05, "报酬": 0.06, "〔2026": 0.3}, 0.001)]})
    rare = rarity.of("case")
    assert not rare("劳务") and not rare("劳务报酬") and rare("荔枝") and rare("劳务纠纷") and rare("合联〔2026〕100号")
    assert rarity.of("case") is rare and rarity.of("party")("劳务")  # nothing is known of parties


@settings(max_examples=100)
@given(st.text(min_size=1, max_size=20))
def test_every_word_has_a_needle(word: str) -> None:
    assert needles(word)


@pytest.mark.parametrize("share", [0.9, 0.0001])
async def test_statistics_come_from_analyze(database: Database, share: float) -> None:
    async with database.transaction() as connection:
        await connection.execute("INSERT INTO county (code, name, epoch) VALUES ('510522', '合江县', gen_random_uuid())")
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute("""INSERT INTO "case" (county, id, title, number, state) SELECT '510522', gen_random_uuid(),
            CASE WHEN n < $1::float8 * 2000 THEN '劳务报酬' ELSE '荔枝越界' END, '合联〔2026〕' || n || '号', 'OPEN' FROM generate_series(1, 2000) AS n""", share)
    await database.pool.execute("ANALYZE")
    rarity = Rarity()
    await rarity.take(database)
    assert rarity.of("case")("劳务报酬") is (share < 0.5)
    assert rarity.of("case")("合联〔2026〕77号")


async def test_a_plan_of_a_literal_word_is_chosen_anew_when_its_rarity_changes() -> None:
    """The same document, asked before and after the statistics were taken anew, takes the way that is now the short one."""
    asked: list[str] = []

    class Answering:
        async def fetchval(self, sql: str, _args: object) -> str:
            asked.append(sql)
            return "{}"

    rarity = Rarity()
    policies: Any = SimpleNamespace(current=Policy(default_lines()))
    executor = Executor(Answering(), policies, None, None, rarity)  # type: ignore[arg-type]
    who = Actor(UUID(int=1), "u", "张三", "510522", "SFJ", "GOVERNMENT", None, (), frozenset({"staff", "justice_officer"}))
    context = SimpleNamespace(request_id="r", token="", telling=False)
    for share in (0.0001, 0.9, 0.9, 0.0001):
        rarity.columns = {"case": [Shares(1_000_000, {"报酬": share}, 0.0001)]}
        await executor.execute('{ cases(search: "报酬") { totalCount nodes { id } } }', None, {}, who, context)
    rare, common, again, back = asked
    assert rare == back != common == again and executor.plans.made == 2
