"""Renders conditions and columns as SQL that is TRUE exactly when the condition holds (NULL counts as not TRUE)."""

from collections.abc import Sequence
from itertools import groupby

from schema.identifiers import MASK_SQL
from schema.kit import Field, Kind, Record
from schema.read import (
    ALWAYS,
    NEVER,
    Access,
    All,
    Always,
    Condition,
    Fact,
    FactTest,
    Fixed,
    Linked,
    Never,
    Not,
    Reach,
    Some,
    Term,
    Test,
    Words,
)
from schema.registry import LINKS, RECORDS
from schema.tables import CASTS, key_cast

AUDIENCES, NOW, COUNTY = Fact("audiences", "text[]"), Fact("now", "timestamptz"), Fact("county", "text")
COMPARISONS = {"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


class Binds:
    """The terms of a statement in the order of their placeholders, and a source of aliases that never repeat."""

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.heads: dict[str, str] = {}  # what is worked out once for the whole statement
        self._aliases = 0
        self._levels: dict[str, str] = {}  # alias of a row -> alias of the level of access to its case
        self._measured: dict[str, str] = {}  # alias of the row it is worked out beside
        self._asked: set[str] = set()

    def place(self, term: Term) -> str:
        """A placeholder, or the constant itself, which the planner can reckon with."""
        if isinstance(term, Fixed):
            return _constant(term.value, term.cast)
        if term not in self.terms:
            self.terms.append(term)
        return f"${self.terms.index(term) + 1}::{term.cast}"

    def once(self, sql: str) -> str:
        """The name of a table that is worked out once, however often it is asked."""
        name = next((known for known, text in self.heads.items() if text == sql), None) or self.alias()
        self.heads[name] = sql
        return name

    def alias(self) -> str:
        self._aliases += 1
        return f"t{self._aliases}"

    def level(self, alias: str) -> str | None:
        """The level of access to a row's case, where it has been worked out beside it."""
        if (name := self._levels.get(alias)) is None:
            return None
        self._asked.add(name)
        return f"{name}.level"

    def measure(self, alias: str) -> None:
        """From here on the level of access to this row's case is known, if anything asks for it."""
        if alias not in self._levels:
            self._levels[alias] = self._measured[alias] = self.alias()

    def same_case(self, alias: str, other: str) -> None:
        """The row `alias` belongs to the case of the row `other`."""
        if other in self._levels:
            self._levels[alias] = self._levels[other]

    def measured(self, record: Record, alias: str) -> str:
        """What works out the level, to stand behind the row in FROM; nothing when nothing asked."""
        name = self._measured.get(alias)
        if name is None or name not in self._asked or record.case_link is None:
            return ""
        return (f" CROSS JOIN LATERAL (SELECT max(r.level) AS level FROM case_access r WHERE r.county = {alias}.county"
                f" AND r.case_id = {alias}.{record.case_link} AND r.audience = ANY({self.place(AUDIENCES)}) AND {held('r', 1, self)}) AS {name}")


def _constant(value: object, cast: str) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return f"{value}::{cast}"
    if isinstance(value, tuple):
        return f"ARRAY[{', '.join(_constant(one, cast.removesuffix('[]')) for one in value)}]::{cast}"
    return f"{quoted(str(value))}::{cast}"


def quoted(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def table(record: Record) -> str:
    return f'"{record.name}"'


def cast_of(record: Record, name: str) -> str:
    """PostgreSQL type a term is compared with a field as."""
    if name == record.key:
        return key_cast(record)
    field = record.by_name[name]
    return key_cast(RECORDS[field.record or ""]) if field.kind is Kind.LINK else CASTS[field.kind]


def column(field: Field, alias: str) -> str:
    """The stored value as it may at most be shown: protected numbers only ever as their masked text."""
    return f"{alias}.{field.name}_masked" if field.kind is Kind.PROTECTED else f'{alias}."{field.name}"'


def masked(field: Field, alias: str) -> str:
    if field.kind is Kind.PROTECTED:
        return column(field, alias)
    return MASK_SQL[field.mask].format(column(field, alias)) if field.mask else "NULL"


def seen(record: Record, field: Field, alias: str, access: Access, binds: Binds) -> str:
    """The value of a field as this actor sees it: full, masked or NULL."""
    if access.full == ALWAYS:
        return column(field, alias)
    cases = [(access.full, column(field, alias)), (access.masked, masked(field, alias))]
    cases = [(when, value) for when, value in cases if when != NEVER and value != "NULL"]
    if not cases:
        return "NULL"
    if len(cases) == 1 and cases[0][0] == ALWAYS:
        return cases[0][1]
    return "CASE " + " ".join(f"WHEN {clause(when, record, alias, binds)} THEN {value}" for when, value in cases) + " END"


def clause(condition: Condition, record: Record, alias: str, binds: Binds) -> str:
    """SQL of a condition on the row `alias` of `record`."""
    match condition:
        case Always():
            return "TRUE"
        case Never():
            return "FALSE"
        case All(parts):
            return _joined(" AND ", [clause(p, record, alias, binds) for p in parts], "TRUE")
        case Some(parts):
            return _joined(" OR ", [clause(p, record, alias, binds) for p in parts], "FALSE")
        case Not(part):
            return f"(({clause(part, record, alias, binds)}) IS NOT TRUE)"
        case FactTest(fact, "eq", term):
            return f"{binds.place(fact)} = {binds.place(term)}"
        case FactTest(fact, _, term):
            return f"{binds.place(fact)} = ANY({binds.place(term)})"
        case Reach(level):
            return _reach(level, record, alias, binds)
        case Words(term, fields):
            return _joined(" OR ", [_word(record, name, access, term, alias, binds) for name, access in fields], "FALSE")
        case Linked():
            return _linked(condition, record, alias, binds)
        case Test():
            return _test(condition, record, alias, binds)
    raise TypeError(f"no such condition: {condition!r}")


def condition_sql(condition: Condition, alias: str, record: Record) -> tuple[str, tuple[Term, ...]]:
    """A condition alone, with its terms in the order of their placeholders."""
    binds = Binds()
    return clause(condition, record, alias, binds), tuple(binds.terms)


def _joined(word: str, parts: Sequence[str], empty: str) -> str:
    return empty if not parts else parts[0] if len(parts) == 1 else "(" + word.join(parts) + ")"


def _test(test: Test, record: Record, alias: str, binds: Binds) -> str:
    if test.field == "county":
        value = f"{alias}.county"
    elif test.field == record.key or test.access is None:
        value = column(record.by_name[test.field], alias)
    else:
        value = seen(record, record.by_name[test.field], alias, test.access, binds)
    if test.op in ("absent", "present"):
        return f"{value} IS {'NOT ' if test.op == 'present' else ''}NULL"
    assert test.term is not None
    return _comparison(test.op, value, binds.place(test.term), record, test)


def _comparison(op: str, value: str, place: str, record: Record, test: Test) -> str:
    match op:
        case "ne":
            return f"{value} IS DISTINCT FROM {place}"
        case "in":
            return f"{_by_code_point(value, record, test)} = ANY({place})"
        case "out":
            return f"(({value} = ANY({place})) IS NOT TRUE)"
        case "starts":
            return f"starts_with({value}, {place})"
        case "under":
            return f"EXISTS (SELECT 1 FROM unnest({place}) AS area WHERE starts_with({value}, area))"
        case "contains":
            return _contains(value, place, test.field in record.by_name and record.by_name[test.field].search)
        case _:
            return f"{_by_code_point(value, record, test)} {COMPARISONS[op]} {place}"


def _by_code_point(value: str, record: Record, test: Test) -> str:
    """Text compares as it is listed, by code point, whatever the database's own order: the index of the listing serves both."""
    field = record.by_name.get(test.field)
    if field is None or field.kind not in (Kind.TEXT, Kind.CHOICE) or test.field == record.key:
        return value
    return f'{value} COLLATE "C"' if test.op not in ("eq", "in") or (field.order and field.name != "state") else value


def _contains(value: str, place: str, indexed: bool) -> str:
    escaped = f"replace(replace(replace(lower({place}), '\\', '\\\\'), '%', '\\%'), '_', '\\_')"
    like = f"lower({value}) LIKE '%' || {escaped} || '%'"
    return f"(fuyuan_grams({value}) @> fuyuan_grams({place}) AND {like})" if indexed else like


def _word(record: Record, name: str, access: Access, term: Term, alias: str, binds: Binds) -> str:
    if access.full == NEVER:
        return "FALSE"
    found = _contains(column(record.by_name[name], alias), binds.place(term), False)
    return found if access.full == ALWAYS else f"({clause(access.full, record, alias, binds)} AND {found})"


def indexed(word: Words, record: Record, alias: str, tie: str, binds: Binds) -> str:
    """Selects of the keys of all rows that may have a word, field by field by the index of words; whether they do is asked of each row."""
    key, names = f"{alias}.{record.key}", [name for name, access in word.fields if access.full != NEVER]
    if not names:
        return f"SELECT {key} FROM {table(record)} {alias} WHERE FALSE"
    needles = f"fuyuan_needles({binds.place(word.term)})"
    return " UNION ".join(f"(SELECT {key} FROM {table(record)} {alias} WHERE {tie} AND fuyuan_grams({column(record.by_name[name], alias)}) @> {needles})"
                          for name in names)


def _reach(level: int, record: Record, alias: str, binds: Binds) -> str:
    if record.case_link is None:
        return "FALSE"
    if known := binds.level(alias):
        return f"{known} >= {level}"
    inner = binds.alias()
    # OFFSET 0: asked of each row; joined with all access there is, a page would cost as much as everything
    return (f"EXISTS (SELECT 1 FROM case_access {inner} WHERE {inner}.county = {alias}.county AND {inner}.case_id = {alias}.{record.case_link}"
            f" AND {inner}.audience = ANY({binds.place(AUDIENCES)}) AND {held(inner, level, binds)} OFFSET 0)")


def held(alias: str, level: int, binds: Binds) -> str:
    """Access that has not run out, of at least this level."""
    high = f"{alias}.level >= {level} AND " if level > 1 else ""
    return f"{high}({alias}.until IS NULL OR {alias}.until > {binds.place(NOW)})"


def case_shared(record: Record, link: str) -> bool:
    """Whether the row a link leads to is of the same case, by the link itself."""
    way = LINKS[record.name][link]
    return record.case_link is not None and way.here == record.case_link and way.there == RECORDS[way.record].case_link


def joined_on(record: Record, link: str, alias: str, inner: str) -> str:
    """How the row a link leads to is tied to the row it comes from."""
    way = LINKS[record.name][link]
    return f'{inner}.county = {alias}.county AND {inner}."{way.there}" = {alias}."{way.here}"'


def _linked(condition: Linked, record: Record, alias: str, binds: Binds) -> str:
    target, inner = RECORDS[LINKS[record.name][condition.link].record], binds.alias()
    if case_shared(record, condition.link):
        binds.same_case(inner, alias)
    parts = [joined_on(record, condition.link, alias, inner)]
    parts += [clause(c, target, inner, binds) for c in (condition.visible, condition.condition) if c is not None and c != ALWAYS]
    return f"EXISTS (SELECT 1 FROM {table(target)} {inner} WHERE {' AND '.join(parts)})"


def copy_visible(copies: Sequence[tuple[str, str, Access]], alias: str, path: str, binds: Binds) -> str:
    """Whether a copy (old value, conflicting value) named by record_type, record_key and path may be shown."""
    arms = []
    for name, of_record in groupby(sorted(copies, key=lambda c: c[0]), key=lambda c: c[0]):
        record = RECORDS[name]
        by_condition: dict[Condition, list[str]] = {}
        for _, field, access in of_record:
            protected = record.by_name[field].kind is Kind.PROTECTED
            by_condition.setdefault(access.masked if protected else access.full, []).append(field)
        for condition, fields in by_condition.items():
            if condition != NEVER:
                arms.append(_copy_arm(record, condition, fields, alias, path, binds))
    return _joined(" OR ", arms, "FALSE")


def _copy_arm(record: Record, condition: Condition, fields: Sequence[str], alias: str, path: str, binds: Binds) -> str:
    named = f"{alias}.record_type = {quoted(record.name)} AND split_part({path}, '/', 1) = ANY({binds.place(Fixed(tuple(fields), 'text[]'))})"
    if condition == ALWAYS:
        return f"({named})"
    inner = binds.alias()
    return (f"({named} AND EXISTS (SELECT 1 FROM {table(record)} {inner} WHERE {inner}.county = {alias}.county"
            f" AND {inner}.{record.key} = {alias}.record_key::{key_cast(record)} AND {clause(condition, record, inner, binds)}))")

