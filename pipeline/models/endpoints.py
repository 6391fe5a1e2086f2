"""An endpoint that speaks the OpenAI protocol, as the user named it: checked values, no contact. Pure.

    [[models.quotes]]
    backend = "openai"
    url = "http://127.0.0.1:8000/v1"  # chat/completions is asked for below it
    model = "qwen2.5-7b-instruct"     # as the endpoint calls it
    api_key_env = "DESK_KEY"          # the NAME of the environment variable that holds the key; else none is sent
    timeout = 60                      # seconds for one answer
    retries = 3                       # when the endpoint is busy (429) or fails (5xx)
    max_tokens = 2048                 # of one answer
    window = 6000                     # characters of an article that are asked about at once
    seed = 0

What an answer depends on (`Endpoint.identity`) is part of the version of what comes of it; where the endpoint stands is not. The key is
in none of these values: it is read when a question is asked, and goes nowhere but into its header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pipeline.models import cells
from pipeline.models.spans import ModelError

KEYS = ("url", "model", "api_key_env", "timeout", "retries", "max_tokens", "window", "seed")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_EXAMPLE = "http://127.0.0.1:8000/v1"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """See the module. `url` has no slash at its end, no password, no query."""

    url: str
    model: str
    api_key_env: str | None
    timeout: int
    retries: int
    max_tokens: int
    window: int
    seed: int

    @property
    def identity(self) -> tuple[object, ...]:
        """What its answers depend on."""
        return (self.model, self.max_tokens, self.window, self.seed)

    @property
    def shown(self) -> str:
        """For `dateline config` and messages."""
        key = f", key in {self.api_key_env}" if self.api_key_env else ""
        return f"{self.model} at {self.url}{key}"


def read_endpoint(table: Mapping[str, Any], where: str) -> Endpoint:
    """The endpoint in a table of a model. Raises ModelError."""
    url, model, key = cells.text(table, "url", where), cells.text(table, "model", where), cells.text(table, "api_key_env", where)
    if url is None or model is None:
        raise ModelError(f'An endpoint has `url` and `model`, {where}. Write both, such as url = "{_EXAMPLE}".')
    if key is not None and not _VARIABLE.fullmatch(key):
        # What was written may be the key itself: it is not repeated.
        raise ModelError(
            f"`api_key_env` is not the name of an environment variable, {where}. Put the key into a variable and write its name, "
            "such as DESK_KEY."
        )
    return Endpoint(
        url=_url(url, where),
        model=model,
        api_key_env=key,
        timeout=cells.count(table, "timeout", 60, (1, 3600), where),
        retries=cells.count(table, "retries", 3, (0, 10), where),
        max_tokens=cells.count(table, "max_tokens", 2048, (64, 65_536), where),
        window=cells.count(table, "window", 6000, (500, 200_000), where),
        seed=cells.count(table, "seed", 0, (0, 2**31 - 1), where),
    )


def _url(text: str, where: str) -> str:
    try:
        parts: SplitResult | None = urlsplit(text)
        assert parts is not None
        is_good = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and text.isascii()
            and text.isprintable()
            and " " not in text
        )
    except ValueError:
        parts, is_good = None, False
    if parts is not None and "@" in parts.netloc:
        raise ModelError(f"`url` holds a user or a password, {where}. Put the key into an environment variable and name it: api_key_env.")
    if parts is None or not is_good or parts.query or parts.fragment:
        raise ModelError(f"`url` is {text!r:.120}, not the address of an endpoint, {where}. Write one such as {_EXAMPLE}.")
    return text.rstrip("/").removesuffix("/chat/completions")
