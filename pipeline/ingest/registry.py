"""Registry: which suffix is read by which reader, and what is told of the others.

To add a format, write a module with `read(stream, origin)` and name its suffix here. Readers are imported when the
first file of their kind comes, so that a scan of an unchanged folder loads no parser.
"""

from __future__ import annotations

from types import MappingProxyType

from pipeline.ingest.origin import Reader

READABLE: frozenset[str] = frozenset({".txt", ".html", ".htm", ".jsonl", ".jsonl.gz"})

# What lies beside saved pages and in folders that people share: left alone, with the reason.
NOT_DOCUMENTS = MappingProxyType(
    dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp"), "a picture")
    | dict.fromkeys((".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot"), "a part of a saved page")
    | dict.fromkeys((".mp3", ".mp4", ".webm", ".ogg", ".wav", ".m3u8"), "sound or film")
    | dict.fromkeys((".md", ".toml", ".sha256", ".md5", ".sig", ".log", ".py", ".sh", ".bak", ".tmp"), "no document")
    | dict.fromkeys((".db", ".ini"), "a file of the operating system")
)
_PLANNED = frozenset({".csv", ".tsv", ".parquet", ".warc", ".warc.gz"})
_CONVERTIBLE = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub"})
_ARCHIVES = frozenset({".zip", ".tar", ".tgz", ".gz", ".7z", ".rar", ".bz2", ".xz", ".zst"})
_SIMPLE = frozenset({".txt", ".html", ".htm", ".jsonl"})  # told at once
_DOUBLE = (".jsonl.gz", ".warc.gz")
_FORMATS = ".txt, .html, .htm, .jsonl and .jsonl.gz"


def suffix_of(name: str) -> str:
    """The suffix that decides the reader, in lower case: `.txt`, `.jsonl.gz`, or `` where there is none."""
    dot = name.rfind(".")
    if dot > 0 and (suffix := name[dot:]) in _SIMPLE:
        return suffix
    lowered = name.lower()
    for double in _DOUBLE:
        if lowered.endswith(double):
            return double
    dot = lowered.rfind(".")
    return lowered[dot:] if dot > 0 else ""


def unreadable_hint(suffix: str) -> tuple[str, str]:
    """(error code, what to do) for a suffix that no reader takes."""
    if suffix in _PLANNED:
        return ("unsupported_format", f"This format is not read yet: convert it to .jsonl. Read are {_FORMATS}.")
    if suffix in _CONVERTIBLE:
        return ("unsupported_format", f"Save its text as .txt or .html. Read are {_FORMATS}.")
    if suffix in _ARCHIVES:
        return ("unsupported_format", f"Unpack it into raw/. Read are {_FORMATS}.")
    return ("unknown_format", f"Rename it if it is one of {_FORMATS}; otherwise move it out of raw/.")


def reader_for(name: str) -> Reader | None:
    """The reader for a file name, or None where no reader takes its suffix."""
    suffix = suffix_of(name)
    if suffix == ".txt":
        from pipeline.ingest import text  # noqa: PLC0415 (see the module's docstring)

        return text.read
    if suffix in (".html", ".htm"):
        from pipeline.ingest import html  # noqa: PLC0415

        return html.read
    if suffix in (".jsonl", ".jsonl.gz"):
        from pipeline.ingest import jsonl  # noqa: PLC0415

        return jsonl.read
    return None
