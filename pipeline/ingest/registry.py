"""Registry: which suffix is read by which reader, and what is told of the others.

To add a format, write a module with `read(stream, origin)` and name its suffix here. Readers are imported when the
first file of their kind comes, so that a scan of an unchanged folder loads no parser.
"""

from __future__ import annotations

from types import MappingProxyType

from pipeline.ingest.layout import PLAIN, Layout
from pipeline.ingest.origin import Reader

_DELIMITED = frozenset({".csv", ".tsv", ".csv.gz", ".tsv.gz"})
_CRAWLS = frozenset({".warc", ".warc.gz"})
# Files of records that may name their outlet.
RECORDS: frozenset[str] = frozenset({".jsonl", ".jsonl.gz", ".parquet"}) | _DELIMITED
READABLE: frozenset[str] = frozenset({".txt", ".html", ".htm"}) | RECORDS | _CRAWLS

# What lies beside saved pages and in folders that people share: left alone, with the reason.
NOT_DOCUMENTS = MappingProxyType(
    dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp"), "a picture")
    | dict.fromkeys((".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot"), "a part of a saved page")
    | dict.fromkeys((".mp3", ".mp4", ".webm", ".ogg", ".wav", ".m3u8"), "sound or film")
    | dict.fromkeys((".md", ".toml", ".sha256", ".md5", ".sig", ".log", ".py", ".sh", ".bak", ".tmp"), "no document")
    | dict.fromkeys((".db", ".ini"), "a file of the operating system")
)
_CONVERTIBLE = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub"})
_ARCHIVES = frozenset({".zip", ".tar", ".tgz", ".gz", ".7z", ".rar", ".bz2", ".xz", ".zst"})
_SIMPLE = frozenset({".txt", ".html", ".htm", ".jsonl"})  # told at once
_DOUBLE = (".jsonl.gz", ".csv.gz", ".tsv.gz", ".warc.gz")
_FORMATS = ".txt, .html, .htm, .jsonl, .csv, .tsv, .parquet and .warc, those but .parquet and the first three also with .gz"


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
    if suffix in _CONVERTIBLE:
        return ("unsupported_format", f"Save its text as .txt or .html. Read are {_FORMATS}.")
    if suffix in _ARCHIVES:
        return ("unsupported_format", f"Unpack it into raw/. Read are {_FORMATS}.")
    return ("unknown_format", f"Rename it if it is one of {_FORMATS}; otherwise move it out of raw/.")


def is_split(name: str, layout: Layout) -> bool:
    """Whether a file holds many articles, by its name and what its source.toml says."""
    return layout.split is not None and suffix_of(name) in (".txt", ".html", ".htm") and layout.split.covers(name)


def reader_for(name: str, layout: Layout = PLAIN) -> Reader | None:
    """The reader for a file name (without folders), or None where no reader takes its suffix."""
    suffix = suffix_of(name)
    if is_split(name, layout):
        from pipeline.ingest import parts  # noqa: PLC0415 (see the module's docstring)

        return parts.read
    if suffix == ".txt":
        from pipeline.ingest import text  # noqa: PLC0415

        return text.read
    if suffix in (".html", ".htm"):
        from pipeline.ingest import html  # noqa: PLC0415

        return html.read
    if suffix in (".jsonl", ".jsonl.gz"):
        from pipeline.ingest import jsonl  # noqa: PLC0415

        return jsonl.read
    if suffix in _DELIMITED:
        from pipeline.ingest import tables  # noqa: PLC0415

        return tables.read
    if suffix == ".parquet":
        from pipeline.ingest import columnar  # noqa: PLC0415

        return columnar.read
    if suffix in _CRAWLS:
        from pipeline.ingest import warc  # noqa: PLC0415

        return warc.read
    return None
