"""Rejections: what could not be read, said in three parts (what is wrong, where, what to do).

Here stand the codes of `ingest_errors.error_code` that this room uses, the error that readers raise, and the one
function that turns an exception of any reader into a `Rejection`. Not here: who stores them, and which exit code a
command makes of them.
"""

from __future__ import annotations

import errno
from typing import Literal

from pipeline.ingest.files import ChangedWhileReadError
from pipeline.model import Rejection

Stage = Literal["scan", "decode", "parse", "read"]

# Findings that stand BESIDE a document which was read all the same: something the input states was not taken, or a few
# bytes were lost; or beside a file of records, of which some are no documents. Every other code means: there is no document.
WARNING_CODES: frozenset[str] = frozenset(
    {"bad_metadata", "bad_sidecar", "bad_source", "cut_short", "damaged_text", "no_match", "skipped_records"}
)

# What came of a bound on time or memory: with other bounds, or on another machine, the page may be read.
BOUND_CODES: frozenset[str] = frozenset({"parse_timeout", "parse_memory", "parse_crashed"})

# Somebody wrote to the file while it was read: whatever it holds is read by the next run.
CHANGED_CODE = "changed_while_read"

# What the register touches (`register.py`): a document that is left out, one whose names are blanked. These are no rows of
# `ingest_errors`: they are counted.
FORGOTTEN_CODE, BLANKED_CODE = "forgotten", "blanked"


class IngestError(Exception):
    """A file or record that cannot become a document. `message`: what is wrong and where; `hint`: what to do."""

    def __init__(self, stage: Stage, code: str, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.stage: Stage = stage
        self.code = code
        self.message = message
        self.hint = hint
        self.raw_sha256: str | None = None  # of the bytes that were rejected, where they could be read


def is_warning(rejection: Rejection) -> bool:
    """True where the document itself was read: the rejection tells of a part of its input that was not used."""
    return rejection.error_code in WARNING_CODES


def rejection_for(error: BaseException, uri: str, source_id: str, raw_sha256: str | None = None) -> Rejection:
    """The row of `ingest_errors` for any exception that reading `uri` raised; nothing of a stack trace in it."""
    if isinstance(error, IngestError):
        return Rejection(uri, source_id, error.raw_sha256 or raw_sha256, error.stage, error.code, error.message, error.hint)
    if isinstance(error, ChangedWhileReadError):
        return Rejection(
            uri, source_id, raw_sha256, "read", CHANGED_CODE, f"{uri} was changed while it was read.",
            "The next run reads it. Write files under a name that ends in .part, and rename them when they are whole.",
        )  # fmt: skip
    if isinstance(error, OSError):
        message, hint = _os_error(error, uri)
        return Rejection(uri, source_id, raw_sha256, "read", "unreadable", message, hint)
    if isinstance(error, (RecursionError, MemoryError)):
        return Rejection(
            uri, source_id, raw_sha256, "parse", "too_complex",
            f"{uri} is nested too deeply or is too large to be parsed ({type(error).__name__}).",
            "Look at the file: a page like this is broken or hostile; save the article as .txt to have it read.",
        )  # fmt: skip
    return Rejection(
        uri, source_id, raw_sha256, "read", "internal_error",
        f"Reading {uri} failed: {type(error).__name__}: {_one_line(str(error))}.",
        "This is an error of the reader, not of the file: please report it together with the file.",
    )  # fmt: skip


def warning(uri: str, source_id: str, raw_sha256: str | None, code: str, message: str, hint: str) -> Rejection:
    """A finding beside a document that was read all the same."""
    return Rejection(uri, source_id, raw_sha256, "read", code, message, hint)


def _os_error(error: OSError, uri: str) -> tuple[str, str]:
    if error.errno in (errno.EACCES, errno.EPERM):
        return (f"{uri} may not be read by this user.", "Give read permission (chmod u+r), or move it out of raw/.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return (f"{uri} was gone when it was to be read.", "Nothing, if you removed it; otherwise run again.")
    reason = error.strerror or type(error).__name__
    return (f"{uri} could not be read: {reason}.", "Check the disk and the file's permissions, then run again.")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
