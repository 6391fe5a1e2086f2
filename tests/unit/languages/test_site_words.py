"""The words of sites and of captions can be seen, are said once, and stay rare in prose."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.languages import Pack, holding

KEYS = ("site_words", "picture_words")
LANGUAGES = holding("chrome")
UNSPACED = {"th"}  # no spaces between words: none can be told
PROSE = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "clean" / "test_chrome_prose.tsv").read_text(encoding="utf-8").split("\n")[2:]
    if line
]
STEM = 5
ARTICLES = sorted((a for lang in LANGUAGES for a in Pack(lang).toml("chrome").get("articles", ())), key=lambda a: (len(a), a))


def _is_wide(char: str) -> bool:
    """Chinese, Japanese, Korean: each pair of neighbours is looked up."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\ud7af"


def _is_letter(char: str) -> bool:
    return not _is_wide(char) and (char.isalpha() or unicodedata.category(char) in ("Mn", "Mc"))


def _stem(word: str) -> str:
    """The first letters of a word, each without case and accents, behind an Arabic article; empty: too short to be seen."""
    is_arabic = "\u0600" <= word[0] <= "\u06ff"
    if len(word) < (3 if is_arabic else 4):
        return ""
    fitting = [a for a in ARTICLES if is_arabic and word.startswith(a) and len(word) > len(a) + 2]
    kept = word[len(fitting[-1]) if fitting else 0 :]
    return "".join(unicodedata.normalize("NFKD", char.lower())[:1] for char in kept[:STEM])


def _stems(text: str) -> set[str]:
    words = "".join(char if _is_letter(char) else " " for char in text).split()
    pairs = {a + b for a, b in pairwise(text) if _is_wide(a) and _is_wide(b)}
    return (set(map(_stem, words)) | pairs) - {""}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_has_both_lists(lang: str) -> None:
    for key in KEYS:
        assert (lang in UNSPACED) == (not Pack(lang).toml("chrome").get(key, [])), (lang, key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_word_is_one_that_can_be_seen(lang: str) -> None:
    for key in KEYS:
        for word in Pack(lang).toml("chrome").get(key, []):
            assert len(_stems(word)) == 1, (lang, key, word)
            assert len(word) == 2 or not _is_wide(word[0]), (lang, key, word)
            assert word == word.strip() == word.lower(), (lang, key, word)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_words_begin_alike(lang: str) -> None:
    words = [word for key in KEYS for word in Pack(lang).toml("chrome").get(key, [])]
    stems = [stem for word in words for stem in _stems(word)]
    assert len(set(words)) == len(words)
    assert len(set(stems)) == len(stems), sorted(word for word in words if any(stems.count(s) > 1 for s in _stems(word)))


@pytest.mark.parametrize(("lang", "text"), PROSE)
def test_prose_speaks_not_to_readers(lang: str, text: str) -> None:
    words = Pack(lang).toml("chrome").get("site_words", [])
    assert sum(not _stems(word).isdisjoint(_stems(text)) for word in words) <= 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Enter your email to subscribe to the weekly newsletter."),
        ("fr", "Pour lire la suite, connectez-vous ou abonnez-vous en un clic."),
        ("de", "Bitte melden Sie sich mit Ihrem Passwort an oder bestellen Sie den Newsletter."),
        ("ru", "Нажмите сюда и введите пароль, чтобы оформить рассылку."),
        ("ar", "أدخل بريدك واشترك في النشرة اليومية."),
        ("zh", "点击这里订阅本站每日要闻。"),
        ("ja", "この記事の続きは会員の方が閲覧できます。購読のお申し込みはこちら。"),
        ("ko", "아래를 클릭해 오늘의 소식을 구독하세요."),
        ("hi", "ताज़ा खबरों के लिए यहां क्लिक करें और सब्सक्राइब करें।"),
        ("he", "לחצו כאן והירשמו לניוזלטר היומי"),
    ],
)
def test_notices_speak_to_readers(lang: str, text: str) -> None:
    words = Pack(lang).toml("chrome")["site_words"]
    assert any(not _stems(word).isdisjoint(_stems(text)) for word in words)
