"""In whose name pages write, where the command says so: judgements into `overrides/`, verdicts into the sheets of an audit.

The warehouse is never written. A form is taken from a page of this server only: it carries a token that no other site can read, and a
browser that says where it comes from must say from here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pipeline.explorer import render
from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.settings import Settings
from pipeline.warehouse import judging
from pipeline.warehouse.desk import Desk, Door

SECONDS = 15.0  # that a page may take
_MOST = 256_000  # bytes of a form


class RefusedError(Exception):
    """A form that does not come from a page of this server, or is too large; the message says so."""


@dataclass(frozen=True, slots=True)
class Pen:
    """In whose name it is written. `token`: what forms of this server's pages carry."""

    settings: Settings
    who: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def coder(self) -> str:
        """The name in a file's name."""
        return judging.file_name(self.who).removesuffix(".csv")[:40]

    async def read(self, request: Request) -> Query:
        """The fields of a form. Raises RefusedError."""
        headers = request.headers
        if headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
            raise RefusedError("What was sent is no form. Fill in the one on the page.")
        came_from, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if came_from not in (None, "same-origin") or (origin is not None and urlsplit(origin).netloc != headers.get("host")):
            raise RefusedError("The form was sent by another site's page. Open the row here and fill in its form.")
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST:
                raise RefusedError("The form is too long. Write less.")
        try:
            found = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=200))
        except ValueError:
            raise RefusedError("What was sent is no form. Fill in the one on the page.") from None
        if not secrets.compare_digest(found.pop("token", "").encode(), self.token.encode()):
            raise RefusedError("The page is older than this server. Load it anew, then fill in its form.")
        return Query(found)


@dataclass(frozen=True, slots=True)
class Writer:
    """What endpoints that write have in common."""

    door: Door
    pen: Pen
    links: Links

    def page(self, kind: str, desk: Desk, query: Query, shown: Mapping[str, Any], status: int = 200) -> Response:
        """A page with the token of its forms."""
        html = render.template(kind, desk, query, self.links, {**shown, "token": self.pen.token, "who": self.pen.who})
        # A browser says where a form comes from only if pages let it.
        return HTMLResponse(html, status, headers={"referrer-policy": "same-origin"})

    def said(self, title: str, said: str, status: int) -> Response:
        """A page that says what is wrong."""
        return HTMLResponse(render.message(self.links, title, said), status)
