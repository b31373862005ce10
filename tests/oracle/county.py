"""Random counties: a few dozen cases with everything a declaration can hold, odd texts and empty fields, written straight into the tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import asyncpg

from migrations.listing import LISTED
from schema.identifiers import MASKS
from schema.kit import Field, Kind, Record
from schema.registry import MECHANISMS, RECORDS

NOW = datetime(2026, 11, 24, 2, 0, 0, 250_000, tzinfo=UTC)
"""The moment every operation is asked at."""
AGENCIES = (("SFJ", "GOVERNMENT"), ("GAJ", "GOVERNMENT"), ("MZJ", "GOVERNMENT"), ("CZJ", "GOVERNMENT"), ("GOV", "GOVERNMENT"), ("FY", "COURT"),
            ("JC", "PROCURATORATE"), ("XZ-112", "GOVERNMENT"), ("XZ-102", "GOVERNMENT"), ("CTW-112203", "GOVERNMENT"), ("律所", "EXTERNAL"))
UNITS = (("TJ-112", "XZ-112", "112"), ("TJ-102", "XZ-102", "102"), ("JZ-112203", "CTW-112203", "112203"))
AREAS = ("", "002", "102", "112", "112203")
WORDS = ("荔枝园", "边界", "货车", "事故", "罗青禾", "欠薪", "救助", "望荔村", "ABC", "abc", "Ünïcode", "ǅ", "İstanbul", "ΣΑΣ", "ß", "100%", "a_b", "a\\b",
         "'引号'", '"双引号"', "😀", "𠮷野家", "（2026）川0522民初1号", "合联〔2026〕", "\t", "\n", "\u3000", "\x01", "\x7f", "﻿", "e\u0301", "$1", "%s", "{0}", "--", "/*",
         "null", "NULL", "*", "罗*", "Ａ１", "\u2028", "’", "\\", "%", "_", "'")
SPACES = timedelta(microseconds=1), timedelta(milliseconds=120), timedelta(hours=3), timedelta(days=1), timedelta(days=40)


@dataclass
class County:
    """A county's rows by table, before they are stored."""

    code: str
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    access: dict[tuple[str, UUID, str], tuple[int, datetime | None]] = field(default_factory=dict)

    def twin(self, code: str) -> County:
        """Another county whose rows have the same keys and other texts: nothing of it may ever be seen from here."""
        def moved(value: Any) -> Any:
            if isinstance(value, str) and value.startswith(self.code):
                return code + value[len(self.code):]
            return value

        def changed(name: str, row: dict[str, Any]) -> dict[str, Any]:
            known = RECORDS[name].by_name
            return {column: "别县" + value if isinstance(value, str) and column in known and known[column].kind is Kind.TEXT and column not in ("code", "id", "record_type", "record_key")
                    else moved(value) for column, value in row.items()}

        return County(code, {name: [changed(name, row) for row in rows] for name, rows in self.rows.items()},
                      [{**change, "county": code} for change in self.changes], dict(self.access))


@dataclass
class Maker:
    """Makes one county."""

    random: Random
    code: str
    made: County = field(default_factory=lambda: County("", {name: [] for name in RECORDS}))
    numbers: int = 0

    def __post_init__(self) -> None:
        self.made.code = self.code

    def county(self, cases: int) -> County:
        self._places()
        for _ in range(cases):
            self._case()
        self._histories()
        self._clockwork(cases)
        return self.made

    # --- values -------------------------------------------------------------------------------------------------------

    def key(self) -> UUID:
        self.numbers += 1
        return UUID(int=(0x0192 << 112) | (7 << 76) | (2 << 62) | (self.random.getrandbits(12) << 32) | self.numbers)

    def text(self) -> str:
        chance = self.random.random()
        if chance < 0.04:
            return ""
        if chance < 0.06:
            return self.random.choice(WORDS) * self.random.choice((40, 900))
        return "".join(self.random.choice(WORDS) for _ in range(self.random.choice((1, 1, 2, 2, 3, 6))))

    def name(self) -> str:
        return self.random.choice(("罗青禾", "罗", "陶运生", "欧阳明月", "O'Neil", "𠮷田", "😀笑", "马二", "罗青", ""))

    def instant(self) -> datetime:
        return NOW + self.random.choice((1, -1)) * self.random.choice(SPACES) * self.random.randint(0, 9)

    def json(self, deep: int = 2) -> Any:
        kind = self.random.randrange(9 if deep else 6)
        match kind:
            case 0:
                return None
            case 1:
                return self.random.choice((True, False))
            case 2:
                return self.random.choice((0, -1, 1.5, 10**14, 0.1, 12345678901234567890))
            case 3 | 4 | 5:
                return self.text()
            case 6:
                return [self.json(deep - 1) for _ in range(self.random.randrange(3))]
            case _:
                return {self.random.choice(("id", "note", "b", "a", "意", "")): self.json(deep - 1) for _ in range(self.random.randrange(4))}

    def value(self, f: Field, case: UUID | None = None) -> Any:
        """A value of a field that is not empty."""
        match f.kind:
            case Kind.TEXT:
                if f.mask == "name" or f.name == "name":
                    return self.name()
                if f.mask == "address":
                    return self.random.choice(("四川省泸州市合江县荔江镇望荔村3组12号", "合江", "荔江镇😀望荔村3组", "'%_\\'"))
                return f"{self.text()}{self.number()}" if f.unique else self.text()
            case Kind.CHOICE:
                return self.random.choice([choice.value for choice in f.choices])
            case Kind.INTEGER:
                return self.random.choice((0, 1, 2, 3, -5, 2**31 - 1))
            case Kind.MONEY:
                return Decimal(self.random.choice(("0.00", "0.01", "1800.00", "1800.50", "30000.00", "999999999999999.99")))
            case Kind.DATE:
                return date(2026, 1, 1) + timedelta(days=self.random.randrange(12)) if self.random.random() < 0.9 else self.random.choice((date(1, 1, 2), date(9999, 12, 30)))
            case Kind.INSTANT:
                return self.instant()
            case Kind.BOOLEAN:
                return self.random.random() < 0.5
            case Kind.TEXTS:
                return [self.random.choice(("低保", "残疾", "孤儿", '"', "")) for _ in range(self.random.randrange(3))]
            case Kind.ITEMS:
                return [self._element(f) for _ in range(self.random.randrange(4))]
            case Kind.JSON:
                return self.json()
            case Kind.PROTECTED:
                return self.random.choice(("51052219850230000X", "510522199001011234", "13800000004", "6222021234567890", "123"))
            case Kind.LINK:
                return case if f.record == "case" and case else self._linked(f)

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    def _element(self, f: Field) -> dict[str, Any]:
        element: dict[str, Any] = {"id": str(self.key())} if self.random.random() < 0.95 else {}
        for item in f.items:
            if self.random.random() < 0.75:
                value = None if self.random.random() < 0.1 else self.value(item)
                element[item.name] = str(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else value
        return element

    def _linked(self, f: Field) -> Any:
        record = RECORDS[f.record or ""]
        rows = self.made.rows[record.name]
        if not rows or (f.name == "duplicate_of" and self.random.random() < 0.2):
            return self.key() if f.name == "duplicate_of" else None  # no foreign key holds this one
        return self.random.choice(rows)[record.key]

    def columns(self, f: Field, value: Any) -> dict[str, Any]:
        if f.kind is Kind.PROTECTED:
            shown = None if value is None else MASKS[f.mask or ""](value)
            sealed = None if value is None else f"{f.name}{value}".encode()
            return dict(zip(f.columns, (shown, sealed, sealed), strict=True))
        if f.kind in (Kind.ITEMS, Kind.JSON):
            empty = value is None and (f.kind is Kind.ITEMS or self.random.random() < 0.7)
            return {f.name: None if empty else json.dumps(value, ensure_ascii=False)}
        return {f.name: value}

    def row(self, record: Record, case: UUID | None = None, **given: Any) -> dict[str, Any]:
        """A row of random values; what is given stands."""
        variant = self.random.choice(record.variants)[0] if record.variants else None
        row: dict[str, Any] = {"county": self.code}
        for f in record.fields:
            if f.name == "changes" and record.name == "entry":
                continue
            if f.name in given:
                value = given[f.name]
            elif f.name == record.key:
                value = self.key()
            elif f.name == record.variant_field:
                value = variant
            elif f.variants and variant not in f.variants:
                value = None
            else:
                needed = f.required or f.name in ("version", "created_at", "updated_at", "state")
                value = self.value(f, case) if needed or self.random.random() < 0.72 else None
            row |= self.columns(f, value)
        self.made.rows[record.name].append(row)
        return row

    # --- rows ---------------------------------------------------------------------------------------------------------

    def _places(self) -> None:
        for area in AREAS:
            self.row(RECORDS["division"], code=self.code + area)
        for code, branch in AGENCIES:
            self.row(RECORDS["agency"], code=code, branch=branch)
        for code, agency, area in UNITS:
            self.row(RECORDS["field_unit"], code=code, agency=agency, township=self.code + area)
        for agency, _ in (*AGENCIES, *AGENCIES[:4]):
            user = self.row(RECORDS["user"], agency=agency, username=f"u{self.number()}")
            for _ in range(self.random.randrange(3)):
                self.row(RECORDS["role_assignment"], user_id=user["id"])

    def _case(self) -> None:
        case = self.row(RECORDS["case"])
        key, chance = case["id"], self.random.random
        made = [("case", case)]
        for name in ("docket", "party", "document", "task", "share", "duty", *MECHANISMS, "referral"):
            for _ in range(self.random.choice((0, 1, 1, 2)) if name in ("docket", "party", "mediation") else self.random.choice((0, 0, 1, 2))):
                if self._can_stand(RECORDS[name]):
                    made.append((name, self.row(RECORDS[name], key, case_id=key, **self._pointed(RECORDS[name], made))))
        for name, chances in (("conflict", 0.4), ("quarantine", 0.4)):
            while chance() < chances:
                of, row = self.random.choice(made)
                self.row(RECORDS[name], key, case_id=None if name == "quarantine" and chance() < 0.3 else key, record_type=of,
                         record_key=str(row["id"]), **({"path": self.path(RECORDS[of])} if name == "conflict" else {}))
        self._grant(case, made)

    def _clockwork(self, cases: int) -> None:
        """What belongs to no case (rules, years, notices, figures, plans, relations), and what keeps people out of one or makes two parties one."""
        for name, most in (("deadline_rule", 4), ("calendar_year", 3), ("notification", 2 * cases), ("publication", 3), ("statistic", 9), ("edition_plan", 2),
                           ("relation", 4), ("recusal", cases), ("person_merge", 4)):
            for _ in range(self.random.randint(1, most)):
                case = self.random.choice(self.made.rows["case"])["id"]
                self.row(RECORDS[name], case, **({"case_id": case} if RECORDS[name].case_link == "case_id" else {}))

    def _pointed(self, record: Record, made: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
        """What its pointers name: a row of the case, a row elsewhere, or nothing there is; and another case for what leads to one."""
        given: dict[str, Any] = {"result_case": self.random.choice(self.made.rows["case"])["id"]} if "result_case" in record.by_name and self.random.random() < 0.6 else {}
        for pointer in record.pointers:
            of, row = self.random.choice(made)
            elsewhere = [name for name in MECHANISMS if self.made.rows[name]]
            if elsewhere and self.random.random() < 0.4:
                of = self.random.choice(elsewhere)
                row = self.random.choice(self.made.rows[of])
            if self.random.random() < 0.8:
                prefix = self.random.choice(("", f"X:{self.code}:"))
                given |= {pointer.type_field: of, pointer.key_field: prefix + str(row["id"] if self.random.random() < 0.9 else self.key())}
        return given

    def _can_stand(self, record: Record) -> bool:
        """Whether there is a row for every link that must not be empty."""
        return all(f.record == "case" or self.made.rows[f.record or ""] for f in record.fields if f.kind is Kind.LINK and f.required)

    def _grant(self, case: dict[str, Any], made: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Access as the rows would give it, and some that only the table knows of."""
        for name, row in made:
            via, until = f"{name}:{row['id']}", None
            if name in ("case", *MECHANISMS):
                self._access(row["lead_agency"] and f"A:{row['lead_agency']}", case, via, 3, None)
                self._access(row["unit"] and f"U:{row['unit']}", case, via, 3, None)
            elif name == "share":
                level = {"OFFERED": 1, "ACCEPTED": 2}.get(row["state"])
                until = row["expires_at"]
                self._access(f"U:{row['to_unit']}" if row["to_unit"] else f"A:{row['to_agency']}", case, via, level, until)
            elif name in ("docket", "task") and row["agency"] and self.random.random() < 0.8:
                self._access(f"A:{row['agency']}", case, via, 2, None)
        for _ in range(self.random.randrange(3)):
            audience = self.random.choice([*(f"A:{a}" for a, _ in AGENCIES), *(f"U:{u}" for u, *_ in UNITS), f"P:{self.random.choice(self.made.rows['user'])['id']}"])
            until = self.random.choice((None, NOW, NOW + timedelta(microseconds=1), NOW - timedelta(days=1), NOW + timedelta(days=1)))
            self._access(audience, case, "random", self.random.randint(1, 3), until)

    def _access(self, audience: str | None, case: dict[str, Any], via: str, level: int | None, until: datetime | None) -> None:
        if audience and level:
            self.made.access[audience, case["id"], via] = (level, until)

    # --- copies -------------------------------------------------------------------------------------------------------

    def path(self, record: Record) -> str:
        """A field, or a place inside a list, or something that is no field of the record."""
        telling = [f for f in record.fields if f.kind in (Kind.ITEMS, Kind.PROTECTED) or f.mask]
        f = self.random.choice(telling if telling and self.random.random() < 0.4 else record.fields)
        if f.kind is Kind.ITEMS and f.items and self.random.random() < 0.7:
            return f"{f.name}/{self.key()}/{self.random.choice(f.items).name}"
        return self.random.choice(("quarantine", f"{f.name}.sealed", "", f"x/{f.name}")) if self.random.random() < 0.06 else f.name

    def _histories(self) -> None:
        """One to six entries for every case, about rows of the case, now and then about a row elsewhere or gone."""
        of_case: dict[Any, list[tuple[str, dict[str, Any]]]] = {row["id"]: [("case", row)] for row in self.made.rows["case"]}
        others: list[tuple[str, dict[str, Any]]] = []
        for name, rows in self.made.rows.items():
            for row in rows:
                if row.get("case_id") in of_case:
                    of_case[row["case_id"]].append((name, row))
                else:
                    others.append((name, row))
        for case, rows in of_case.items():
            for position in range(1, self.random.randint(1, 6) + 1):
                name, row = self.random.choice(others if self.random.random() < 0.08 else rows)
                record = RECORDS[name]
                key = self.key() if self.random.random() < 0.04 and record.key == "id" else row[record.key]
                entry = self.row(RECORDS["entry"], case, case_id=case, position=position, record_type=name if self.random.random() < 0.98 else "unknown",
                                 record_key=str(key))
                for ordinal in range(self.random.randrange(5)):
                    old, new = (json.dumps(self.json(), ensure_ascii=False) if self.random.random() < 0.8 else None for _ in range(2))
                    self.made.changes.append({"county": self.code, "entry_id": entry["id"], "ordinal": ordinal, "field": self.path(record), "old": old, "new": new})


async def store(connection: asyncpg.Connection[asyncpg.Record], county: County) -> None:
    """Writes a county into the tables, without asking the foreign keys."""
    await connection.execute("SET session_replication_role = replica")
    await connection.execute("INSERT INTO county (code, name, epoch) VALUES ($1, $2, gen_random_uuid())", county.code, county.code)
    for name, rows in county.rows.items():
        await _copy(connection, name, rows)
    await _copy(connection, "entry_change", county.changes)
    await _copy(connection, "case_access", [{"county": county.code, "audience": audience, "case_id": case, "via": via, "level": level, "until": until}
                                            for (audience, case, via), (level, until) in county.access.items()])
    for name in LISTED:  # triggers sleep
        await connection.execute("SELECT fuyuan_relist($1)", name)


async def _copy(connection: asyncpg.Connection[asyncpg.Record], name: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        columns = list(rows[0])
        await connection.copy_records_to_table(name, records=[tuple(row[c] for c in columns) for row in rows], columns=columns)
