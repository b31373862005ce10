"""Starts one of the Python contestants: all under the same ASGI server with the product's own options."""

from __future__ import annotations

import sys

import uvicorn

from api.server import options
from api.settings import Settings

APPLICATIONS = {
    "fuyuan": "api.app:application",
    "open_fuyuan": "bench.contestants.open_fuyuan:application",
    "raw": "bench.contestants.raw:application",
    "orm": "bench.contestants.orm:application",
}


def main(name: str, server: str = "uvicorn") -> None:
    """Serve until told to stop."""
    settings = Settings.read()
    if server == "uvicorn":
        uvicorn.run(APPLICATIONS[name], **options(settings))
        return
    from granian import Granian
    from granian.constants import Interfaces

    Granian(APPLICATIONS[name], address=settings.host, port=settings.port, workers=settings.workers, interface=Interfaces.ASGI,
            factory=True, log_enabled=False, websockets=True).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
