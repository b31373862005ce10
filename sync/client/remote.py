"""The way to the server: enrolment, the device's signed login, and rounds over HTTPS."""

import base64
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.client.problem import Problem
from sync.wire import DeviceProof, Enrolment, EnrolRequest, RoundAnswer, RoundRequest, WireFault, parse_answer

LOCAL = ("localhost", "127.0.0.1", "::1")
SIGN_IN_AGAIN = ("TOKEN_EXPIRED", "UNAUTHENTICATED", "SESSION_REVOKED", "HTTP_401")  # a revoked device hears so when it signs in


class Denied(Problem):
    """The server refused; `reason` is its code."""

    def __init__(self, reason: str, zh: str, en: str) -> None:
        super().__init__("DENIED", code=reason, zh=zh, en=en)
        self.reason = reason


def new_key() -> str:
    """A fresh Ed25519 private key, raw in base64."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(key))


class Remote:
    """One server; `transport` is for tests."""

    def __init__(
        self, server: str, clock: Callable[[], datetime], transport: httpx.BaseTransport | None = None
    ) -> None:
        parts = urlsplit(server)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
            raise Problem("INSECURE")
        self._clock, self._token = clock, ""
        self._device, self._key = "", ""
        self._http = httpx.Client(base_url=server, timeout=httpx.Timeout(60, connect=10), transport=transport)

    def close(self) -> None:
        self._http.close()

    def enrol(self, code: str, name: str, key: str) -> Enrolment:
        """Spend a one-time code; asking again with the same key after a lost answer is safe."""
        public = base64.b64encode(_private(key).public_key().public_bytes_raw()).decode()
        return cast("Enrolment", self._post("/devices/enrol", EnrolRequest(code=code, name=name, publicKey=public)))

    def identify(self, device: str, key: str) -> None:
        """Which device the rounds are of."""
        self._device, self._key, self._token = device, key, ""

    def round(self, asked: RoundRequest) -> RoundAnswer:
        """One exchange; signs in when it must, once more when the token has expired."""
        fresh = not self._token
        if fresh:
            self._sign_in()
        try:
            body = self._post("/sync/round", asked)
        except Denied as denied:
            if fresh or denied.reason not in SIGN_IN_AGAIN:
                raise
            self._token = ""
            return self.round(asked)
        try:
            return parse_answer(body)
        except WireFault as fault:
            raise Problem("ANSWER", reason=fault.en) from fault

    def _sign_in(self) -> None:
        at, nonce = self._clock().isoformat(), secrets.token_urlsafe(16)
        signature = _private(self._key).sign(f"{self._device}.{at}.{nonce}".encode())
        proof = DeviceProof(device=self._device, at=at, nonce=nonce, signature=base64.b64encode(signature).decode())
        answer = self._post("/auth/device", proof)
        if not isinstance(answer, dict) or not isinstance(answer.get("accessToken"), str):
            raise Problem("ANSWER", reason="no accessToken")
        self._token = answer["accessToken"]

    def _post(self, path: str, body: Any) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            response = self._http.post(path, json=body, headers=headers)
        except httpx.HTTPError as fault:
            raise Problem("UNREACHABLE", reason=str(fault) or type(fault).__name__) from fault
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if response.is_success and answer is not None:
            return answer
        if response.status_code >= 500 or answer is None:
            raise Problem("UNREACHABLE", reason=f"HTTP {response.status_code}")
        raise _denied(response.status_code, answer)


def _denied(status: int, answer: Any) -> Denied:
    """The problem in an answer, wherever it put its code and sentences."""
    found = answer if isinstance(answer, dict) else {}
    for inside in ("error", "problem", "extensions"):
        found = found[inside] if isinstance(found.get(inside), dict) else found
    zh = found.get("zh") or found.get("message_zh") or f"HTTP {status}"
    en = found.get("en") or found.get("message_en") or found.get("message") or f"HTTP {status}"
    return Denied(str(found.get("code") or f"HTTP_{status}"), str(zh), str(en))
