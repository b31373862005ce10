"""What the environment decides: where the data lies, where the server listens, how long a token lives."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from authz.lines import ROLE_NAMES

NOBODY = "nobody"  # among the roles of a table of limits: whoever holds none
PROJECT = Path(__file__).resolve().parent.parent
KEY_BYTES = 32
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[1-9][0-9]{0,4})?")


class SettingsFault(Exception):
    """A setting that cannot be used, said in Chinese and in English."""


@dataclass(frozen=True)
class Settings:
    """The environment, read once; `api/app.py` hands it to whoever needs a part of it."""

    data_dir: Path
    key_file: Path
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    cors_origins: tuple[str, ...] = ()
    pool_size: int = 10
    statement_seconds: int = 20
    cost_limits: Mapping[str, int] = field(default_factory=dict)
    trusted_documents: tuple[Path, ...] = ()
    trusted_only: bool = False
    webhook_hosts: tuple[str, ...] = ()
    person_checks: tuple[int, int] = (20, 100)
    paper_templates: Path | None = None
    access_token_life: timedelta = timedelta(minutes=15)
    refresh_token_life: timedelta = timedelta(days=14)
    enrolment_code_life: timedelta = timedelta(minutes=10)

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read and check the environment; creates DATA_DIR."""
        data_dir = _directory("DATA_DIR", environ.get("DATA_DIR") or str(PROJECT / ".data"))
        return cls(
            data_dir=data_dir,
            key_file=Path(environ.get("FUYUAN_KEY_FILE") or data_dir / "keys" / "master.key").absolute(),
            database_url=_database_url(environ.get("DATABASE_URL", "").strip()),
            host=environ.get("HOST") or cls.host,
            port=_whole("PORT", environ, cls.port, 0, 65535),
            workers=_whole("FUYUAN_WORKERS", environ, cls.workers, 1, 256),
            cors_origins=_origins(environ.get("FUYUAN_CORS_ORIGINS", "")),
            pool_size=_whole("FUYUAN_POOL_SIZE", environ, cls.pool_size, 2, 500),
            statement_seconds=_whole("FUYUAN_STATEMENT_SECONDS", environ, cls.statement_seconds, 1, 600),
            cost_limits=_cost_limits(environ.get("FUYUAN_COST_LIMITS", "")),
            trusted_documents=(documents := _paths(environ.get("TRUSTED_DOCUMENTS", ""))),
            trusted_only=_trusted_only(environ, documents),
            person_checks=(_whole("FUYUAN_PERSON_CHECKS_HOUR", environ, 20, 1, 10_000), _whole("FUYUAN_PERSON_CHECKS_DAY", environ, 100, 1, 100_000)),
            webhook_hosts=_hosts(environ.get("FUYUAN_WEBHOOK_HOSTS", "")),
            paper_templates=next(iter(_paths(environ.get("FUYUAN_PAPER_TEMPLATES", ""))), None),
            access_token_life=timedelta(minutes=_whole("FUYUAN_ACCESS_TOKEN_MINUTES", environ, 15, 1, 1440)),
            refresh_token_life=timedelta(days=_whole("FUYUAN_REFRESH_TOKEN_DAYS", environ, 14, 1, 365)),
            enrolment_code_life=timedelta(minutes=_whole("FUYUAN_ENROLMENT_MINUTES", environ, 10, 1, 1440)),
        )

    def master_key(self) -> bytes:
        """The 32 bytes every other key is derived from; made at the first start, readable by its owner alone."""
        with suppress(FileExistsError):
            _write_key(self.key_file)
        if self.key_file.stat().st_mode & 0o007:
            raise _fault(
                "FUYUAN_KEY_FILE",
                f"密钥文件 {self.key_file} 对所有人可读, 请执行 chmod 600",
                f"the key file {self.key_file} is open to everyone; run chmod 600 on it",
            )
        try:
            key = bytes.fromhex(self.key_file.read_text("ascii"))
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise _fault(
                "FUYUAN_KEY_FILE",
                f"密钥文件 {self.key_file} 应为 {KEY_BYTES * 2} 位十六进制数",
                f"the key file {self.key_file} must hold {KEY_BYTES * 2} hexadecimal digits",
            )
        return key


def _fault(name: str, chinese: str, english: str) -> SettingsFault:
    return SettingsFault(f"{name}: {chinese}。\n{name}: {english}.")


def _whole(name: str, environ: Mapping[str, str], default: int, least: int, most: int) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise _fault(
            name,
            f"应为 {least} 至 {most} 的整数, 得到 {text!r}",
            f"must be a whole number {least}..{most}, not {text!r}",
        )
    return int(text)


def _directory(name: str, text: str) -> Path:
    path = Path(text).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise _fault(
            name, f"无法建立目录 {path} ({reason.strerror})", f"cannot create the directory {path} ({reason.strerror})"
        ) from None
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise _fault(name, f"目录 {path} 不可写", f"the directory {path} is not writable")
    return path


def _database_url(text: str) -> str | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise _fault(
            "DATABASE_URL",
            "应形如 postgresql://用户:口令@主机/库名",
            "must look like postgresql://user:password@host/name",
        )
    return text


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(origin.strip().rstrip("/") for origin in text.split(",") if origin.strip())
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
            raise _fault(
                "FUYUAN_CORS_ORIGINS",
                f"{origin!r} 不是来源, 应形如 https://host:port, 以逗号分隔",
                f"{origin!r} is not an origin; write https://host:port, separated by commas",
            )
    return origins


def _hosts(text: str) -> tuple[str, ...]:
    """Hosts of the intranet, `host` or `host:port`; an IPv6 address in brackets."""
    hosts = tuple(host.strip().lower() for host in text.split(",") if host.strip())
    for host in hosts:
        if not HOST.fullmatch(host):
            raise _fault("FUYUAN_WEBHOOK_HOSTS", f"{host!r} 不是主机, 应形如 oa.hejiang.example 或 10.1.2.3:8080, 以逗号分隔",
                         f"{host!r} is no host; write oa.hejiang.example or 10.1.2.3:8080, separated by commas")
    return hosts


def _cost_limits(text: str) -> dict[str, int]:
    limits = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        role, _, limit = (piece.strip() for piece in part.partition("="))
        if role not in {NOBODY, *ROLE_NAMES}:
            raise _fault("FUYUAN_COST_LIMITS", f"没有“{role}”角色, 应形如 staff=100000,{NOBODY}=1000", f"there is no role {role!r}; write staff=100000,{NOBODY}=1000")
        limits[role] = _whole("FUYUAN_COST_LIMITS", {"FUYUAN_COST_LIMITS": limit or "?"}, 0, 0, 999_999_999)
    return limits


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(Path(part.strip()).expanduser().absolute() for part in text.split(",") if part.strip())


def _trusted_only(environ: Mapping[str, str], documents: tuple[Path, ...]) -> bool:
    only = _whole("TRUSTED_ONLY", environ, 0, 0, 1) == 1
    if only and not documents:
        raise _fault("TRUSTED_ONLY", "须先用 TRUSTED_DOCUMENTS 指明登记文档", "needs TRUSTED_DOCUMENTS: nothing could be asked")
    return only


def _write_key(path: Path) -> None:
    """Write the whole key under another name, then link it, so that no process ever reads half a key."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()
