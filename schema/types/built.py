"""The Strawberry schema of everything declared; it says the SDL, and nothing at run time needs it (see served.py)."""

import inspect
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, NewType, Union

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types.scalar import ScalarDefinition

from schema.registry import RECORDS
from schema.types.names import PARSERS, SPECS, Slot, Spec
from schema.types.roots import ROOTS

ID = strawberry.ID  # annotations are read in this module, where every class is put under its name
SCALARS: dict[object, ScalarDefinition] = {}


def _body(slots: tuple[Slot, ...], is_input: bool) -> dict[str, Any]:
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


def _made(spec: Spec) -> Any:
    """The Strawberry type of a spec."""
    match spec.kind:
        case "enum":
            members: Mapping[str, Any] = {c.value: strawberry.enum_value(c.value, description=f"{c.label}。{c.doc}".rstrip("。")) for c in spec.choices}
            made: Any = Enum(spec.name, members)  # type: ignore[misc]
            return strawberry.enum(made, name=spec.name, description=spec.doc)
        case "scalar":
            marker: Any = NewType(spec.name, object)  # type: ignore[misc]
            SCALARS[marker] = strawberry.scalar(name=spec.name, description=spec.doc, serialize=str if spec.name in PARSERS else _as_it_is,
                                                parse_value=PARSERS.get(spec.name, _as_it_is))
            return marker
        case "union":
            return Annotated[Union[tuple(globals()[member] for member in spec.members)], strawberry.union(name=spec.name, description=spec.doc)]  # noqa: UP007
        case "input":
            return strawberry.input(type(spec.name, (), _body(spec.slots, True)), name=spec.name, description=spec.doc)
    plain = type(spec.name, tuple(globals()[base] for base in spec.bases), _body(spec.slots, False))
    return (strawberry.interface if spec.kind == "interface" else strawberry.type)(plain, name=spec.name, description=spec.doc)


def _as_it_is(value: Any) -> Any:
    return value


def build() -> strawberry.Schema:
    """The schema of all declarations; deterministic."""
    for name, spec in SPECS.items():
        globals()[name] = _made(spec)
    query, mutation, subscription = (globals()[name] for name in ROOTS)
    variants = [globals()[kind[1]] for record in RECORDS.values() for kind in record.variants]
    return strawberry.Schema(query, mutation, subscription, types=variants, config=StrawberryConfig(scalar_map=SCALARS, auto_camel_case=False))


SCHEMA = build()
GRAPHQL_BUILT = SCHEMA._schema


def sdl() -> str:
    """The SDL that is committed beside this module."""
    return SCHEMA.as_str() + "\n"
