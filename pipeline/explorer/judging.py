"""The pages on which somebody judges by hand: a row with its forms, the line that this makes, and all that was said so far.

Nothing is written before it was shown as it will stand in the file.
"""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.explorer.addresses import is_key
from pipeline.explorer.asking import BadQueryError, Query
from pipeline.explorer.forms import draft
from pipeline.explorer.pen import SECONDS, Writer
from pipeline.explorer.views.judge import judge
from pipeline.resolve.judgements import JudgementsError
from pipeline.warehouse import judging, overrides
from pipeline.warehouse.desk import Desk, Row


class Judging(Writer):
    """The endpoints."""

    def routes(self) -> list[Route]:
        return [Route("/judge", self.judgements), Route("/judge/{key}", self.form, methods=["GET", "POST"])]

    async def form(self, request: Request) -> Response:
        """What may be said of a row; sent, the row that this makes; sent again with `step=write`, the file."""
        said = await self.pen.read(request) if request.method == "POST" else None
        return await run_in_threadpool(self._form, str(request.path_params["key"]), Query(dict(request.query_params)), said)

    def _form(self, key: str, query: Query, said: Query | None) -> Response:
        with self.door.open(SECONDS) as desk:
            shown = judge(desk, said or query, self.links, key) if is_key(key) else None
            if shown is None:
                return self.said("There is nothing with this id", "Begin at the row itself: each has a link that leads here.", 404)
            shown |= {
                "done": query.text("done") and judging.file_name(self.pen.who),
                "problem": None,
                "said": said or query,
                "preview": None,
            }
            if said is None:
                return self.page("judge", desk, query, shown)
            try:
                answer = self._carry_out(desk, shown["row"], said)
            except (JudgementsError, BadQueryError) as error:
                return self.page("judge", desk, query, shown | {"problem": str(error)}, 422)
            if isinstance(answer, Response):
                return answer
            return self.page("judge", desk, query, shown | {"preview": answer})

    def _carry_out(self, desk: Desk, row: Row, said: Query) -> Response | dict[str, Any]:
        why = said.text("why", 2_000)
        if not why:
            raise JudgementsError(["Say why, for others to check: what stands in the text, or where you know it from."])
        made = draft(desk, row["kind"], row["id"], said.text("act") or "", said)
        settings, who = self.pen.settings, self.pen.who
        if said.text("step") != "write":
            path, cells = judging.preview(settings, [made], who, why)
            return {"file": path.name, "cells": cells[0], "fields": {**said.values, "step": "write"}}
        judging.append(settings, [made], who, why)
        return RedirectResponse(self.links.to("judge", row["id"], line=row["line"], done=1), 303)

    async def judgements(self, request: Request) -> Response:
        """All rows of the folder of overrides, with what the last run made of each."""
        return await run_in_threadpool(self._judgements, Query(dict(request.query_params)))

    def _judgements(self, query: Query) -> Response:
        settings = self.pen.settings
        with self.door.open(SECONDS) as desk:
            try:
                rows, problem = overrides.outcomes(settings, desk.con), None
            except JudgementsError as error:
                rows, problem = [], str(error)
            return self.page("judgements", desk, query, {"rows": rows, "problem": problem, "folder": str(settings.overrides)})
