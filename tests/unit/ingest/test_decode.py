"""Decoding: each encoding of the contract is told from its bytes alone, on long and short text; what is no text is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import IngestError
from pipeline.ingest.decode import decode, storable

FRENCH = [
    "La préfète de la Côte-Nord, Solène Bérard, a annoncé jeudi l’évacuation de trois hameaux près du fleuve.",
    "« Nous n’avons reçu aucune aide », déplore Aurèle Tchikaya, maraîcher à Pointe-Noire depuis l’été dernier.",
    "À Genève, la médiatrice a reçu les deux délégations ; l'accord prévoit un cessez-le-feu dès mercredi.",
    "Élections municipales : le scrutin reporté à une date ultérieure",
    "Un pêcheur secouru au large de Sète",
    "Grève générale à Sfax",
    "Où va l’eau du Nil ?",
    "Son cœur a lâché à 81 ans, a indiqué sa nièce ; les obsèques auront lieu le 3 février à Besançon.",
]
ARABIC = [
    "أعلنت وزارة الري في الخرطوم، مساء الأربعاء، ارتفاع منسوب النيل الأزرق إلى مستوى لم يسجل منذ عشرين عاما.",
    "وقال رئيس البلدية سامي الدرويش: «لم نتلقَّ أي مساعدة حتى الآن»، مضيفاً أن السكان يغادرون منازلهم.",
    "توقيع اتفاق لفتح المعابر بين البلدين",
    "زلزال خفيف يضرب أغادير",
    "هل تعود المياه إلى دجلة؟",
    "غرق مركب قبالة صفاقس",
]
ENGLISH = [
    "The mayor said “we will rebuild” — and left the hall.",
    "Port workers’ union calls off strike",
    "Prices rose 4 per cent… again, officials said. © Harbour Post",
    "The café on Quay Street reopened on Monday, its owner’s third attempt.",
]


@pytest.mark.parametrize("text", FRENCH + ENGLISH)
def test_windows_1252_is_told_from_its_bytes(text: str) -> None:
    payload = text.encode("windows-1252")
    decoded = decode(payload, "a.txt")
    assert decoded.text == text
    assert decoded.encoding == ("utf-8" if payload.isascii() else "windows-1252")


@pytest.mark.parametrize("text", ARABIC)
def test_windows_1256_is_told_from_its_bytes(text: str) -> None:
    decoded = decode(text.encode("windows-1256"), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, "windows-1256")


@pytest.mark.parametrize("words", [1, 2, 3])
@pytest.mark.parametrize(("texts", "codec"), [(FRENCH, "windows-1252"), (ARABIC, "windows-1256")])
def test_short_pieces_of_text_are_told_too(texts: list[str], codec: str, words: int) -> None:
    pieces = []
    for text in texts:
        split = text.split()
        pieces += [" ".join(split[i : i + words]) for i in range(0, len(split) - words + 1, words)]
    pieces = [piece for piece in pieces if sum(char > "\x7f" and char.isalpha() for char in piece) >= 1]
    wrong = []
    for piece in pieces:
        try:
            if decode(piece.encode(codec), "a.txt").text != piece:
                wrong.append(piece)
        except IngestError:
            wrong.append(piece)
    assert len(wrong) <= len(pieces) * (0.08 if words == 1 else 0.04), wrong


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("text", [FRENCH[0], ARABIC[0], "\n".join(ARABIC), ENGLISH[0]])
def test_unicode_with_and_without_mark(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec), "a.txt")
    assert decoded.text == text
    assert decoded.encoding == ("utf-16-le" if codec == "utf-16" else codec)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("iso-8859-6", ARABIC[0].replace("«", "").replace("»", "")),
        ("windows-1251", "Жители посёлка у реки Тобол вернулись домой, сообщила глава района Нина Аверина."),
        ("koi8-r", "Жители посёлка у реки Тобол вернулись домой, сообщила глава района Нина Аверина."),
        ("windows-1250", "Mieszkańcy wsi nad Bugiem wrócili do domów, poinformował wójt Bolesław Święcki."),
        ("windows-1254", "Kıyı köylerinde yaşayanlar evlerine döndü, dedi muhtar Gülşen Karadağ."),
        ("mac-roman", FRENCH[0]),
        ("gb18030", "河边三个村庄的居民星期四已经返回家园，当地负责人说。"),
        ("cp932", "川沿いの三つの村の住民は木曜日に自宅へ戻った、と村長は話した。"),
    ],
)
def test_other_encodings_are_not_taken_for_the_usual_ones(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, codec)


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="windows-1256">', "windows-1256"),
        ("<META http-equiv=Content-Type content='text/html; charset=CP1256'>", "windows-1256"),
        ('<meta charset="iso-8859-1">', "windows-1252"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "windows-1251"),
    ],
)
def test_a_page_may_state_its_encoding(head: str, codec: str) -> None:
    payload = head.encode() + b"<p>\xd1 \xcf</p>"  # too little to tell by itself
    assert decode(payload, "a.html", is_html=True).encoding == codec


def test_bytes_that_are_utf8_outrank_what_a_page_states() -> None:
    page = f'<meta charset="iso-8859-1"><p>{FRENCH[0]}</p>'
    assert decode(page.encode(), "a.html", is_html=True).text == page


def test_a_wrong_statement_does_not_spoil_the_page() -> None:
    page = f'<meta charset="utf-8"><p>{ARABIC[0]}</p>'
    assert decode(page.encode("windows-1256"), "a.html", is_html=True).text == page


def test_a_few_damaged_bytes_cost_as_many_characters() -> None:
    payload = ARABIC[0].encode()
    decoded = decode(payload[:-1] + b"\xff" + payload, "a.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.n_damaged == decoded.text.count("\ufffd") > 0
    assert decoded.text.endswith(ARABIC[0])


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"%PDF-1.7\n", "binary"),
        (b"PK\x03\x04 rest", "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"\xff\xfe" + b"\x00\xd8" * 50, "undecodable"),
        (bytes((0x81, 0x8D, 0xFE, 0x9D, 0xFF, 0x90)) * 40, "undecodable"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(payload: bytes, code: str) -> None:
    with pytest.raises(IngestError) as caught:
        decode(payload, "wire/a.txt")
    assert caught.value.code == code
    assert "wire/a.txt" in caught.value.message
    assert caught.value.hint


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree\n", "a.txt").text == "one\r\ntwo\rthree\n"


def test_what_cannot_be_stored_is_replaced_one_for_one() -> None:
    assert decode(b"a\x00b", "a.txt").text == "a\ufffdb"
    assert decode(b"Two lines of it.\n\x00And no more.\n", "a.txt").text == "Two lines of it.\n\ufffdAnd no more.\n"
    assert storable("x\ud800y\x00") == "x\ufffdy\ufffd"


@given(st.text())
def test_every_text_in_utf8_comes_back_but_for_what_cannot_be_stored(text: str) -> None:
    payload = storable(text).replace("\ufffd", "?").encode()
    try:
        decoded = decode(payload, "a.txt")
    except IngestError as error:
        assert error.code == "binary"  # noqa: PT017 (either outcome is right, each has its own fact)
        assert any(char < " " for char in text)
    else:
        assert decoded.text == payload.decode().removeprefix("\ufeff")


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(payload: bytes) -> None:
    try:
        decoded = decode(payload, "a.txt", is_html=True)
    except IngestError as error:
        assert error.code in {"binary", "undecodable"}  # noqa: PT017
    else:
        decoded.text.encode("utf-8")  # storable
        assert "\x00" not in decoded.text
