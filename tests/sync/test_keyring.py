"""Protected numbers: what is kept tells nothing without the key, equal numbers compare equal, a tampered seal does not open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.keyring import Keyring, SealBroken

COUNTY = "510522"
ID = "510522190001010004"
KEYS = Keyring(b"k" * 32)


@pytest.mark.examples(50)
@given(st.text(alphabet="0123456789X", min_size=15, max_size=20))
def test_what_is_sealed_opens_again(number: str) -> None:
    masked, hmac, cipher = KEYS.seal("resident_id", number, COUNTY)
    assert KEYS.open(cipher) == number
    assert hmac == KEYS.hmac("resident_id", number, COUNTY)
    assert number not in masked and number.encode() not in cipher


def test_equal_numbers_compare_equal_though_their_seals_differ() -> None:
    first, second = KEYS.seal("resident_id", ID, COUNTY), KEYS.seal("resident_id", ID, COUNTY)
    assert first[:2] == second[:2] and first[2] != second[2]
    assert first[0] == "510522********0004"


def test_a_number_of_another_kind_or_key_compares_different() -> None:
    assert KEYS.hmac("resident_id", ID, COUNTY) != KEYS.hmac("bank_account", ID, COUNTY)
    assert KEYS.hmac("resident_id", ID, COUNTY) != Keyring(b"l" * 32).hmac("resident_id", ID, COUNTY)


def test_numbers_of_two_counties_cannot_be_compared() -> None:
    assert KEYS.hmac("resident_id", ID, "510522") != KEYS.hmac("resident_id", ID, "510521")
    assert KEYS.hmac("resident_id", ID, "510522") == Keyring(b"k" * 32).hmac("resident_id", ID, "510522")


@pytest.mark.parametrize("place", [0, 1, 14, -1])
def test_a_changed_seal_does_not_open(place: int) -> None:
    cipher = bytearray(KEYS.seal("resident_id", ID, COUNTY)[2])
    cipher[place] ^= 1
    with pytest.raises(SealBroken):
        KEYS.open(bytes(cipher))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(SealBroken):
        Keyring(b"l" * 32).open(KEYS.seal("resident_id", ID, COUNTY)[2])
    with pytest.raises(SealBroken):
        KEYS.open(b"")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        Keyring(b"short")
