"""A draft of a plan: the roots as they were read, priced first, and only then guarded and rendered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import FieldNode

from api.costs import INTROSPECTION, PULL, Price, Prices, total
from api.plans import Plan, filling
from api.problems import Problem
from authz.guard import OrderRefused, guard
from authz.policy import Rules
from schema.read import Guarded, Root
from schema.statement import render


@dataclass
class Draft:
    """The roots of a plan in their order, those that failed or are answered elsewhere standing for null."""

    roots: list[Root] = field(default_factory=list)
    apart: list[tuple[str, Sequence[FieldNode]]] = field(default_factory=list)
    faults: list[tuple[str, Problem]] = field(default_factory=list)
    lasting: bool = True  # whether it holds for other values of the same shape

    def price(self, values: Sequence[Any]) -> Price:
        """What it costs, as far as that is known without the variables."""
        apart = sum(PULL if nodes[0].name.value.startswith("pull") else INTROSPECTION for _, nodes in self.apart)
        return total((Prices(values).of(self.roots), Price(apart)))

    def plan(self, rules: Rules, values: Sequence[Any], price: Price) -> Plan:
        """The plan with these rights in it."""
        faults, guarded = dict(self.faults), []
        for root in self.roots:
            try:
                guarded.append(guard(root, rules))
            except OrderRefused as wrong:
                faults[root.key] = Problem("ORDER_REFUSED", field=wrong.field)
                guarded.append(guard(Root(root.key), rules))
        made = filling(render(guarded), values) if any(map(_fetched, guarded)) else Plan(body=json.dumps({g.root.key: g.root.typename for g in guarded}))
        told = tuple((root.key, faults[root.key]) for root in self.roots if root.key in faults)  # in the order of the roots
        return replace(made, price=price, apart=tuple(self.apart), faults=told)


def _fetched(guarded: Guarded) -> bool:
    """Whether the database has to be asked."""
    return guarded.root.typename is None and guarded.root != Root(guarded.root.key)
