"""The GraphiQL page: served from files shipped here, under a policy that lets it load nothing else."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).resolve().parent / "static"
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:;"
          " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")  # fmt: skip


def graphiql() -> Response:
    """The page; GraphiQL sets styles in line, scripts come from files alone."""
    return FileResponse(STATIC / "index.html", media_type="text/html", headers={
        "content-security-policy": POLICY, "cache-control": "no-cache", "vary": "accept"})


def assets() -> Mount:
    return Mount("/static", StaticFiles(directory=STATIC))
