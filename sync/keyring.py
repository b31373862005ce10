"""Keeps protected numbers: sealed with AES-256-GCM, compared by HMAC, shown masked; every key comes from one secret."""

from __future__ import annotations

import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from schema.identifiers import MASKS

VERSION = b"\x01"
NONCE = 12


class SealBroken(ValueError):
    """A sealed number that was not made with this key, or was changed since."""


class Keyring:
    """The keys of one installation; `secret` are the 32 bytes of its key file."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < 32:
            raise ValueError("the secret has fewer than 32 bytes")
        self._seal = AESGCM(_derived(secret, b"fuyuan seal v1"))
        self._secret, self._compare = secret, dict[str, bytes]()

    def seal(self, kind: str, number: str, county: str) -> tuple[str, bytes, bytes]:
        """Masked text, HMAC and ciphertext of a normalised number; `kind` is a key of identifiers.MASKS."""
        return MASKS[kind](number), self.hmac(kind, number, county), self.hide(kind, number)

    def hide(self, kind: str, text: str) -> bytes:
        """Ciphertext of a text that is only ever opened again."""
        nonce = os.urandom(NONCE)
        return VERSION + nonce + self._seal.encrypt(nonce, f"{kind}:{text}".encode(), VERSION)

    def open(self, cipher: bytes) -> str:
        """The full number; raises SealBroken."""
        if cipher[:1] != VERSION:
            raise SealBroken("unknown seal version")
        try:
            text = self._seal.decrypt(cipher[1 : 1 + NONCE], cipher[1 + NONCE :], VERSION).decode()
        except (InvalidTag, ValueError):
            raise SealBroken("the seal is broken") from None
        return text.partition(":")[2]

    def hmac(self, kind: str, number: str, county: str) -> bytes:
        """Equal for equal numbers of one kind in one county and for nothing else; says nothing without the county's key."""
        key = self._compare.get(county)
        if key is None:
            key = self._compare[county] = _derived(self._secret, f"fuyuan compare v1 {county}".encode())
        return hmac.new(key, f"{kind}:{number}".encode(), sha256).digest()


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)
