"""Decoding: bytes to text and the name of the codec, or a reason why the bytes are no text.

The order: byte order mark; UTF-16 and UTF-32 without one, by where the NUL bytes stand; UTF-8, which other text
satisfies by chance next to never; the encoding that an HTML page states; the shape of words under each legacy encoding
(`legacy.py`). The text is kept exactly as decoded: no newline is changed, `\\r` stays. Only two things cannot be stored
anywhere and are replaced one for one by U+FFFD: NUL and lone surrogates (the HTML standard does the same to NUL).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.ingest import legacy
from pipeline.ingest.rejections import IngestError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"), (b"PK\x03\x04", "a zip archive or office document"), (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG\r\n", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an office document"), (b"BZh", "bzip2-compressed"), (b"\xfd7zXZ", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!\x1a", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"), (b"PAR1", "a Parquet file"), (b"\x7fELF", "a program"),
)  # fmt: skip
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_MAX_CONTROL_SHARE = 0.02
_MARKS = frozenset("«»“”‘’„–—…•·،؛؟。，、：；！？（）《》「」【】")
_SAID = 160  # characters of what a library says
_SAMPLE = 200_000  # bytes looked at to tell an encoding; the decision is then applied to all
_SURROGATES = re.compile("[\ud800-\udfff]")
_META_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{2,40})""",
                           re.IGNORECASE)  # fmt: skip
# Labels that browsers read as the Windows superset (WHATWG Encoding Standard, names and labels).
_LABELS = {
    "ascii": "windows-1252", "us-ascii": "windows-1252", "iso-8859-1": "windows-1252", "latin1": "windows-1252",
    "iso8859-1": "windows-1252", "latin-1": "windows-1252", "x-cp1252": "windows-1252", "cp1252": "windows-1252",
    "cp1256": "windows-1256", "x-cp1256": "windows-1256", "iso-8859-9": "windows-1254", "cp1251": "windows-1251",
    "x-cp1251": "windows-1251", "cp1250": "windows-1250", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as its bytes say it. `n_damaged`: characters U+FFFD that stand for bytes the codec does not know."""

    text: str
    encoding: str  # IANA name in lower case: utf-8, utf-8-sig, utf-16-le, windows-1252, windows-1256 …
    n_damaged: int = 0


def decode(payload: bytes, uri: str, *, is_html: bool = False, charset: str | None = None) -> Decoded:
    """Decode a whole payload. Raises IngestError: `binary` or `undecodable`; an empty payload is an empty text.

    `uri` names the payload in messages. `is_html` lets the page's own statement of its encoding count; `charset`, the label that came with
    it over HTTP, counts before that.
    """
    for mark, marked in _BOMS:
        if payload.startswith(mark):
            return _strictly(payload[len(mark) :], marked, uri)
    for magic, kind in _MAGIC:
        if payload.startswith(magic):
            raise IngestError("decode", "binary", f"{uri} is {kind}, not text.",
                              "Unpack or convert it to .txt, .html or .jsonl, or move it out of raw/.")  # fmt: skip
    sample = payload[:_SAMPLE]
    n_control = len(sample) - len(sample.translate(None, _CONTROL))
    is_text = n_control <= max(1, _MAX_CONTROL_SHARE * len(sample))
    declared = (_codec_of(charset) if charset else None) or (_declared(payload) if is_html else None)
    if is_text and declared is not None and declared.startswith("iso-2022"):  # seven-bit: it would pass as UTF-8
        return _strictly(payload, declared, uri)
    if is_text:  # Arabic in UTF-16 is valid UTF-8 as well, but half of it would be control codes
        try:
            return Decoded(storable(payload.decode("utf-8")), "utf-8")
        except UnicodeDecodeError:
            pass
    if b"\x00" in payload and (wide := _wide_codec(payload)) is not None:
        return _strictly(payload, wide, uri)
    if not is_text:
        raise IngestError(
            "decode",
            "binary",
            f"{uri} is no text: {n_control} of its first {len(sample)} bytes are control codes.",
            "Convert it to .txt, .html or .jsonl, or move it out of raw/.",
        )
    if (damaged := _damaged_utf8(payload)) is not None:
        return damaged
    if declared is not None:
        try:
            return Decoded(storable(payload.decode(declared)), declared)
        except UnicodeDecodeError:
            pass  # what a page states is often wrong: let its words tell
    codec = legacy.detect(payload[:_SAMPLE])
    if codec is None:
        raise IngestError("decode", "undecodable", f"{uri} is in no encoding that makes words of it.",
                          "Convert it to UTF-8 (iconv -f … -t UTF-8) and put it back.")  # fmt: skip
    text = payload.decode(codec, "replace")
    return Decoded(storable(text), codec, text.count("\ufffd"))


def storable(text: str) -> str:
    """`text` with NUL and lone surrogates, which neither UTF-8 nor a database can hold, replaced by U+FFFD each."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    return _SURROGATES.sub("\ufffd", text) if not text.isascii() else text


def said_of(error: BaseException) -> str:
    """What an error of a library says, on one line, to stand within a sentence."""
    return storable(" ".join(str(error).split())[:_SAID]).rstrip(".") or type(error).__name__


def _strictly(payload: bytes, codec: str, uri: str) -> Decoded:
    """Decode with a codec that the payload itself names; a few wrong bytes cost as many characters, many the text."""
    text = payload.decode(codec, "replace")
    n_damaged = 0
    if "\ufffd" in text:
        try:
            payload.decode(codec)
        except UnicodeDecodeError as error:
            n_damaged = text.count("\ufffd")
            if n_damaged * 50 > len(text):
                raise IngestError("decode", "undecodable",
                                  f"{uri} says it is {codec}, but {n_damaged} of its {len(text)} characters are not; "
                                  f"the first is at byte {error.start}.",
                                  "Fetch it again, or convert it to UTF-8 (iconv -f … -t UTF-8).") from None  # fmt: skip
    return Decoded(storable(text), codec, n_damaged)


def _wide_codec(payload: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: the zero halves of ASCII spaces, digits and newlines stand all on one side."""
    sample = payload[: _SAMPLE - _SAMPLE % 4]
    for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        width = 4 if "32" in codec else 2
        whole = sample[: len(sample) - len(sample) % width]
        if len(payload) % width > 0 and len(payload) < _SAMPLE:
            continue
        try:
            text = codecs.getincrementaldecoder(codec)().decode(whole)
        except UnicodeDecodeError:
            continue
        if text and _plausible(text):
            return codec
    return None


def _plausible(text: str) -> bool:
    """Text of a few scripts with ordinary spacing; bytes read at the wrong width or order are neither."""
    n_plain = sum(char.isalnum() or char.isspace() or char in _MARKS or 0x20 < ord(char) < 0x7F for char in text)
    blocks: dict[int, int] = {}
    for char in text:
        if char.isalpha():
            # CJK fills many blocks: one key for all of them, which ASCII at the wrong order falls into as well
            key = ord(char) >> 8 if ord(char) < 0x2E80 else 0x2E80
            blocks[key] = blocks.get(key, 0) + 1
    main_blocks = sum(sorted(blocks.values(), reverse=True)[:3])
    n_ascii_space = sum(text.count(space) for space in " \n\r\t")
    return n_plain >= 0.85 * len(text) and main_blocks >= 0.8 * sum(blocks.values()) and n_ascii_space > 0


def _declared(payload: bytes) -> str | None:
    """The encoding that a page states in its first 4096 bytes, as the codec a browser would take."""
    match = _META_CHARSET.search(payload[:4096])
    return None if match is None else _codec_of(match[1].decode("ascii"))


def _codec_of(label: str) -> str | None:
    """The codec that a browser takes for a label; None where it is no encoding, or one that would have been told without."""
    label = label.strip().lower()
    try:
        codec = codecs.lookup(_LABELS.get(label, label))
        "".encode(codec.name)  # refuses codecs that make bytes of bytes
    except (LookupError, ValueError):
        return None
    if codec.name.startswith(("utf", "unicode", "raw", "idna", "punycode", "mbcs", "oem")):
        return None  # were it UTF-8, it would have decoded; the others are no encodings of pages
    return _LABELS.get(label, label)


def _damaged_utf8(payload: bytes) -> Decoded | None:
    """UTF-8 with a few wrong bytes (a cut in the middle of a character, one pasted byte), else None."""
    text = payload.decode("utf-8", "replace")
    n_damaged = text.count("\ufffd")
    n_good = sum(1 for char in text if ord(char) > 127) - n_damaged
    if n_good >= 10 * n_damaged or (n_good >= 2 and n_damaged == 1 and text.endswith("\ufffd")):
        return Decoded(storable(text), "utf-8", n_damaged)
    return None
