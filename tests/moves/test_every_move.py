"""Every declared move, generated from the declarations: fired by a permitted actor from a state reached by legal moves, refused to the others."""

from __future__ import annotations

import pytest

from schema.kit import Move, Record
from schema.registry import MECHANISMS
from tests.moves.unwalked import UNWALKED
from tests.moves.walking import Stuck, Walker, ways


@pytest.mark.long
@pytest.mark.parametrize("name", list(MECHANISMS))
async def test_every_move_is_fired_by_whom_it_belongs_to_and_by_nobody_else(walker: Walker, name: str) -> None:
    record = MECHANISMS[name]
    assert record.flow
    moves = [move for move in record.flow.moves if not move.never]
    blocked: dict[str, str] = {}
    fired: set[str] = set()
    refused = 0
    for move in moves:
        for way in ways(record.flow, move):
            if any(step.name in blocked for step in way):
                continue
            if tried := await walked(walker, record, way, move, blocked):
                refused += tried
                fired.add(move.name)
                blocked.pop(move.name, None)
                break
    left = {move.name: blocked.get(move.name, "behind another") for move in moves if move.name not in fired}
    assert set(left) == set(UNWALKED.get(name, {})), left
    assert refused >= len(fired), "no move was without somebody it is refused to"


async def walked(walker: Walker, record: Record, way: tuple[Move, ...], move: Move, blocked: dict[str, str]) -> int:
    """Go one way, have the move refused to others and fire it, then undo everything; how many were refused, 0 where the way was closed."""
    undo, began = walker.connection.transaction(), walker.now
    await undo.start()
    step, doers = move, {}
    try:
        key = await walker.made(record.name)
        for step in way:
            doers[step.name] = await walker.fired(record, key, step)
        step = move
        await walker.owners(record, key, move)  # whoever it needs is let into the case first
        tried = await walker.refuses(record, key, move, doers)
        await walker.fired(record, key, move)
        return tried
    except Stuck as closed:
        blocked[step.name] = str(closed)
        return 0
    finally:
        await undo.rollback()
        walker.now = began
