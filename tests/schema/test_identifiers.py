"""Identifiers: the worked examples of the standards, every refusal and warning, and laws on random input."""

import pickle
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.identifiers import (
    CASE_TYPES,
    CHECKS,
    CREDIT_ALPHABET,
    FAULTS,
    KINDS,
    MASK_SQL,
    MASKS,
    TOWNSHIPS,
    WARNINGS,
    CourtCaseNumber,
    Identifier,
    IdentifierFault,
    check_case_number,
    check_resident_id,
    organisation_code,
    resident_id,
    uscc,
)

TODAY = date(2026, 7, 1)
ULID = "01J1ZQ8Y7M3K5N9P2R4T6V8WXZ"


def passed(kind: str, text: str) -> tuple[str, tuple[str, ...]]:
    found = CHECKS[kind](text, TODAY)
    assert (found.kind, found.original) == (kind, text)
    return found.value, found.warnings


@pytest.mark.parametrize(
    ("kind", "text", "value", "warnings"),
    [
        ("case_number", "（2026）川0522诉前调确12号", "（2026）川0522诉前调确12号", ()),
        ("case_number", " (２０２６) 川０５２２ 行初 7号\u200b", "（2026）川0522行初7号", ()),
        ("case_number", "（2026）川0522民初3号之一", "（2026）川0522民初3号之一", ()),
        ("case_number", "（2026）川0522民初3号之十二", "（2026）川0522民初3号之十二", ()),
        ("case_number", "〔2026〕川0522民初3号", "（2026）川0522民初3号", ("brackets",)),
        ("case_number", "（2026）川05行初7号", "（2026）川05行初7号", ("foreign_court",)),
        ("case_number", "（2026）最高法民申7号", "（2026）最高法民申7号", ("foreign_court",)),
        (
            "case_number",
            "（2026）最高法知民终7号",
            "（2026）最高法知民终7号",
            ("unknown_type", "foreign_court"),
        ),
        ("case_number", "（2026）兵9001民初7号", "（2026）兵9001民初7号", ("foreign_court",)),
        ("case_number", "（2015）川0522民初7号", "（2015）川0522民初7号", ("year_out_of_range",)),
        ("case_number", "（2027）川0522民初7号", "（2027）川0522民初7号", ("year_out_of_range",)),
        ("case_number", "（2026）川0522甲乙7号", "（2026）川0522甲乙7号", ("unknown_type",)),
        ("procuratorate_number", "合检行公建〔2026〕12号", "合检行公建〔2026〕12号", ()),
        ("procuratorate_number", "合检意［2026］z5号", "合检意〔2026〕Z5号", ("brackets",)),
        ("procuratorate_number", "泸合检刑诉〔2026〕Z8号", "泸合检刑诉〔2026〕Z8号", ()),
        ("procuratorate_number", "51052226000123", "51052226000123", ()),
        ("document_number", "合府发〔2026〕3号", "合府发〔2026〕3号", ()),
        ("document_number", "合府办发 [2026] 3 号", "合府办发〔2026〕3号", ("brackets",)),
        ("document_number", "合府规（2026）1号", "合府规〔2026〕1号", ("brackets",)),
        ("document_number", "合司发【2026】10号", "合司发〔2026〕10号", ("brackets",)),
        ("document_number", "合民发〔2030〕10号", "合民发〔2030〕10号", ("year_out_of_range",)),
        ("minutes_number", "第3期", "第3期", ()),
        ("minutes_number", "2026年第3次会议纪要", "2026年第3次会议纪要", ()),
        ("minutes_number", "[2026]3号", "〔2026〕3号", ("brackets",)),
        ("mediation_number", "（2026）合白沙人调字第12号", "（2026）合白沙人调字第12号", ()),
        ("mediation_number", "(2026)合白沙人调字第 12 号", "（2026）合白沙人调字第12号", ()),
        ("mediation_number", f"TMP-pad-07-{ULID.lower()}", f"TMP-pad-07-{ULID}", ("temporary",)),
        ("division", "510522", "510522", ()),
        ("division", "510522126", "510522126", ()),
        ("division", "510522126201", "510522126201", ()),
        ("division", "510522103", "510522103", ("unknown_township",)),
        ("division", "510522126401", "510522126401", ("unknown_village_kind",)),
        ("division", "110101", "110101", ("outside_county",)),
        ("resident_id", "11010519491231002X", "11010519491231002X", ()),
        ("resident_id", "11010519491231002x", "11010519491231002X", ()),
        ("resident_id", "５１０５２２ 19000101 0004", "510522190001010004", ()),
        ("resident_id", resident_id("83000019900101000"), resident_id("83000019900101000"), ()),
        ("resident_id", resident_id("81000019900101000"), resident_id("81000019900101000"), ()),
        ("resident_id", resident_id("99999919900101000"), resident_id("99999919900101000"), ("unknown_area",)),
        ("resident_id", resident_id("51052218900101000"), resident_id("51052218900101000"), ("great_age",)),
        ("uscc", "91510522MA9999996N", "91510522MA9999996N", ()),
        ("uscc", "91510522ma9999996n", "91510522MA9999996N", ()),
        ("uscc", "115105220000000194", "115105220000000194", ()),
        ("uscc", "54510522MJ9999999B", "54510522MJ9999999B", ()),
        ("uscc", uscc("Y9510522", "MA999999"), uscc("Y9510522", "MA999999"), ("unknown_category",)),
        ("phone", "13800000004", "13800000004", ()),
        ("phone", "+86 138-0000-0004", "13800000004", ()),
        ("phone", "8613800000004", "13800000004", ()),
        ("phone", "0086-13800000004", "13800000004", ()),
        ("phone", "（0830）5260000", "0830-5260000", ()),
        ("phone", "08305260000", "0830-5260000", ()),
        ("phone", "+86 830 5260000", "0830-5260000", ()),
        ("phone", "010-65260000-801", "010-65260000-801", ()),
        ("phone", "400-800-0000", "4008000000", ()),
        ("bank_account", "6222 0000 0000 0000 008", "6222000000000000008", ("luhn",)),
        ("bank_account", "4111-1111-1111-1111", "4111111111111111", ()),
        ("bank_account", "110000000012", "110000000012", ()),
        ("bank_account", "1" * 30, "1" * 30, ()),
    ],
)
def test_what_passes(kind: str, text: str, value: str, warnings: tuple[str, ...]) -> None:
    assert passed(kind, text) == (value, warnings)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("case_number", "", "format"),
        ("case_number", "（2026）川0522民初012号", "format"),
        ("case_number", "（2026）川0522民初0号", "format"),
        ("case_number", "（1999）川0522民初1号", "format"),
        ("case_number", "（2026）台0522民初1号", "format"),
        ("case_number", "（2026）川0522民初1号之1", "format"),
        ("case_number", "（2026）川0522民初١号", "format"),
        ("case_number", "（2026）川0522一二三四五1号", "format"),
        ("case_number", "（2026）川0522民初1号\x00", "format"),
        ("case_number", "（2026）川0522民初" + "1" * 100 + "号", "length"),
        ("procuratorate_number", "合府发〔2026〕3号", "format"),
        ("procuratorate_number", "123456789", "format"),
        ("procuratorate_number", "合检建〔2026〕03号", "format"),
        ("document_number", "合府发〔2026〕03号", "format"),
        ("document_number", "合府发〔2026〕第3号", "format"),
        ("document_number", "合府发〔26〕3号", "format"),
        ("document_number", "合府发2026-3号", "format"),
        ("minutes_number", "第0期", "format"),
        ("mediation_number", "（2026）人调字第12号", "format"),
        ("mediation_number", f"TMP-{ULID}", "format"),
        ("mediation_number", f"TMP-pad-{ULID[:-1]}", "format"),
        ("mediation_number", f"TMP-pad-{ULID[:-1]}U", "format"),
        ("mediation_number", f"TMP-pad-9{ULID[1:]}", "format"),
        ("division", "5105", "length"),
        ("division", "", "length"),
        ("division", "51052２x", "characters"),
        ("division", "990522", "province"),
        ("resident_id", "51052219000101000", "length"),
        ("resident_id", "", "length"),
        ("resident_id", "5105221900010100041", "length"),
        ("resident_id", "510522900101000", "legacy"),
        ("resident_id", "51052219000101000A", "characters"),
        ("resident_id", "5105221900010100X4", "characters"),
        ("resident_id", "51052219000101000４x"[:17] + "Y", "characters"),
        ("resident_id", "51052219000101000٤", "characters"),
        ("resident_id", "510522190001010005", "checksum"),
        ("resident_id", "510522198502300014", "birth_date"),
        ("resident_id", resident_id("51052219851301001"), "birth_date"),
        ("resident_id", resident_id("51052219000229001"), "birth_date"),  # 1900 was no leap year
        ("resident_id", resident_id("51052200000101001"), "birth_date"),
        ("resident_id", resident_id("51052220260702001"), "future_birth"),
        ("uscc", "91510522MA9999996", "length"),
        ("uscc", "91510522MI9999996N", "characters"),
        ("uscc", "9151052AMA9999996N", "characters"),
        ("uscc", "91510522MA9999996M", "checksum"),
        ("uscc", "91510522MA9999995N", "organisation_checksum"),
        ("phone", "12800000004", "format"),
        ("phone", "1380000000", "format"),
        ("phone", "12345", "format"),
        ("phone", "5260000", "format"),
        ("phone", "8305260000", "format"),
        ("phone", "", "characters"),
        ("phone", "call me", "characters"),
        ("phone", "+1 202 555 0100", "characters"),
        ("bank_account", "1" * 11, "length"),
        ("bank_account", "1" * 31, "length"),
        ("bank_account", "62220000000X", "characters"),
    ],
)
def test_what_is_refused(kind: str, text: str, code: str) -> None:
    with pytest.raises(IdentifierFault) as caught:
        CHECKS[kind](text, TODAY)
    fault = caught.value
    assert (fault.kind, fault.code) == (kind, code)
    assert fault.zh == KINDS[kind][0] + FAULTS[code][0]
    assert fault.en == str(fault)


def test_a_fault_survives_pickling() -> None:
    fault = pickle.loads(pickle.dumps(IdentifierFault("uscc", "length")))
    assert (fault.kind, fault.code, fault.zh) == ("uscc", "length", "统一社会信用代码位数不正确")


def test_parts_of_a_case_number() -> None:
    found = check_case_number("（2026）川0522诉前调确12号之二", TODAY)
    assert found == CourtCaseNumber(
        "case_number",
        "（2026）川0522诉前调确12号之二",
        "（2026）川0522诉前调确12号之二",
        (),
        2026,
        "川0522",
        "诉前调确",
        12,
        "之二",
    )
    assert found.case == "（2026）川0522诉前调确12号"
    assert check_case_number("（2026）川05行初7号", TODAY, home="川05").warnings == ()


def test_what_an_identity_number_says() -> None:
    found = check_resident_id("11010519491231002X", TODAY)
    assert (found.birth, found.sex) == (date(1949, 12, 31), "female")
    assert check_resident_id(resident_id("51052219900101001"), TODAY).sex == "male"
    newborn = resident_id("51052220260701001")
    assert check_resident_id(newborn, TODAY).birth == TODAY


def test_check_characters_of_the_standards() -> None:
    assert resident_id("11010519491231002") == "11010519491231002X"
    assert resident_id("51052219000101000") == "510522190001010004"
    assert organisation_code("MA999999") == "MA9999996"
    assert organisation_code("00000001") == "000000019"
    assert uscc("91510522", "MA999999") == "91510522MA9999996N"
    assert uscc("11510522", "00000001") == "115105220000000194"
    assert uscc("54510522", "MJ999999") == "54510522MJ9999999B"


def test_tables() -> None:
    assert len(TOWNSHIPS) == 21
    assert TOWNSHIPS["510522001"] == "符阳街道"
    assert TOWNSHIPS["510522126"] == "荔江镇"
    assert sum(name.endswith("镇") for name in TOWNSHIPS.values()) == 19
    assert {"诉前调书", "司救他", "破", "民保令"} <= CASE_TYPES
    assert CHECKS.keys() == KINDS.keys()
    assert MASKS.keys() == MASK_SQL.keys()
    assert {"resident_id", "uscc", "phone", "bank_account"} <= MASKS.keys()


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        ("resident_id", "510522190001010004", "510522********0004"),
        ("resident_id", "510522900101000", "********"),
        ("resident_id", "", "********"),
        ("uscc", "91510522MA9999996N", "9151**********996N"),
        ("phone", "13800000004", "138****0004"),
        ("phone", "0830-5260000", "083****0000"),
        ("phone", "12309", "****"),
        ("bank_account", "6222000000000000008", "****0008"),
        ("bank_account", "1234567", "****"),
        ("name", "罗青禾", "罗*"),
        ("name", "罗青", "罗*"),
        ("name", "罗", "*"),
        ("address", "四川省泸州市合江县荔江镇", "四川省泸州市****"),
        ("address", "望荔村三组", "****"),
    ],
)
def test_masks(kind: str, value: str, masked: str) -> None:
    assert MASKS[kind](value) == masked


def test_mask_sql_is_safe_for_null_and_short_values() -> None:
    assert MASK_SQL["phone"].format("p.phone") == (
        "(CASE WHEN p.phone IS NULL THEN NULL WHEN char_length(p.phone) >= 11 "
        "THEN left(p.phone, 3) || '****' || right(p.phone, 4) ELSE '****' END)"
    )
    for template in MASK_SQL.values():
        assert template.format("x").startswith("(CASE WHEN x IS NULL THEN NULL WHEN char_length(x) >= ")


# laws

digits = st.text("0123456789", min_size=1)
births = st.dates(date(1900, 1, 1), TODAY)
bodies = st.builds(
    lambda area, birth, order: f"{area:06}{birth:%Y%m%d}{order:03}",
    st.integers(110000, 659999),
    births,
    st.integers(0, 999),
)
credit = st.builds(
    lambda category, area, org: uscc(f"{category}{area:06}", org),
    st.sampled_from(["11", "54", "91", "93"]),
    st.integers(110000, 659999),
    st.text(CREDIT_ALPHABET, min_size=8, max_size=8),
)


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


@given(bodies)
def test_every_made_identity_number_passes(body: str) -> None:
    number = resident_id(body)
    found = check_resident_id(number, TODAY)
    assert (found.value, f"{found.birth:%Y%m%d}") == (number, body[6:14])
    assert (found.sex == "male") == (int(body[16]) % 2 == 1)


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(body: str, place: int, step: int) -> None:
    number = resident_id(body)
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    with pytest.raises(IdentifierFault):
        check_resident_id(wrong, TODAY)


@given(credit, st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_credit_codes(code: str, place: int, char: str) -> None:
    assert passed("uscc", code)[0] == code
    wrong = code[:place] + char + code[place + 1 :]
    if wrong != code:
        with pytest.raises(IdentifierFault):
            CHECKS["uscc"](wrong, TODAY)


GOOD = [
    ("case_number", "（2026）川0522诉前调确12号"),
    ("procuratorate_number", "合检意〔2026〕Z5号"),
    ("document_number", "合府发〔2026〕3号"),
    ("minutes_number", "2026年第3次会议纪要"),
    ("mediation_number", "（2026）合白沙人调字第12号"),
    ("mediation_number", f"TMP-pad-{ULID}"),
    ("division", "510522126201"),
    ("resident_id", "11010519491231002X"),
    ("uscc", "91510522MA9999996N"),
    ("phone", "010-65260000-801"),
    ("bank_account", "4111111111111111"),
]


@given(st.sampled_from(GOOD), st.data())
def test_width_and_spaces_do_not_matter(good: tuple[str, str], data: st.DataObject) -> None:
    kind, text = good
    pieces = [data.draw(st.sampled_from([char, full_width(char), f" {char}", f"{char}\u3000"])) for char in text]
    assert passed(kind, "".join(pieces)) == passed(kind, text)


@given(
    st.sampled_from(sorted(CHECKS)),
    st.text(max_size=40) | st.text("（）〔〕0123456789川民初号TMP-Xx检发第期", max_size=24),
)
def test_any_text_passes_or_is_refused_and_a_normal_form_is_stable(kind: str, text: str) -> None:
    try:
        found = CHECKS[kind](text, TODAY)
    except IdentifierFault as fault:
        assert fault.code in FAULTS
        return
    assert isinstance(found, Identifier)
    assert found.original == text
    assert set(found.warnings) <= WARNINGS.keys()
    again = CHECKS[kind](found.value, TODAY)
    assert again.value == found.value
    assert set(again.warnings) == set(found.warnings) - {"brackets"}
    assert not any(unicodedata.category(char) in ("Cf", "Cc", "Zs") for char in found.value)


@given(st.sampled_from(sorted(CHECKS)), digits)
def test_a_fault_never_repeats_the_number(kind: str, text: str) -> None:
    try:
        CHECKS[kind](text, TODAY)
    except IdentifierFault as fault:
        assert fault.args == (kind, fault.code)
        assert (fault.zh, fault.en) == (
            KINDS[kind][0] + FAULTS[fault.code][0],
            f"{KINDS[kind][1]} {FAULTS[fault.code][1]}",
        )


@given(st.sampled_from(sorted(MASKS)), st.text(max_size=30))
def test_masks_are_stable_and_hide(kind: str, value: str) -> None:
    mask = MASKS[kind]
    masked = mask(value)
    assert mask(masked) == masked
    assert "*" in masked
    shown = len(masked) - len("*" * masked.count("*")) if "*" not in value else 0
    assert len(value) == 0 or shown < len(value)
