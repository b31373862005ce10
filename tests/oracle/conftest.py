"""The seed of a run as a number."""

from __future__ import annotations

import pytest


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What --hypothesis-seed or FUYUAN_SEED give, or the run chose."""
    return int(request.config.option.hypothesis_seed)
