"""The server of the pages: Starlette over the published file. One connection a request, closed at its end; nothing is kept between two.

Whoever can open an address on this machine can read the pages: it listens on loopback, answers GET only, and only under a name of this
machine (a site elsewhere whose name is made to point here is refused), and says nothing to other sites' scripts. With a pen there are
pages with forms beside them (judging.py, coding.py), and those answer POST.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.explorer import question, render, world
from pipeline.explorer.addresses import WRITTEN, Links, ServerLinks, is_key
from pipeline.explorer.asking import BadQueryError, Query
from pipeline.explorer.catalogue import CLUSTERS, PAGES, Page
from pipeline.explorer.coding import Coding
from pipeline.explorer.judging import Judging
from pipeline.explorer.pen import Pen, RefusedError
from pipeline.warehouse.connect import WarehouseError
from pipeline.warehouse.desk import Desk, Door, TooSlowError
from pipeline.warehouse.query import QueryError

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}  # fmt: skip
_LINKS = ServerLinks()


def build(door: Door, allowed_hosts: Collection[str] = (), pen: Pen | None = None) -> ASGIApp:
    """The application. `allowed_hosts`: names beside this machine's own under which a proxy passes requests on; `pen`: in whose name
    pages may write, None where they may not."""
    links = ServerLinks(may_write=pen is not None)
    routes = [
        Route("/static/{name}", _file),
        Route("/favicon.ico", _mark),
        Route("/sql", _sql(door, links)),
        Route("/sql.csv", _download(door)),
        Route("/sql.parquet", _download(door)),
    ]
    for page in PAGES.values():
        path = "/" if page.kind == "home" else f"/{page.kind}" + ("/{key}" if page.keyed else "")
        routes.append(Route(path, _endpoint(door, page, links)))
    if pen is not None:
        routes += [*Judging(door, pen, links).routes(), *Coding(door, pen, links).routes()]
    handlers: dict[Any, Callable[[Request, Exception], Response]] = {
        404: lambda *_: _said(404, "There is no such page", "The address leads nowhere. Begin at the overview, or search."),
        BadQueryError: lambda _, error: _said(400, "The address asks for something that is not there", str(error)),
        RefusedError: lambda _, error: _said(403, "Not from here", str(error)),
        QueryError: lambda _, error: _said(400, "The question cannot be answered", str(error)),
        TooSlowError: lambda _, error: _said(503, "This takes too long", str(error)),
        question.BusyError: lambda _, error: _said(503, "One question at a time", str(error)),
        WarehouseError: lambda _, error: _said(503, "There is nothing to read", str(error)),
        500: lambda *_: _said(500, "An error of the program", "What went wrong stands in the terminal in which `dateline serve` runs."),
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers), LOOPBACK | set(allowed_hosts), may_write=pen is not None)


def _said(status: int, title: str, said: str, more: dict[str, str] | None = None) -> Response:
    return HTMLResponse(render.message(_LINKS, title, said, more), status)


def _endpoint(door: Door, page: Page, links: Links) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        query, key = Query(dict(request.query_params)), request.path_params.get("key")
        if key is not None and not is_key(key):
            return _said(404, "There is no such id", "An id is made of letters, digits, `_` and `-`. Look for it by what it is called.")
        with door.open(page.seconds) as desk:
            html = render.page(page.kind, desk, query, links, key)
            return HTMLResponse(html) if html is not None else _elsewhere(desk, page.kind, str(key))

    return answer


def _elsewhere(desk: Desk, kind: str, key: str) -> Response:
    """An id that is not there now: where what it stood for is, by the notes of earlier publications."""
    if kind == "article" and (old := desk.first("earlier_article", article_id=key)):
        current = old["current_article_id"]
        more = {"The current version": _LINKS.to("article", current)} if current else {}
        return _said(
            410,
            "A version that is no longer current",
            f"{old['title'] or old['uri']}: superseded or removed. It stands in the schema history.",
            more,
        )
    now = [row for row in desk.ask("moved", cited=key) if row["kind"] in CLUSTERS]
    if len(now) == 1:
        return RedirectResponse(_LINKS.to(CLUSTERS[now[0]["kind"]], now[0]["id"]), 302)
    more = {f"{row['id']} ({row['share_of_members']:.0%})": _LINKS.to(CLUSTERS[row["kind"]], row["id"]) for row in now}
    said = (
        "Its members stand under several ids now."
        if more
        else "No row has this id, now or in a version that is kept. Look for it by what it is called."
    )
    return _said(404, f"There is no {kind} with this id", said, more)


def _sql(door: Door, links: Links) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        may_run = request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        query = Query(dict(request.query_params))
        with question.turn(), door.open(question.SECONDS) as desk:
            return HTMLResponse(question.sql_page(desk, query, links, may_run=may_run))

    return answer


def _download(door: Door) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _said(403, "Not from another site", "Open the question here, read it, then download its answer.")
        is_csv = request.url.path.endswith(".csv")
        query = Query(dict(request.query_params))
        with question.turn(), door.open(question.SECONDS) as desk:
            body = question.csv_file(desk, query) if is_csv else question.parquet_file(desk, query)
        kind = "text/csv; charset=utf-8; header=present" if is_csv else "application/vnd.apache.parquet"
        name = "answer.csv" if is_csv else "answer.parquet"
        return Response(body, headers={"content-type": kind, "content-disposition": f'attachment; filename="{name}"'})

    return answer


def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "towns.svg":
        return Response(world.towns_svg(), media_type="image/svg+xml", headers={"cache-control": "max-age=3600"})
    if name in {path.name for path in render.STATIC.iterdir()}:
        return FileResponse(render.STATIC / name, headers={"cache-control": "max-age=60"})
    return _said(404, "There is no such file", "The pages need none of that name.")


def _mark(_request: Request) -> Response:
    """What browsers ask for beside a drawing that is opened by itself."""
    return FileResponse(render.STATIC / "mark.svg")


class Guard:
    """What holds for every request before it is looked at, and for every answer before it leaves."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], *, may_write: bool = False) -> None:
        self._app, self._hosts, self._may_write = app, frozenset(hosts), may_write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refused = self._refused(scope)
        answer: Callable[[Scope, Receive, Send], Awaitable[None]] = refused or self._app

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in given),
                ]
            await send(message)

        await answer(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> Response | None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "").lower()
        name = host if host.endswith("]") else host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if name not in self._hosts:
            return _said(421, "Not under this name", "The pages answer under names of this machine only; `--allowed-host NAME` adds one.")
        is_form = self._may_write and scope["method"] == "POST" and scope["path"].startswith(WRITTEN)
        if scope["method"] not in ("GET", "HEAD") and not is_form:
            response = _said(405, "Only to be read", "The pages answer GET and HEAD.")
            response.headers["allow"] = "GET, HEAD"
            return response
        if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            return _said(403, "Not for other sites", "Another site's page asked for this. Open it yourself.")
        return None
