"""Every phrase of chrome matches its example and not its counter-example; phrases of prose stay prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.clean.bylines import byline_of
from pipeline.clean.captions import is_caption
from pipeline.clean.chrome import chrome_of
from pipeline.clean.credits import is_credit
from pipeline.clean.stamps import stamp_of
from pipeline.clean.words import words_of
from pipeline.languages import Pack, holding

PROSE = [line.split("\t") for line in Path(__file__).with_name("test_chrome_prose.tsv").read_text(encoding="utf-8").split("\n")[2:] if line]


def test_no_row_stands_twice() -> None:
    for lang in [*holding("chrome"), "shared"]:
        rows = [(row["match"], words_of(row["phrase"]).all) for row in Pack(lang).table("chrome")]
        assert len(set(rows)) == len(rows), [row for row in rows if rows.count(row) > 1]


@pytest.mark.parametrize(("lang", "text"), PROSE)
def test_prose_is_no_chrome(lang: str, text: str) -> None:
    assert chrome_of(text) is None
    assert stamp_of(text, 1, lang) is None
    assert byline_of(text) is None
    assert not is_credit(text)
    assert not is_caption(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Share Tweet Email", "share"),
        ("3 commentaires", "comment"),
        ("Source : Agence Lagune", "credit"),
        ("READ MORE: The ferry is back", "related_headline"),
        ("اقرأ أيضا: عودة العبّارة", "related_headline"),
        ("ShareTweetPrint", "share"),
        ("FacebookYouTubeLinkedIn", "share"),
        ("Write to Ana Mora at ana.mora@islandobserver.example", "notice"),
        ("© 2023 Island Observer. All rights reserved.", "notice"),
        ("مشاركة: فيسبوك تويتر", "share"),
        ("3 min read", "date_stamp"),
        ("1,234 views", "share"),
        ("12 Comments", "comment"),
        ("#harbour #ferry #PortLouis", "navigation"),
        ("Tags: harbour, ferry, Port Louis", "navigation"),
        ("Home > World > Africa > Mauritius", "navigation"),
        ("Inicio / Mundo / África / Mauricio", "navigation"),
        ("News | Sport | Opinion | Culture", "navigation"),
        ("— Ana Mora (@anamora) November 19, 2024", "share"),
        ("A post shared by Ana Mora (@ana.mora)", "share"),
        ("newsroom@islandobserver.example", "notice"),
        ("(Reporting by Ana Mora; Editing by Joe Bell)", "credit"),
        ("Editor's note: The name of the ferry was changed.", "notice"),
        ("Subscribe to our newsletter and never miss a story", "notice"),
        ("Subscribers only", "notice"),
        ("Das Boot liegt im Hafen. Foto: Ana Mora/dpa", "caption"),
        ("Лодка в гавани. Фото: Анна Мора/ТАСС", "caption"),
        ("小船停在港口。摄影：李四", "caption"),
        ("Teilen Drucken Merken", "share"),
        ("Lesen Sie auch: Die Fähre fährt wieder", "related_headline"),
        ("Lesezeit: 3 Minuten", "date_stamp"),
        ("Mit Material von dpa und AFP", "credit"),
        ("Lea también: Vuelve el transbordador", "related_headline"),
        ("Fuente: Agencia Laguna", "credit"),
        ("Continua após a publicidade", "advert"),
        ("Riproduzione riservata © Osservatore dell'Isola", "notice"),
        ("Artikel gaat verder onder advertentie", "advert"),
        ("Czytaj też: Prom wraca na trasę", "related_headline"),
        ("Читайте также: Паром вернулся", "related_headline"),
        ("Джерело: Агентство Лагуна", "credit"),
        ("Διαβάστε επίσης: Το πλοίο επέστρεψε", "related_headline"),
        ("İlgili Haberler", "related_headline"),
        ("Sdílet na Facebooku", "share"),
        ("Citește și: Feribotul s-a întors", "related_headline"),
        ("Kapcsolódó cikkek", "related_headline"),
        ("Artikeln fortsätter efter annonsen", "advert"),
        ("Les også: Ferjen er tilbake", "related_headline"),
        ("Læs også: Færgen er tilbage", "related_headline"),
        ("Lue myös: Lautta palasi", "related_headline"),
        ("Baca juga: Feri kembali berlayar", "related_headline"),
        ("Tin liên quan", "related_headline"),
        ("相关阅读：渡轮恢复通航", "related_headline"),
        ("分享到微信", "share"),
        ("責任編輯：李四", "credit"),
        ("関連記事", "related_headline"),
        ("無断転載を禁じます", "notice"),
        ("저작권자 © 섬일보, 무단전재 및 재배포 금지", "notice"),
        ("관련기사", "related_headline"),
        ("ข่าวที่เกี่ยวข้อง", "related_headline"),
        ("यह भी पढ़ें: नौका लौट आई", "related_headline"),
        ("بیشتر بخوانید: کشتی بازگشت", "related_headline"),
        ("קראו גם: המעבורת חזרה", "related_headline"),
    ],
)
def test_roles(text: str, role: str) -> None:
    found = chrome_of(text)
    assert found is not None
    assert found.role == role


def test_words_made_before_give_the_same_phrase() -> None:
    for text in ("READ MORE: The ferry is back", "12 Comments", "相关阅读：渡轮恢复通航", "The ferry sank on Tuesday in a calm sea."):
        assert chrome_of(text, words_of(text)) == chrome_of(text)


def test_a_chain_is_of_one_language_and_kind() -> None:
    assert chrome_of("Teilen Drucken Merken") is not None
    assert chrome_of("Teilen Imprimir Stampa") is None
    assert chrome_of("Google Home") is None
    assert chrome_of("1920 x 1080") is None


def test_long_lines_are_no_phrases() -> None:
    assert chrome_of("Read also: " + "the ferry is back, " * 20) is None


def test_a_writer_with_an_address_is_no_contact() -> None:
    assert chrome_of("홍길동 기자 hong@islandilbo.example") is None


def test_what_a_phrase_says() -> None:
    for line, said in (("相关阅读：渡轮恢复通航", "相关阅读"), ("READ MORE: The ferry is back", "read more")):
        found = chrome_of(line)
        assert found is not None
        assert found.text == said
