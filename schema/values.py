"""Values on their way in (checked, normalised, typed as stored) and on their way out (typed as on the wire)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from schema.identifiers import CHECKS, MASKS, IdentifierFault
from schema.ids import BadId, global_id, parse_id
from schema.kit import Field, Kind, Record
from schema.registry import RECORDS

INT8 = 2**63
MOST_MONEY = Decimal(10) ** 15
MOST_ITEMS = 5_000
LEVEL_SECRET = "STATE_SECRET"  # noqa: S105 -- a marking, not a password


class BadValue(ValueError):
    """A value that cannot stand: code of a refusal and its facts."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Secret:
    """A protected number as it is kept: masked text, HMAC and ciphertext."""

    masked: str
    hmac: bytes
    cipher: bytes


@dataclass(frozen=True)
class Shown:
    """A masked number that came back from whoever was shown it: it means unchanged."""

    text: str


@dataclass(frozen=True)
class Reader:
    """What reading a value needs from outside: county, today, how numbers are sealed, where new element ids come from."""

    county: str
    today: date
    seal: Callable[[str, str], tuple[str, bytes, bytes]]
    new_id: Callable[[], UUID]
    author: str = ""

    def taken(self, field: Field, value: Any, row: Mapping[str, Any] | None = None) -> Any:
        """The value as it is stored; raises BadValue. `row` decides which form a register number has."""
        if value is None or (value == "" and field.kind is not Kind.TEXT):
            return None
        try:
            return getattr(self, f"_{field.kind.value}")(field, value, row)
        except (BadId, InvalidOperation, TypeError, ValueError, OverflowError) as fault:
            if isinstance(fault, BadValue):
                raise
            raise _bad(field, "格式不正确", "it does not have the right form") from None

    def _text(self, field: Field, value: Any, row: Mapping[str, Any] | None) -> str:
        text = _string(field, value)
        check = field.check or _register_check(field, row)
        if field.name in ANY_ORGAN:
            return normal_number(text, self.today)
        if not check or not text or (field.mask and "*" in text):
            return text
        try:
            return CHECKS[check](text, self.today).value
        except IdentifierFault as fault:
            raise _bad(field, fault.zh, fault.en) from None

    def _choice(self, field: Field, value: Any, _row: Any) -> str:
        if field.name == "sensitivity_level" and value == LEVEL_SECRET:
            raise BadValue("STATE_SECRET")
        if value not in _choices(field):
            raise _bad(field, f"没有“{str(value)[:40]}”这一选项", "it is not one of the choices")
        return str(value)

    def _integer(self, field: Field, value: Any, _row: Any) -> int:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise ValueError
        number = int(value)
        if not -INT8 <= number < INT8:
            raise ValueError
        return number

    def _money(self, field: Field, value: Any, _row: Any) -> Decimal:
        if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
            raise _bad(field, "金额须为文本，如 12000.00", "money travels as text, such as 12000.00")
        amount = Decimal(value)
        if not amount.is_finite() or not 0 <= amount < MOST_MONEY or amount != round(amount, 2):
            raise _bad(field, "金额须为不超过两位小数的非负数", "money is not negative and has at most two decimals")
        return amount.quantize(Decimal("0.01"))

    def _date(self, field: Field, value: Any, _row: Any) -> date:
        if not isinstance(value, date):
            if not isinstance(value, str) or len(value) != 10:
                raise ValueError
            value = date.fromisoformat(value)
        day: date = value.date() if isinstance(value, datetime) else value
        if day in (date.min, date.max):  # the driver would store them as ±infinity, which is no day on the wire
            raise _bad(field, "日期超出可以保存的范围", "the day is out of range")
        return day

    def _instant(self, field: Field, value: Any, _row: Any) -> datetime:
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise _bad(field, "时间须带时区", "an instant carries its offset")
        return instant.astimezone(UTC)

    def _boolean(self, field: Field, value: Any, _row: Any) -> bool:
        if not isinstance(value, bool):
            raise TypeError
        return value

    def _link(self, field: Field, value: Any, _row: Any) -> UUID | str:
        target = RECORDS[field.record or ""]
        if isinstance(value, UUID) and target.key == "id":
            return value
        if target.key == "code" and isinstance(value, str) and ":" not in value:
            return _string(field, value)
        found = parse_id(value)
        if found.record != target.name or found.county != self.county:
            raise _bad(field, "关联对象不正确", "it is not the id of such a row of this county")
        return found.key

    def _texts(self, field: Field, value: Any, _row: Any) -> list[str]:
        if not isinstance(value, list | tuple) or len(value) > MOST_ITEMS:
            raise TypeError
        return [_string(field, text) for text in value]

    def _items(self, field: Field, value: Any, _row: Any) -> list[dict[str, Any]]:
        if not isinstance(value, list | tuple) or len(value) > MOST_ITEMS:
            raise TypeError
        taken = [self.element(field, element) for element in value]
        if not field.keyed:
            return taken
        one: dict[str, dict[str, Any]] = {}
        for element in taken:
            one[element["id"]] = {**{n: v for n, v in element.items() if v is not None}, **one.get(element["id"], {})}
        return list(one.values())

    def element(self, field: Field, element: Any) -> dict[str, Any]:
        """One element of a list, as it lies in the row's JSON; an element without an id is new and gets one."""
        if not isinstance(element, Mapping):
            raise TypeError
        known = item_fields(field)
        if unknown := [name for name in element if name not in known and name != "id"]:
            raise BadValue("FIELD_UNKNOWN", field=f"{field.name}.{unknown[0]}")
        taken = {name: self._inner(known[name], value) for name, value in element.items() if name != "id"}
        told = [str(taken[name]) for name in field.keyed if taken.get(name)]  # the same wherever it was entered
        named = "/".join(told) if field.keyed and len(told) == len(field.keyed) else element.get("id")
        return {"id": str(named or self.new_id())[:100], **taken}

    def _inner(self, item: Field, value: Any) -> Any:
        return wire(item, self.taken(item, value), self.county)

    def _json(self, field: Field, value: Any, _row: Any) -> Any:
        return _clean(field, value)

    def _protected(self, field: Field, value: Any, _row: Any) -> Secret | Shown:
        if isinstance(value, Secret | Shown):
            return value
        text = _string(field, value)
        if "*" in text:
            return Shown(text)
        try:
            number = CHECKS[field.check or ""](text, self.today).value
        except IdentifierFault as fault:
            raise _bad(field, fault.zh, fault.en) from None
        return Secret(*self.seal(field.check or "", number))


ANY_ORGAN = frozenset({"origin_number"})
"""Fields that hold a number of whichever organ: two spellings of one number must be equal."""
REGISTER = {"COURT": "case_number", "PROCURATORATE": "procuratorate_number", "GOVERNMENT": "document_number"}


def _register_check(field: Field, row: Mapping[str, Any] | None) -> str | None:
    """Which form the number of a register entry has: that of the branch that keeps it."""
    return REGISTER.get(str(row.get("branch"))) if row and field.name == "number" and "branch" in row else None


def normal_number(text: str, today: date) -> str:
    """A 案号 or 文号 in its normal form; other text as it is."""
    for check in ("case_number", "procuratorate_number", "document_number"):
        try:
            return CHECKS[check](text, today).value
        except IdentifierFault:
            continue
    return text.strip()


def wire(field: Field, value: Any, county: str) -> Any:
    """A stored value as it travels."""
    match value:
        case None | bool() | int() | str():
            return global_id(field.record or "", county, value) if field.kind is Kind.LINK and isinstance(value, str) else value
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return global_id(field.record or "", county, value) if field.kind is Kind.LINK else str(value)
        case Secret(masked) | Shown(masked):
            return masked
    return value


def shown(record: Record, row: Mapping[str, Any], name: str, county: str) -> Any:
    """A field of a stored row as it travels: a protected number only ever masked."""
    field = record.by_name[name]
    return row.get(f"{name}_masked") if field.kind is Kind.PROTECTED else wire(field, row.get(name), county)


def stored(field: Field, value: Any) -> dict[str, Any]:
    """The columns a value fills."""
    if field.kind is not Kind.PROTECTED:
        return {field.name: value}
    parts = (value.masked, value.hmac, value.cipher) if isinstance(value, Secret) else (None, None, None)
    return dict(zip(field.columns, parts, strict=True))


def held(field: Field, row: Mapping[str, Any]) -> Any:
    """The value of a stored row as `taken` would give it."""
    if field.kind is not Kind.PROTECTED:
        return row.get(field.name)
    masked = row.get(f"{field.name}_masked")
    return None if masked is None else Secret(masked, row[f"{field.name}_hmac"], row[f"{field.name}_cipher"])


def empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or (isinstance(value, str) and not value.strip())


def masks(field: Field, value: Any, text: str) -> bool:
    """Whether a text is only the masked form of a value."""
    return field.mask is not None and isinstance(value, str) and MASKS[field.mask](value) == text


_CHOICES: dict[int, frozenset[str]] = {}
_ITEMS: dict[int, Mapping[str, Field]] = {}


def _choices(field: Field) -> frozenset[str]:
    found = _CHOICES.get(id(field))
    if found is None:
        found = _CHOICES[id(field)] = frozenset(choice.value for choice in field.choices)
    return found


def item_fields(field: Field) -> Mapping[str, Field]:
    """The fields of a list's elements by name; declarations live for ever, so they are known by identity."""
    found = _ITEMS.get(id(field))
    if found is None:
        found = _ITEMS[id(field)] = {item.name: item for item in field.items}
    return found


def _string(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    if len(value) > field.max_length:
        raise _bad(field, f"超过 {field.max_length} 字", f"it is longer than {field.max_length} characters")
    if "\x00" in value or (not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value)):
        raise _bad(field, "含有不能保存的字符", "it has a character that cannot be stored")
    return value


def _clean(field: Field, value: Any, depth: int = 0) -> Any:
    if depth > 20:
        raise _bad(field, "嵌套过深", "it is nested too deeply")
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise _bad(field, "含有不能保存的字符", "it has a character that cannot be stored")
        return value
    if isinstance(value, Mapping):
        return {str(key): _clean(field, inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_clean(field, inner, depth + 1) for inner in value]
    if isinstance(value, float) and not value.is_integer():
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not -INT8 <= value < INT8:
            raise _bad(field, "数字过大", "a number in it is too large")
        return int(value)  # the database gives 1e3 back as 1000
    return value


def _bad(field: Field, zh: str, en: str) -> BadValue:
    return BadValue("VALUE_INVALID", field=field.name, label=field.label, zh=zh, en=en)
