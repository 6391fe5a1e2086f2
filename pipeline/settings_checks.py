"""What is wrong with a setting: places that are in each other's way; the address of a webhook, of a mail server, of people.

The functions give a problem as a sentence, or None; `settings` says where the value comes from.
The address of a webhook is often all that is needed to write to somebody's channel: it is shown without its path.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

URL: Literal["url"] = "url"
ADDRESSES: Literal["addresses"] = "addresses"
HOST: Literal["host"] = "host"
MASTER: Literal["master"] = "master"
TEXTS = (URL, ADDRESSES, HOST, MASTER)
_LONGEST = 2000
_ADDRESS = re.compile(r"[^@\s<>,;\"()\\]{1,64}@[A-Za-z0-9.\-\[\]:]{1,255}")
_MASTER = re.compile(
    r"local(\[[0-9*, ]{1,20}\])?|yarn|k8s://\S{1,300}|spark://[A-Za-z0-9.\-:_\[\]]{1,253}:[0-9]{1,5}(,[A-Za-z0-9.\-:_\[\]]{1,253}:[0-9]{1,5})*"
)
_HOST = re.compile(r"[A-Za-z0-9.\-:_]{1,253}")


def problem_of(kind: str, value: object) -> str | None:
    """Why the value cannot be used, and what to write instead; None where it can. An empty one is none at all."""
    if not isinstance(value, str) or len(value) > _LONGEST or any(ord(char) < 32 for char in value):
        return "not a line of text. Write one between quotation marks"
    text = value.strip()
    if not text:
        return None
    if kind == URL:
        return _url_problem(text)
    if kind == ADDRESSES:
        wrong = [part for part in addresses(text) if not _ADDRESS.fullmatch(part)]
        return "not the address of a mailbox. Write one such as desk@paper.example; commas between several" if wrong else None
    if kind == MASTER:
        return None if _MASTER.fullmatch(text) else "not the address of a Spark master. Write spark://host:7077, or local[*]: this machine"
    return None if _HOST.fullmatch(text) else "not the name of a host. Write one such as mail.paper.example"


def _url_problem(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or not text.isascii() or " " in text:
        return "not the address of a web page. Write one such as https://chat.paper.example/hooks/abc"
    if parts.username or parts.password:
        return "an address with a name or password in it, which is not sent. Leave that out"
    return None


def addresses(text: str) -> list[str]:
    """The addresses of a list with commas between."""
    return [part.strip() for part in text.split(",") if part.strip()]


def shown_text(kind: str, value: object) -> str:
    """The value as `dateline config`, messages and logs may show it."""
    if kind != URL or not value:
        return str(value)
    try:
        parts = urlsplit(str(value))
        place = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return "…"
    return f"{parts.scheme}://{place}/…" if parts.scheme and place else "…"


def mail_problem(texts: Mapping[str, str]) -> str | None:
    """Mail needs a server, a sender and a recipient: what is missing where one of them is given."""
    keys = ("notify_mail_to", "notify_mail_from", "smtp_host")
    missing = [key for key in keys if not texts[key]]
    if not texts["notify_mail_to"] or not missing:
        return None
    return f"Mail is to be sent (`notify_mail_to`), but `{missing[0]}` is not set. Set {', '.join(f'`{key}`' for key in keys)} together."


def place_problem(paths: Mapping[str, Path], where: Mapping[str, str]) -> str | None:
    """State and result must not lie in raw/, which the pipeline never writes to, nor one setting in another's place. `where`: what
    set each. None where all is well."""
    raw = paths["raw"]
    for key in ("home", "warehouse"):
        if paths[key] == raw or raw in paths[key].parents:
            return (
                f"`{key}` lies in the raw folder, which is never written to: {paths[key]} ({where[key]}; raw is {raw}, "
                f"{where['raw']}). Choose a place outside of it."
            )
    if paths["overrides"] == raw or raw in paths["overrides"].parents:
        return (
            f"`overrides` lies in the raw folder, whose files are read as articles: {paths['overrides']} ({where['overrides']}; raw is "
            f"{raw}, {where['raw']}). Choose a place outside of it."
        )
    if paths["warehouse"].is_dir():
        return (
            f"`warehouse` is a folder: {paths['warehouse']} ({where['warehouse']}). "
            "Name the file to publish to, such as warehouse.duckdb in it."
        )
    if paths["home"].is_file():
        return f"`home` is a file: {paths['home']} ({where['home']}). Name a folder for what runs leave behind."
    return None
