"""The seed of a run, and a clock that stands still while an operation is asked twice."""

from __future__ import annotations

import pytest

import api.execute
from tests.oracle.comparing import Stopped


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> str:
    """What --hypothesis-seed or FUYUAN_SEED give, or the run chose."""
    return str(request.config.option.hypothesis_seed)


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The executor's clock shows the one moment of every county here."""
    monkeypatch.setattr(api.execute, "datetime", Stopped)
