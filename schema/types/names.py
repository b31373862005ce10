"""Where every generated GraphQL class lives, and the small builders that make them from declarations."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, NewType, Union

import strawberry
from strawberry.types.scalar import ScalarDefinition

from schema.kit import Choice

Money = NewType("Money", str)
Json = NewType("Json", object)
Date = NewType("Date", str)
DateTime = NewType("DateTime", str)



def _checked(parse: Callable[[str], object]) -> Callable[[object], str]:
    """A scalar keeps its text; what does not parse is refused while the variables are read."""
    def keep(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("a string is needed")
        parse(value)
        return value
    return keep


def _yuan(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d{1,16}(\.\d{1,2})?", text):
        raise ValueError("not an amount with at most two decimals")
    return Decimal(text)


def _aware(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an offset is needed, such as +08:00")
    return found


SCALARS: dict[object, ScalarDefinition] = {
    Money: strawberry.scalar(name="Money", description="Yuan with at most two decimals, as a string: \"1800.00\" (元).", serialize=str, parse_value=_checked(_yuan)),
    Json: strawberry.scalar(name="JSON", description="Any JSON value.", serialize=lambda v: v, parse_value=lambda v: v),
    Date: strawberry.scalar(name="Date", description="A day, ISO 8601: \"2026-03-09\".", serialize=str, parse_value=_checked(date.fromisoformat)),
    DateTime: strawberry.scalar(name="DateTime", description="An instant, ISO 8601 with offset: \"2026-03-09T10:20:00+08:00\".", serialize=str, parse_value=_checked(_aware)),
}


@dataclass(frozen=True)
class Slot:
    """One field or argument to build: name, annotation as text, description, and its own arguments."""

    name: str
    kind: str
    doc: str
    args: tuple["Slot", ...] = ()
    default: Any = inspect.Parameter.empty


def put(name: str, value: object) -> str:
    """Makes a generated class known under a name that annotations can use."""
    globals()[name] = value
    return name


def known(name: str) -> bool:
    return name in globals()


def enum(name: str, choices: Sequence[Choice], doc: str) -> str:
    """An enum whose values carry their Chinese labels."""
    if not known(name):
        members: Mapping[str, Any] = {c.value: strawberry.enum_value(c.value, description=f"{c.label}。{c.doc}".rstrip("。")) for c in choices}
        made: Any = Enum(name, members)  # type: ignore[misc]
        put(name, strawberry.enum(made, name=name, description=doc))
    return name


def _body(slots: Sequence[Slot], is_input: bool) -> dict[str, Any]:
    body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for slot in slots:
        attribute = f"f_{slot.name}"
        body["__annotations__"][attribute] = slot.kind
        more: dict[str, Any] = {"default": strawberry.UNSET} if is_input and slot.kind.endswith("| None") else {}
        if slot.args:
            more["resolver"] = _resolver(slot)
        body[attribute] = strawberry.field(name=slot.name, description=slot.doc, **more)
    return body


def _resolver(slot: Slot) -> Any:
    def resolve(**_: Any) -> Any:
        raise NotImplementedError("data has one executor: the compiler")

    params = [inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    params += [inspect.Parameter(f"a_{arg.name}", inspect.Parameter.KEYWORD_ONLY, default=strawberry.UNSET if arg.kind.endswith("| None") else arg.default,
                                 annotation=Annotated[arg.kind, strawberry.argument(name=arg.name, description=arg.doc)]) for arg in slot.args]
    resolve.__signature__ = inspect.Signature(params, return_annotation=slot.kind)  # type: ignore[attr-defined]
    return resolve


def output(name: str, doc: str, slots: Sequence[Slot], bases: tuple[str, ...] = (), interface: bool = False) -> str:
    """An object type or an interface."""
    made = type(name, tuple(globals()[base] for base in bases), _body(slots, False))
    return put(name, (strawberry.interface if interface else strawberry.type)(made, name=name, description=doc))


def input_(name: str, doc: str, slots: Sequence[Slot]) -> str:
    return put(name, strawberry.input(type(name, (), _body(slots, True)), name=name, description=doc))


def scalar(name: str, doc: str) -> str:
    """A JSON scalar under a name of its own."""
    marker: Any = NewType(name, object)  # type: ignore[misc]
    SCALARS[marker] = strawberry.scalar(name=name, description=doc, serialize=lambda v: v, parse_value=lambda v: v)
    return put(name, marker)


def union(name: str, members: Sequence[str], doc: str) -> str:
    return put(name, Annotated[Union[tuple(globals()[member] for member in members)], strawberry.union(name=name, description=doc)])  # noqa: UP007


put("ID", strawberry.ID)
