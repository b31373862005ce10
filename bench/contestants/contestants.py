"""The contestants by name."""

from __future__ import annotations

from collections.abc import Mapping

from bench.contestants import postgraphile
from bench.contestants.contestant import Contestant, graphql_answer, graphql_body, graphql_path, served

FUYUAN = Contestant("fuyuan", "Fuyuan", served("fuyuan"), graphql_path, graphql_body, graphql_answer)
OPEN = Contestant("open", "Fuyuan without authorization", served("open_fuyuan"), graphql_path, graphql_body, graphql_answer)
RAW = Contestant("raw", "hand-written SQL", served("raw"), lambda question: f"/{question.name}", lambda _, variables: variables, graphql_answer)

ORM = Contestant("orm", "Strawberry and the SQLAlchemy ORM", served("orm"), graphql_path, graphql_body, graphql_answer)

CONTESTANTS: Mapping[str, Contestant] = {one.name: one for one in (FUYUAN, postgraphile.contestant(), ORM, RAW)}
