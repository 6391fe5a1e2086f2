"""The conversation with an endpoint: one request, one answer, by the standard library. The only module of the package that speaks to
another machine, and to no other than the one that the user named: no redirect is followed and no proxy is used.

What only the user can mend (key refused, no such model, wrong address) is a ModelError and stops the run; what may pass (unreachable, busy,
slow, an answer that is none) is an UnansweredError. A busy or failing endpoint is asked again, later each time, as late as it says itself.
The key is read when it is sent, and what an endpoint says is told without it.
"""

from __future__ import annotations

import email.utils
import http.client
import json
import os
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pipeline.models.endpoints import Endpoint
from pipeline.models.spans import ModelError, UnansweredError

MAX_BODY = 1 << 20  # bytes of an answer
_CHUNK = 1 << 16
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0  # seconds before an endpoint is asked again
_PASSES = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_MENDED_BY_USER = frozenset({401, 402, 403, 404, 405})


class RefusedError(Exception):
    """The endpoint does not take the request as it is put (400, 422); the message is what it says, on one line."""


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: http.client.HTTPMessage
    payload: bytes | None  # None: longer than MAX_BODY


def ready(endpoint: Endpoint, origin: str) -> None:
    """Raises ModelError where the key that the user has named is not there."""
    _key(endpoint, origin)


def ask(endpoint: Endpoint, body: dict[str, Any], origin: str) -> dict[str, Any]:
    """The JSON object that the endpoint answers to chat/completions. Raises ModelError, UnansweredError, RefusedError.
    `origin`: where the endpoint is written, for messages."""
    for attempt in range(endpoint.retries + 1):
        reply = _send(endpoint, json.dumps(body).encode(), origin)
        if reply.status not in _PASSES:
            break
        wait = _wait(reply, attempt)
        if attempt == endpoint.retries or wait > _LONGEST_WAIT:
            busy, times = "is busy" if reply.status == 429 else "fails", f" {attempt + 1} times" if attempt else ""
            later = f", and wants to be asked again in {wait:,.0f} s" if wait > _LONGEST_WAIT else ""
            raise UnansweredError(f"{endpoint.url} {busy}: it answered {reply.status}{times}{later}{_said(reply, endpoint)}")
        time.sleep(wait)
    return _object(reply, endpoint, origin)


def _object(reply: _Reply, endpoint: Endpoint, origin: str) -> dict[str, Any]:
    status, url = reply.status, endpoint.url
    if status in (401, 403):
        sent = f"the key in {endpoint.api_key_env}" if endpoint.api_key_env else "a request without a key"
        raise ModelError(f"{url} refuses {sent}: it answered {status}, {origin}. Check the key, and its name in api_key_env.")
    if status in _MENDED_BY_USER:
        raise ModelError(
            f"{url} does not know chat/completions or the model {endpoint.model}: it answered {status}{_said(reply, endpoint)}, "
            f"{origin}. Check `url` (it usually ends in /v1) and `model`."
        )
    if 300 <= status < 400:
        there = _clean(reply.headers.get("Location", "another address"), endpoint)
        raise ModelError(f"{url} sends its visitors to {there}, {origin}. Texts go nowhere but where you say: write that address as `url`.")
    if 400 <= status < 500:
        raise RefusedError(f"{status}{_said(reply, endpoint)}")
    if status != 200:
        raise UnansweredError(f"{url} answered {status}{_said(reply, endpoint)}")
    if reply.payload is None:
        raise UnansweredError(f"the answer of {url} is longer than {MAX_BODY >> 20} MB")
    try:
        told = json.loads(reply.payload)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise UnansweredError(f"what {url} answered is no JSON of the OpenAI protocol{_said(reply, endpoint)}")
    return told


def _send(endpoint: Endpoint, payload: bytes, origin: str) -> _Reply:
    parts = urlsplit(endpoint.url)
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "dateline"}
    if key := _key(endpoint, origin):
        headers["Authorization"] = f"Bearer {key}"
    deadline = time.monotonic() + endpoint.timeout  # of the whole answer: a socket's own counts from byte to byte
    host = parts.hostname or ""
    connection = (
        http.client.HTTPSConnection(host, parts.port, timeout=endpoint.timeout, context=ssl.create_default_context())
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, parts.port, timeout=endpoint.timeout)
    )
    try:
        connection.request("POST", f"{parts.path}/chat/completions", payload, headers)
        socket = connection.sock  # the connection lets go of it when the answer is to be its last
        socket.settimeout(_left(deadline))
        response = connection.getresponse()
        read, size = [], 0
        while chunk := response.read1(_CHUNK):
            read.append(chunk)
            size += len(chunk)
            if size > MAX_BODY:
                return _Reply(response.status, response.headers, None)
            socket.settimeout(_left(deadline))
        return _Reply(response.status, response.headers, b"".join(read))
    except TimeoutError:
        raise UnansweredError(f"{endpoint.url} gave no answer within {endpoint.timeout} s (`timeout`)") from None
    except (OSError, http.client.HTTPException, UnicodeError) as error:  # the last: a name that no host can have
        raise UnansweredError(_unreached(endpoint, error)) from None
    finally:
        connection.close()


def _left(deadline: float) -> float:
    """Seconds until the deadline. Raises TimeoutError behind it."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _unreached(endpoint: Endpoint, error: Exception) -> str:
    why = " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())[:200]
    what = "speaks no HTTP" if isinstance(error, http.client.HTTPException) and not isinstance(error, OSError) else "cannot be reached"
    return f"{endpoint.url} {what}: {_clean(why, endpoint) or type(error).__name__}"


def _key(endpoint: Endpoint, origin: str) -> str:
    """The key, or "" where none is named. Raises ModelError, which does not show it."""
    if endpoint.api_key_env is None:
        return ""
    key = os.environ.get(endpoint.api_key_env, "").strip()
    if not key or not key.isascii() or not key.isprintable():
        what = "holds no key" if key else "is not set"
        raise ModelError(
            f"The environment variable {endpoint.api_key_env} {what}, {origin}. Set it to the key of {endpoint.url}, or take "
            "`api_key_env` out where the endpoint wants none."
        )
    return key


def _wait(reply: _Reply, attempt: int) -> float:
    """Seconds until the next try: what the endpoint says (Retry-After, RFC 9110: seconds or a date), else twice as long each time."""
    told = (reply.headers.get("Retry-After") or "").strip()
    if told.isascii() and told.isdigit() and len(told) < 10:
        return float(told)
    try:  # a date counts from the endpoint's own clock
        then = email.utils.parsedate_to_datetime(told)
        return max(0.0, (then - email.utils.parsedate_to_datetime(reply.headers.get("Date") or "")).total_seconds())
    except (TypeError, ValueError):
        return min(_FIRST_WAIT * 2.0**attempt, _LONGEST_WAIT)


def _said(reply: _Reply, endpoint: Endpoint) -> str:
    """What the endpoint says of an error, in a few words, brackets and a space before; "" where it says nothing."""
    payload = reply.payload or b""
    try:
        text = " ".join(_words(json.loads(payload)))
    except (ValueError, RecursionError):
        text = payload[:2000].decode("utf-8", "replace")
    text = _clean(text, endpoint)
    return f" ({text})" if text else ""


def _words(told: Any) -> list[str]:
    """The sentences of an error, as servers give it. All else is left out: some repeat the request, and with it the article."""
    if isinstance(told, str):
        return [told]
    if isinstance(told, list):
        return [words for part in told[:3] for words in _words(part)]
    return [words for key in ("error", "message", "detail", "msg") for words in _words(told.get(key))] if isinstance(told, dict) else []


def _clean(text: str, endpoint: Endpoint) -> str:
    key = os.environ.get(endpoint.api_key_env or "", "").strip()
    text = text.replace(key, "…") if key else text
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]
