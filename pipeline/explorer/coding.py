"""The pages on which coders judge the sample of an audit, one statement after the other, and list what stands in whole articles.

They see what the sheets show and no more: nothing of what the machine was sure of, and no link into pages that would say it.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.audit.questions import NOTE_IS, NOTHING, READ_KINDS, VERDICTS
from pipeline.audit.sheets import SheetError, note_of
from pipeline.explorer.asking import Query
from pipeline.explorer.pen import SECONDS, Writer
from pipeline.warehouse import audit_folder, audit_tasks

_LONG = 20_000  # characters of a field


class Coding(Writer):
    """The endpoints."""

    def routes(self) -> list[Route]:
        return [Route("/audit", self.audits), Route("/audit/{name}", self.audit, methods=["GET", "POST"])]

    async def audits(self, _request: Request) -> Response:
        """The audits there are."""
        return await run_in_threadpool(self._audits)

    def _audits(self) -> Response:
        home, coder = self.pen.settings.home, self.pen.coder
        rows = []
        for name in audit_folder.names(home):
            try:
                tasks = audit_tasks.tasks_of(home, name, coder)
                rows.append({"name": name, "n": len(tasks), "done": sum(bool(t.verdict) for t in tasks), "problem": None})
            except SheetError as error:
                rows.append({"name": name, "n": 0, "done": 0, "problem": str(error)})
        with self.door.open(SECONDS) as desk:
            return self.page("audits", desk, Query(), {"rows": rows})

    async def audit(self, request: Request) -> Response:
        """One audit: what is left to do; with `item` in the query one statement to judge, with `article` an article to read in full. What
        is sent is kept, and leads on."""
        said = await self.pen.read(request) if request.method == "POST" else None
        name, query = str(request.path_params["name"]), Query(dict(request.query_params))
        if item := query.text("item"):
            return await run_in_threadpool(self._item, name, item, said)
        if article := query.text("article"):
            return await run_in_threadpool(self._reading, name, article, said)
        return await run_in_threadpool(self._audit, name)

    def _audit(self, name: str) -> Response:
        home, coder = self.pen.settings.home, self.pen.coder
        try:
            tasks, readings = audit_tasks.tasks_of(home, name, coder), audit_tasks.readings_of(home, name, coder)
        except SheetError as error:
            return self.said("The audit cannot be shown", str(error), 404)
        following = next((t.item for t in tasks if not t.verdict), None)
        with self.door.open(SECONDS) as desk:
            return self.page("audit", desk, Query(), {"name": name, "tasks": tasks, "readings": readings, "following": following})

    def _item(self, name: str, key: str, said: Query | None) -> Response:
        home, coder = self.pen.settings.home, self.pen.coder
        try:
            if said is not None:
                note, says = said.text("note", 2_000) or "", said.text("says", 40)
                audit_tasks.record(home, name, coder, key, said.text("verdict") or "", f"{says}: {note}" if says and note else note)
            tasks = audit_tasks.tasks_of(home, name, coder)
        except SheetError as error:
            return self.said("The verdict cannot be taken", str(error), 422)
        at = next((i for i, task in enumerate(tasks) if task.item == key), None)
        if at is None:
            return self.said("There is no such statement", "Begin at the list of the audit.", 404)
        if said is not None:
            later = next((t.item for t in (*tasks[at + 1 :], *tasks[:at]) if not t.verdict), None)
            return RedirectResponse(self.links.to("audit", name, item=later), 303)
        says, note = note_of(tasks[at].note, tasks[at].notes)
        shown = {"name": name, "task": tasks[at], "says": says, "note": note, "notes": NOTE_IS, "number": at + 1, "tasks": tasks,
                 "verdicts": VERDICTS,
                 "before": tasks[at - 1].item if at else None, "behind": tasks[at + 1].item if at + 1 < len(tasks) else None}  # fmt: skip
        with self.door.open(SECONDS) as desk:
            return self.page("audit_item", desk, Query(), shown)

    def _reading(self, name: str, key: str, said: Query | None) -> Response:
        home, coder, problem = self.pen.settings.home, self.pen.coder, None
        try:
            if said is not None:
                try:
                    audit_tasks.record_reading(home, name, coder, key, listed(said))
                    return RedirectResponse(self.links.to("audit", name), 303)
                except SheetError as error:
                    problem = str(error)
            readings = {reading.no: reading for reading in audit_tasks.readings_of(home, name, coder)}
        except SheetError as error:
            return self.said("The article cannot be shown", str(error), 404)
        if key not in readings:
            return self.said("There is no such article", "Begin at the list of the audit.", 404)
        fields = said.values if said is not None else _fields(readings[key])
        shown = {"name": name, "reading": readings[key], "kinds": READ_KINDS, "fields": fields, "problem": problem}
        with self.door.open(SECONDS) as desk:
            return self.page("audit_reading", desk, Query(), shown, 422 if problem else 200)


def listed(said: Query) -> list[tuple[str, str]]:
    """What a reader found in an article: (kind, words) of each line that was filled in; `nothing` where that was ticked."""
    rows = [(kind, " ".join(line.split())) for kind in READ_KINDS for line in (said.text(kind, _LONG) or "").splitlines() if line.strip()]
    return rows or ([(NOTHING, "")] if said.text(NOTHING) else [])


def _fields(reading: audit_tasks.Reading) -> dict[str, str]:
    found = {kind: "\n".join(words for k, words, _ in reading.listed if k == kind) for kind in READ_KINDS}
    return found | ({NOTHING: "on"} if any(kind == NOTHING for kind, _, _ in reading.listed) else {})
