"""Runs the application under uvicorn: one process or several workers, ended gracefully."""

from __future__ import annotations

from typing import Any

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from api.settings import Settings
from api.sockets import MAX_MESSAGE

GRACE_SECONDS = 5  # streams are cut then: their clients come back to a worker that stays


LINGER_SECONDS = 15.0


class Protocol(WebSocketsSansIOProtocol):
    """uvicorn's, but what a client has not taken a while after the end is thrown away: whoever reads nothing would hold it for ever."""

    async def run_asgi(self) -> None:
        await super().run_asgi()
        self.loop.call_later(LINGER_SECONDS, self.transport.abort)


def options(settings: Settings) -> dict[str, Any]:
    """What uvicorn is told."""
    return {
        "factory": True, "host": settings.host, "port": settings.port, "workers": settings.workers,
        "log_config": None, "access_log": False, "server_header": False, "proxy_headers": False,
        "ws": Protocol, "ws_max_size": MAX_MESSAGE, "ws_ping_interval": 20.0, "ws_ping_timeout": 20.0,
        "timeout_keep_alive": 30, "timeout_graceful_shutdown": GRACE_SECONDS, "limit_concurrency": 2000,
    }  # fmt: skip


def serve(settings: Settings) -> None:
    """Serve until told to stop; each worker reads the environment for itself."""
    uvicorn.run("api.app:application", **options(settings))
