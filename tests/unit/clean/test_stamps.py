"""Date stamps, bylines, credits and captions of many languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.bylines import byline_of
from pipeline.clean.captions import is_caption
from pipeline.clean.chrome import chrome_of
from pipeline.clean.credits import credited, is_credit
from pipeline.clean.language import identify
from pipeline.clean.stamps import stamp_of
from pipeline.clean.words import MAX, NONE, WHOLE, end_of, words_of

DAY = date(2024, 11, 19)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Published 10:32 AM ET, Tue November 19, 2024"),
        ("en", "Ana Mora | November 19, 2024"),
        ("fr", "Publié le 19/11/2024 à 10h32"),
        ("ar", "آخر تحديث: 19 نوفمبر 2024 - 10:32"),
        ("de", "19. November 2024, 14:03 Uhr"),
        ("de", "Aktualisiert am 19.11.2024"),
        ("es", "19 de noviembre de 2024 - 10:32"),
        ("pt", "19/11/2024 às 10h32"),
        ("it", "Pubblicato il 19 novembre 2024 alle 10:32"),
        ("nl", "19 november 2024 om 10:32"),
        ("pl", "Data publikacji: 19 listopada 2024, 10:32"),
        ("ru", "19 ноября 2024 в 10:32"),
        ("uk", "Оновлено: 19 листопада 2024, 10:32"),
        ("el", "Τελευταία ενημέρωση: 19 Νοεμβρίου 2024, 10:32"),
        ("tr", "Giriş: 19 Kasım 2024, 10:32"),
        ("cs", "Publikováno 19. listopadu 2024 10:32"),
        ("ro", "Publicat la 19 noiembrie 2024, 10:32"),
        ("hu", "2024. november 19. 10:32"),
        ("sv", "Publicerad 19 november 2024 kl 10.32"),
        ("no", "Publisert 19.11.2024, kl. 10:32"),
        ("da", "19. nov. 2024 kl. 10.32"),
        ("fi", "19.11.2024 klo 10.32"),
        ("id", "Selasa, 19 November 2024 10:32 WIB"),
        ("vi", "Thứ ba, 19/11/2024, 10:32 (GMT+7)"),
        ("hi", "19 नवंबर 2024, 10:32 बजे"),
        ("zh", "发布时间：2024年11月19日 10:32"),
        ("ja", "2024年11月19日 10時32分 更新"),
        ("ko", "입력 2024. 11. 19. 오전 10:32"),
    ],
)
def test_stamps_name_the_day(lang: str, text: str) -> None:
    stamp = stamp_of(text, 7, lang)
    assert stamp is not None
    assert stamp_of(text, 7, lang, words_of(text)) == stamp
    assert stamp.line_no == 7
    assert [(e.year, e.month, e.day) for e in stamp.expressions] == [(DAY.year, DAY.month, DAY.day)]
    for expression in stamp.expressions:
        assert 0 <= expression.start < expression.end <= len(text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "3 hours ago"), ("fr", "il y a 3 heures"), ("de", "vor 5 Stunden"), ("pt", "há 2 horas"), ("es", "hace 3 horas"),
        ("it", "3 ore fa"), ("nl", "3 uur geleden"), ("pl", "2 godziny temu"), ("ru", "2 часа назад"), ("uk", "2 години тому"),
        ("tr", "3 saat önce"), ("el", "πριν 3 ώρες"), ("ja", "3時間前"), ("zh", "3小时前"), ("he", "לפני 3 שעות"), ("ar", "منذ 3 ساعات"),
        ("fi", "3 tuntia sitten"), ("sv", "3 timmar sedan"), ("fa", "۱۴۰۳/۰۸/۲۹ - ۱۰:۳۲"),
        ("fa", "۲۹ آبان ۱۴۰۳"), ("th", "19 พ.ย. 2567 10:32 น."),
        ("he", "19 בנובמבר 2024, 10:32"),
    ],
)  # fmt: skip
def test_stamps_without_a_day(lang: str, text: str) -> None:
    stamp = stamp_of(text, 1, lang)
    assert stamp is not None
    assert all(e.day is None for e in stamp.expressions)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "3 killed in strike on 4 April"), ("en", "1.15"), ("en", "March 2022"), ("en", "2019"), ("en", "Tuesday"),
        ("en", "Last week"),
        ("de", "Vor 5 Jahren begann der Bau"), ("es", "El 19 de noviembre se votará la ley en el puerto"), ("zh", "3人死亡"),
        ("en", "At 10:32 the bell rang"), ("fr", "Le 4 avril 2019, la loi fut votée au port"), ("ru", "В 2024 году мост закрыли"),
    ],
)  # fmt: skip
def test_lines_that_only_hold_a_date(lang: str, text: str) -> None:
    assert stamp_of(text, 1, lang) is None
    assert stamp_of(text, 1, lang, words_of(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Ana Mora", "Ana Mora"), ("Par Anne Morel", "Anne Morel"), ("بقلم أحمد سالم", "أحمد سالم"),
        ("Von Anna Berg", "Anna Berg"),
        ("Por Ana Mora", "Ana Mora"), ("di Anna Mori", "Anna Mori"), ("Door Anna de Boer", "Anna de Boer"),
        ("Autor: Anna Nowak", "Anna Nowak"),
        ("Автор: Анна Морозова", "Анна Морозова"), ("Автор: Ганна Мороз", "Ганна Мороз"), ("Της Άννας Μώρου", "Άννας Μώρου"),
        ("Av Anna Berg", "Anna Berg"), ("Af Anna Berg", "Anna Berg"), ("Oleh Ana Mora", "Ana Mora"), ("Yazar: Ayşe Deniz", "Ayşe Deniz"),
        ("记者 李四", "李四"), ("本报记者李四", "李四"), ("文/李四", "李四"), ("山田花子 記者", "山田花子"), ("홍길동 기자", "홍길동"),
        ("홍길동 기자 hong@islandilbo.example", "홍길동"), ("Jana Nová, zpravodajka", None), ("Jan Nový, zpravodaj", "Jan Nový"),
        ("מאת: דנה לוי", "דנה לוי"), ("نویسنده: سارا کریمی", "سارا کریمی"),
    ],
)  # fmt: skip
def test_bylines(text: str, name: str | None) -> None:
    assert byline_of(text) == name
    assert byline_of(text, words_of(text)) == name


@pytest.mark.parametrize(
    "text", ["Von der Leyen", "Di Maio", "By the sea", "Por la tarde", "文明の起源", "记者调查", "De Standaard", "Av landet"]
)
def test_no_bylines(text: str) -> None:
    assert byline_of(text) is None


def test_credits() -> None:
    assert is_credit("Mit Material von Lagune-Agentur")
    assert is_credit("Redacción y Agencias")
    assert credited("Fuente: Agencia Laguna") == "Agencia Laguna"
    assert credited("来源：环礁通讯社") == "环礁通讯社"
    assert not is_credit("With the tide came the boats")


def test_captions() -> None:
    assert is_caption("© Ana Mora/AFP")
    assert is_caption("The ferry in the harbour of Port Louis, Ana Mora/Reuters")
    assert is_caption("The ferry leaves the harbour. (Ana Mora/AP)")
    assert not is_caption("© 2024 The Island Observer")
    assert not is_caption("Week 1: the ferry sails again. (2:30-3:20 hrs)")
    assert not is_caption("The ferry sails and/or returns")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die Fähre zwischen den beiden Inseln sank am Dienstagabend bei ruhiger See, sagte der Bürgermeister."),
        ("es", "El transbordador entre las dos islas se hundió el martes por la noche, dijo el alcalde."),
        ("pl", "Prom kursujący między dwiema wyspami zatonął we wtorek wieczorem, powiedział burmistrz."),
        ("ru", "Паром между двумя островами затонул во вторник вечером, сказал мэр."),
        ("uk", "Пором між двома островами затонув у вівторок увечері, сказав міський голова."),
        ("fa", "کشتی میان دو جزیره سه‌شنبه شب در دریای آرام غرق شد و شهردار گفت همه نجات یافتند."),
        ("zh", "往返两岛的渡轮星期二晚上在平静的海面上沉没，市长说所有人都获救。"),
        ("ja", "二つの島を結ぶフェリーが火曜日の夜に沈没したと市長が話した。"),
        ("he", "המעבורת בין שני האיים טבעה ביום שלישי בערב, אמר ראש העיר."),
        ("ko", "두 섬을 오가는 여객선이 화요일 밤 잔잔한 바다에서 가라앉았다고 시장이 말했다."),
        ("th", "เรือข้ามฟากระหว่างสองเกาะจมลงในคืนวันอังคาร"),
    ],
)
def test_language(lang: str, text: str) -> None:
    found, score = identify([text])
    assert found == lang
    assert 0.3 < score <= 1


def test_language_of_a_text_quoting_another() -> None:
    texts = ["The mayor of Port Louis said the ferry would sail again on Monday, and the harbour was open.", "Le bac est revenu."]
    assert identify(texts)[0] == "en"
    assert identify([])[0] == "und"


@given(st.text(max_size=400))
def test_every_line_has_words_and_never_fails(text: str) -> None:
    words = words_of(text)
    assert (words == NONE) or len(text) <= MAX
    assert set(words.bare) <= set(words.all)
    assert set(words.last) <= set(words.bare) or len(text) > WHOLE // 2
    assert all(0 < end_of(text, n) <= len(text) for n in range(1, len(words.all) + 1))
    line = text.strip()
    phrase = chrome_of(line) if line else None
    assert phrase is None or len(line) <= MAX
    stamp_of(line, 1, "en")
    byline_of(line)
    is_credit(line)
    is_caption(line)


@pytest.mark.parametrize(("text", "lang"), [("Et demain ?", "fr"), ("And tomorrow?", "en"), ("وماذا عن غدا؟", "ar"), ("Today?", "en")])
def test_a_question_is_no_stamp(text: str, lang: str) -> None:
    assert stamp_of(text, 1, lang) is None
