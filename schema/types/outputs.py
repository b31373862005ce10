"""Object types, connections, filters and orders, one set per declared record, and what each GraphQL field means."""

from dataclasses import dataclass
from typing import Literal

from schema.kit import Choice, Field, Kind, Record, camel, pascal
from schema.registry import LINKS, RECORDS
from schema.types.names import Slot, enum, input_, known, output

ALWAYS_THERE = frozenset({"state", "version", "created_at", "updated_at"})
SCALAR_TYPES = {Kind.TEXT: "str", Kind.INTEGER: "int", Kind.MONEY: "Money", Kind.DATE: "Date", Kind.INSTANT: "DateTime", Kind.BOOLEAN: "bool",
                Kind.TEXTS: "list[str]", Kind.JSON: "Json", Kind.PROTECTED: "str"}
FILTERS = {Kind.TEXT: "TextFilter", Kind.PROTECTED: "TextFilter", Kind.INTEGER: "IntFilter", Kind.MONEY: "MoneyFilter", Kind.DATE: "DateFilter",
           Kind.INSTANT: "DateTimeFilter", Kind.BOOLEAN: "BooleanFilter"}


@dataclass(frozen=True)
class Meaning:
    """What a GraphQL field stands for: a scalar form, a list of items, a link to one or to many."""

    kind: Literal["value", "label", "id", "items", "one", "many", "actions", "graph"]
    name: str
    record: str  # record the answer is of: the link's target, else the owner


MEANINGS: dict[tuple[str, str], Meaning] = {}
"""By (GraphQL type, field)."""
ITEM_TYPES: dict[str, tuple[str, str]] = {}
"""GraphQL type of a list element -> (record, field)."""
ORDERS: dict[str, dict[str, str]] = {}


def said(label: str, doc: str) -> str:
    return f"{label}。{doc}"


def choice_enum(owner: str, field: Field) -> str:
    name = field.enum or pascal(owner) + pascal(field.name)
    return enum(name, field.choices, said(field.label, field.doc))


def item_type(record: Record, field: Field) -> str:
    singular = field.name[:-1] if field.name.endswith("s") and not field.name.endswith("ss") else field.name
    return record.type_name + pascal(singular)


def base_type(record: Record, field: Field) -> str:
    """Annotation of a field's value, without nullability."""
    if field.kind is Kind.CHOICE:
        return choice_enum(record.name, field)
    return f"list[{item_type(record, field)}]" if field.kind is Kind.ITEMS else SCALAR_TYPES[field.kind]


CONNECTION_ARGS = (
    Slot("first", "int | None", "How many rows from the start, 20 by default, 100 at most."),
    Slot("last", "int | None", "How many rows from the end."),
    Slot("after", "str | None", "Cursor to go on from."),
    Slot("before", "str | None", "Cursor to go back from."),
)


def connection_args(record: Record) -> tuple[Slot, ...]:
    more = [Slot("filter", f"{record.type_name}Filter | None", "Only rows that fit; hidden fields never fit, masked ones by what is shown.")]
    if record.name in ORDERS:
        more.append(Slot("orderBy", f"list[{record.type_name}Order] | None", "Sort order; newest first by default."))
    if any(field.search for field in record.fields):
        more.append(Slot("search", "str | None", "Words that all occur in the searchable fields (中文全文检索)."))
    return (*CONNECTION_ARGS, *more)


def build_filters() -> None:
    """The filters every record's filter is made of."""
    for name, kind, doc in (("Text", "str", "text"), ("Int", "int", "a number"), ("Money", "Money", "an amount"), ("Date", "Date", "a day"),
                            ("DateTime", "DateTime", "an instant"), ("Boolean", "bool", "yes or no"), ("ID", "ID", "an id")):
        slots = [Slot("eq", f"{kind} | None", "Equal to; null asks for rows without a value."), Slot("ne", f"{kind} | None", "Other than.")]
        if name != "Boolean":
            slots.append(Slot("in", f"list[{kind}] | None", "One of."))
        if name == "Text":
            slots += [Slot("contains", "str | None", "Contains."), Slot("startsWith", "str | None", "Starts with.")]
        if name in ("Int", "Money", "Date", "DateTime"):
            slots += [Slot(op, f"{kind} | None", doc_) for op, doc_ in (("lt", "Less than."), ("le", "At most."), ("gt", "More than."), ("ge", "At least."))]
        input_(f"{name}Filter", f"A condition on {doc}; all given parts must hold.", slots)
    enum("Direction", (Choice("ASC", "升序"), Choice("DESC", "降序")), "Sort direction (排序方向).")


def build_inputs(record: Record) -> None:
    """Enums, order and filter inputs of one record; all records' come before any object type."""
    ordered = {camel(f.name): f.name for f in record.fields if f.order}
    if ordered:
        ORDERS[record.name] = {f.upper(): f for f in ordered.values()}
        enum(f"{record.type_name}OrderField", [Choice(f.upper(), record.by_name[f].label) for f in ordered.values()], f"Fields a {record.label} list can be sorted by.")
        input_(f"{record.type_name}Order", f"Sort order of a list (排序): {record.label}.", (
            Slot("field", f"{record.type_name}OrderField", "Field to sort by."), Slot("direction", "Direction | None", "Ascending by default.")))
    _filter_input(record)


def build_objects(record: Record) -> None:
    """Item types, object types, edge and connection of one record."""
    for field in record.fields:
        if field.kind is Kind.ITEMS:
            _item_object(record, field)
    _objects(record)


def _item_object(record: Record, field: Field) -> None:
    name = item_type(record, field)
    ITEM_TYPES[name] = (record.name, field.name)
    slots = [Slot("id", "ID", "Key of the element within its list.")]
    MEANINGS[name, "id"] = Meaning("value", "id", record.name)
    for item in field.items:
        kind = choice_enum(record.name, item) if item.kind is Kind.CHOICE else SCALAR_TYPES[item.kind]
        slots.append(Slot(camel(item.name), f"{kind} | None", said(item.label, item.doc)))
        MEANINGS[name, camel(item.name)] = Meaning("value", item.name, record.name)
    output(name, said(field.label, field.doc), slots)


def _filter_input(record: Record) -> None:
    own = f"{record.type_name}Filter"
    slots = [Slot("and", f"list[{own}] | None", "All of these."), Slot("or", f"list[{own}] | None", "At least one of these."),
             Slot("not", f"{own} | None", "Not this.")]
    for field in record.fields:
        if field.name == record.key:
            slots.append(Slot("id", "IDFilter | None", "By id."))
        elif field.kind is Kind.LINK:
            slots.append(Slot(camel(field.link), f"{pascal(field.record or '')}Filter | None", f"{field.label}: the row linked to fits."))
        elif field.kind is Kind.CHOICE:
            slots.append(Slot(camel(field.name), f"{_enum_filter(choice_enum(record.name, field))} | None", field.label))
        elif field.kind in FILTERS:
            slots.append(Slot(camel(field.name), f"{FILTERS[field.kind]} | None", field.label))
    taken = {slot.name for slot in slots}
    slots += [Slot(camel(link.name), f"{pascal(link.record)}Filter | None", f"{link.label}: at least one row fits.")
              for link in LINKS[record.name].values() if link.many and camel(link.name) not in taken]
    input_(own, f"Conditions on a list (筛选): {record.label}; all given parts must hold.", slots)


def _enum_filter(name: str) -> str:
    made = f"{name}Filter"
    if not known(made):
        input_(made, f"A condition on {name}; all given parts must hold.", (
            Slot("eq", f"{name} | None", "Equal to."), Slot("ne", f"{name} | None", "Other than."), Slot("in", f"list[{name}] | None", "One of.")))
    return made


def _slots(record: Record, type_name: str, fields: tuple[Field, ...]) -> list[Slot]:
    slots = []

    def add(name: str, kind: str, doc: str, meaning: Meaning, args: tuple[Slot, ...] = ()) -> None:
        MEANINGS[type_name, name] = meaning
        slots.append(Slot(name, kind, doc, args))

    for field in fields:
        if field.name == record.key:
            if record.key == "code":
                add("code", "str", "Code of the row within its county.", Meaning("value", "code", record.name))
        elif field.kind is Kind.LINK:
            add(camel(field.link), f"{pascal(field.record or '')} | None", said(field.label, field.doc), Meaning("one", field.link, field.record or ""))
        else:
            kind = base_type(record, field) + ("" if field.name in ALWAYS_THERE else " | None")
            add(camel(field.name), kind, said(field.label, field.doc), Meaning("items" if field.kind is Kind.ITEMS else "value", field.name, record.name))
    if record.flow:
        add("stateLabel", "str", f"Chinese label of the state (状态名称): {record.label}.", Meaning("label", "state", record.name))
        add("availableActions", "list[AvailableAction]", "Moves the actor may fire now (可办流转).", Meaning("actions", "state", record.name))
    if record.name == "case":
        add("graph", "CaseGraph | None", "关联图谱。What its records lead to and come from, in this case and beyond, as far as the actor may know.",
            Meaning("graph", "id", record.name), (Slot("depth", "int | None", "How many cases deep, 2 by default, 3 at most."),))
    for link in LINKS[record.name].values():
        if link.many:
            target = RECORDS[link.record]
            add(camel(link.name), f"{target.type_name}Connection", said(link.label, target.doc), Meaning("many", link.name, link.record), connection_args(target))
    return slots


def _objects(record: Record) -> None:
    doc = said(record.label, record.doc)
    shared = tuple(f for f in record.fields if f.variants is None)
    MEANINGS[record.type_name, "id"] = Meaning("id", record.key, record.name)
    slots = _slots(record, record.type_name, shared)
    output(record.type_name, doc, slots, ("Node",), interface=bool(record.variants))
    for value, name, label, variant_doc in record.variants:
        own = tuple(f for f in record.fields if f.variants and value in f.variants)
        MEANINGS.update({(name, slot.name): MEANINGS[record.type_name, slot.name] for slot in slots})
        MEANINGS[name, "id"] = Meaning("id", record.key, record.name)
        variant_slots = []
        for field in own:
            MEANINGS[name, camel(field.name)] = Meaning("value", field.name, record.name)
            variant_slots.append(Slot(camel(field.name), base_type(record, field) + " | None", said(field.label, field.doc)))
        output(name, said(label, variant_doc), variant_slots, (record.type_name,))
    output(f"{record.type_name}Edge", f"One row of a list with its cursor: {record.label}.", (
        Slot("cursor", "str", "Where this row stands; opaque."), Slot("node", record.type_name, "The row.")))
    output(f"{record.type_name}Connection", f"A page of a list (列表): {record.label}.", (
        Slot("edges", f"list[{record.type_name}Edge]", "Rows with cursors."), Slot("nodes", f"list[{record.type_name}]", "Rows alone."),
        Slot("pageInfo", "PageInfo", "Where the page stands."),
        Slot("totalCount", "int", "How many rows fit, counted up to 10,000; 10,000 means that many or more.")))
