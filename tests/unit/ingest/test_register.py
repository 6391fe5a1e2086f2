"""The register as a file, and addresses as they are compared."""

from __future__ import annotations

import pytest

from pipeline.ingest.addresses import canonical
from pipeline.ingest.redact import rows_of
from pipeline.ingest.register import COLUMNS, EMPTY, Register, RegisterError, Row, parsed, record_key, salted, written

SALT = "0f" * 16


def _row(mark: str, value: str) -> Row:
    return Row("f-1", "article", mark, "", 0, "", SALT, salted(mark, value, SALT), "withdrawn by the outlet", "2025-06-30")


ONE = Register(
    (_row("id", "art_1"), _row("url", canonical("https://post.example/a")), _row("record", record_key("wire", "n1")), _row("text", "ab"))
)


def test_what_is_written_is_read() -> None:
    both = ONE.with_rows(rows_of("Marta Lindqvist", "f-2", SALT, "asked", "2025-06-30"))
    assert parsed(written(both), "x") == both
    assert "Marta" not in written(both)
    assert parsed("", "x") == parsed("# nothing\n\n", "x") == parsed(written(EMPTY), "x") == EMPTY
    assert parsed(written(both).replace("\n", "\r\n"), "x") == both


def test_a_document_is_known_by_any_of_its_marks() -> None:
    assert ONE.forgets("art_1", "post", None)
    assert ONE.forgets("art_2", "post", None, ["http://www.post.example/a/?utm_source=x#top"])
    assert ONE.forgets("art_2", "wire", "n1")
    assert ONE.forgets("art_2", "post", None, (), "ab")
    assert not ONE.forgets("art_2", "post", "n1", ["https://post.example/b", None], "cd")
    assert not EMPTY.forgets("art_1", "post", None)


def test_the_digest_tells_what_is_forgotten_and_no_more() -> None:
    assert EMPTY.digest == ""
    assert Register(ONE.rows[::-1]).digest == ONE.digest
    assert Register(ONE.rows[1:]).digest != ONE.digest
    assert ONE.with_rows(ONE.rows) == ONE


def test_two_salts_are_asked_both() -> None:
    other = "1e" * 16
    joined = Register((*ONE.rows, Row("f-9", "article", "id", "", 0, "", other, salted("id", "art_9", other), "", "2025-06-30")))
    assert joined.forgets("art_1", "x", None)
    assert joined.forgets("art_9", "x", None)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"kind": "artikel"}, "`artikel`"), ({"mark": "name"}, "number of words"), ({"digest": "zz"}, "32 hexadecimal"),
        ({"words": "13"}, "up to 12"), ({"day": "June"}, "2025-06-30"), ({"sieve": "zz"}, "sieve"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_told_with_its_place(cells: dict[str, str], said: str) -> None:
    good = dict(zip(COLUMNS, written(Register(ONE.rows[:1])).splitlines()[3].split("\t"), strict=True))
    text = "\t".join(COLUMNS) + "\n" + "\t".join((good | cells).values())
    with pytest.raises(RegisterError, match=f"forgotten.tsv, line 2: .*{said}"):
        parsed(text, "forgotten.tsv")


def test_another_table_is_no_register() -> None:
    with pytest.raises(RegisterError, match="line 1: the columns are not entry"):
        parsed("kind,name\n", "forgotten.tsv")
    with pytest.raises(RegisterError, match="line 2: 2 cells"):
        parsed("\t".join(COLUMNS) + "\na\tb", "forgotten.tsv")


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/a/%C3%A9t%C3%A9?b=2&a=1", "http://post.example/a/été/?a=1&b=2", "HTTPS://WWW.Post.Example:443/a/./x/../%c3%a9té?a=1&b=2#top",
        " https://post.example/a/été?a=1&utm_medium=mail&b=2&fbclid=x ",
    ],
)  # fmt: skip
def test_one_page_has_one_address(url: str) -> None:
    assert canonical(url) == "//post.example/a/%C3%A9t%C3%A9?a=1&b=2"


@pytest.mark.parametrize(
    ("a", "b"),
    [("https://post.example/a", "https://post.example/A"), ("https://post.example/a?id=1", "https://post.example/a?id=2"),
     ("https://a.example/x", "https://b.example/x"), ("https://post.example:8443/a", "https://post.example/a")],
)  # fmt: skip
def test_other_pages_have_others(a: str, b: str) -> None:
    assert canonical(a) != canonical(b)


@pytest.mark.parametrize("url", ["", "urn:isbn:1", "https://", "http://[::1", "https://post.example:x/", "ftp://post.example/a", "a b"])
def test_what_is_no_address_of_the_web_is_left(url: str) -> None:
    assert canonical(url) == url.strip()
