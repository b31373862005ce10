"""The contestants by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.contestants import postgraphile
from bench.contestants.contestant import Contestant, graphql_answer, graphql_body, graphql_path, served

FUYUAN = Contestant("fuyuan", "Fuyuan", served("fuyuan"), graphql_path, graphql_body, graphql_answer)
OPEN = Contestant("open", "Fuyuan with a policy that allows everything", served("open_fuyuan"), graphql_path, graphql_body, graphql_answer)
ORM = Contestant("orm", "Strawberry and the SQLAlchemy ORM", served("orm"), graphql_path, graphql_body, graphql_answer)
RAW = Contestant("raw", "hand-written SQL on a bare route", served("raw"), lambda question: f"/{question.name}", lambda _, variables: variables, graphql_answer)
NAMES = ("fuyuan", "postgraphile", "orm", "raw")


def contestants(only: Sequence[str] = NAMES) -> Mapping[str, Contestant]:
    """Those that take part, in the order of their turns."""
    known = {one.name: one for one in (FUYUAN, ORM, RAW)}
    return {name: postgraphile.contestant() if name == "postgraphile" else known[name] for name in NAMES if name in only}
