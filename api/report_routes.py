"""The yearly report to be downloaded by whoever may read the figures: /reports/2025.xlsx and /reports/2025.docx."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.database import Database
from api.operation import Context, Doors
from api.problems import Problem
from api.report import Report, gathered
from api.report_book import book
from api.report_paper import paper
from api.routes import token_of

OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: Mapping[str, tuple[Callable[[Report], bytes], str]] = {
    "xlsx": (book, f"{OFFICE}.spreadsheetml.sheet"), "docx": (paper, f"{OFFICE}.wordprocessingml.document")}
"""How a report is written, by the ending of its file."""


@dataclass(frozen=True)
class ReportRoutes:
    """Each download is made for who asks: figures under his rights, his name on every page."""

    database: Database
    doors: Doors
    clock: Callable[[], datetime]

    def routes(self) -> list[Route]:
        return [Route("/reports/{year:int}.{form}", self.report)]

    async def report(self, request: Request) -> Response:
        context = Context(self.doors, request.state.request_id)
        await context.enter(token_of(request))
        actor, rules = await context.rights()
        form = FORMS.get(request.path_params["form"])
        if form is None:
            raise Problem("NOT_FOUND")
        write, media = form
        report = await gathered(self.database, request.path_params["year"], actor, rules, self.clock())
        name = quote(f"{report.title}（第{report.revision}版）.{request.path_params['form']}", safe="")
        return Response(await asyncio.to_thread(write, report), media_type=media, headers={
            "content-disposition": f"attachment; filename*=UTF-8''{name}", "cache-control": "private, no-store"})
