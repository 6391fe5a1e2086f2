"""The profiles of sources as the SQL learns them: what is chrome, what is a copy, and that nothing else decides.

Paragraphs are made of invented names and real places; each article has three of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.clean import line_key
from pipeline.clean.recurrence import seen_lines
from pipeline.engines.parcels import profiles_of
from pipeline.model import Profile
from pipeline.settings import load
from pipeline.warehouse import batches, evidence, profiles, store
from pipeline.warehouse.workspace import RunOptions, Workspace

PLACES = ("Sfax", "Tromsø", "Puno", "Mombasa", "Gdynia", "Da Nang", "Halifax", "Oran", "Perth", "Izmir", "Cork", "Suva")
PEOPLE = ("Maren Solheim", "Tariq Benslama", "Lucía Quispe", "Odhiambo Wekesa", "Piotr Zalewski", "Linh Tran Hoa")
NAV = "Home | World | Sport"
NOTICE = "Sign up here and receive the three stories of the day by mail, every evening before eight."
BACKGROUND = "The two towns have argued over the water of the river since the dam was closed eleven years ago."


def story(number: int, *, n: int = 3) -> list[str]:
    """The paragraphs of the article of that number."""
    place, who = PLACES[number % len(PLACES)], PEOPLE[number % len(PEOPLE)]
    told = ("opened the market hall", "closed the old ferry pier", "counted the votes again", "planted trees along the quay")
    return [
        f"{who} {told[(number + i) % 4]} in {place} {'very ' * i}early, said the neighbour {chr(65 + number % 26) * 3}{number // 26 * 'x'}."
        for i in range(n)
    ]


class Source:
    """A build file in memory, with the books that the profiles are learnt from."""

    def __init__(self, folder: Path) -> None:
        self.con = duckdb.connect(config={"threads": 1})
        for schema in ("state", "evidence", "history"):
            self.con.execute(f"CREATE SCHEMA {schema}")
        for schema in ("main", "history"):
            self.con.execute(f"CREATE TABLE {schema}.articles (article_id VARCHAR)")
        evidence.create(self.con)
        self.con.execute(store.sql_text("state/tables.sql"))
        moment = self.con.execute("SELECT TIMESTAMP '2025-01-01'").fetchall()[0][0]
        self.ws = Workspace(
            load({}, environ={"DATELINE_HOME": str(folder)}, cwd=folder), self.con, "run_1", moment, RunOptions(batch_size=7)
        )

    def add(self, article_id: str, lines: Iterable[str], source_id: str = "s", *, is_clean: bool = False) -> None:
        text = "\n".join(lines)
        self.con.execute(
            "INSERT INTO evidence.documents BY NAME SELECT ? AS source_id, ? AS article_id, ? AS text, sha256(?) AS text_sha256,"
            " ? AS is_clean_text",
            [source_id, article_id, text, text, is_clean],
        )
        self.con.execute("INSERT INTO state.versions VALUES (?, ?, NULL, NULL, NULL, true, NULL)", [article_id, source_id])
        self.con.execute("INSERT INTO state.ledger VALUES (?, 'read', 'v', '', ?, '', false, NULL)", [article_id, article_id])

    def remove(self, article_id: str) -> None:
        self.con.execute("UPDATE state.versions SET is_current = false WHERE article_id = ?", [article_id])

    def learn(self) -> dict[str, str]:
        """Article → digest of what cleaning decides by."""
        profiles.learn_profiles(self.ws)
        return dict(self.con.execute("SELECT article_id, input_digest FROM wanted").fetchall())

    def told(self) -> dict[str, Profile]:
        """Article → what cleaning is told of it; articles that it is told nothing of are left out."""
        self.con.execute("CREATE OR REPLACE TEMP TABLE work AS SELECT article_id, input_digest, NULL AS newest FROM wanted")
        batches.cut(self.con, 7)
        return {article_id: said for (rows,) in batches.fetched(self.con, "profiles") for article_id, said in profiles_of(rows).items()}

    def classes(self, line: str, source_id: str = "s") -> list[tuple[str, int]]:
        """[(class, number of articles)] of a line; empty where the profile does not hold it."""
        return self.con.execute(
            "SELECT recurrence, n_articles FROM state.recurrences WHERE source_id = ? AND line_key = ?",
            [source_id, int(line_key(line), 16)],
        ).fetchall()

    def everything(self) -> list[tuple[object, ...]]:
        return self.con.execute("FROM state.recurrences ORDER BY ALL").fetchall()


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source(tmp_path)


def fill(source: Source, stories: Sequence[Sequence[str]]) -> None:
    for number, lines in enumerate(stories):
        source.add(f"art_{number:04}", lines)
    source.learn()


def test_a_line_above_the_prose_of_two_other_articles_is_chrome_and_of_one_it_is_evidence(source: Source) -> None:
    fill(source, [[NAV, "Port" if i < 2 else "Town", *story(i)] for i in range(3)])
    assert source.classes(NAV) == [("chrome", 3)]
    assert source.classes("Port") == [("elsewhere", 2)]
    assert source.classes("Town") == []


def test_in_a_large_source_two_others_are_few(source: Source) -> None:
    fill(source, [[NAV, "Port" if i < 3 else "Town" if i < 7 else "Hills", *story(i)] for i in range(70)])
    assert source.classes("Port") == [("elsewhere", 3)]
    assert source.classes("Town") == [("chrome", 4)]


def test_within_the_prose_three_others_are_needed_and_a_tenth_of_the_source(source: Source) -> None:
    told = [story(i, n=4) for i in range(12)]
    fill(source, [[*t[:2], "Read on" if i < 3 else "See the map" if i < 7 else "Notes", *t[2:]] for i, t in enumerate(told)])
    assert source.classes("Read on") == []
    assert source.classes("See the map") == [("chrome", 4)]


@pytest.mark.parametrize(
    "again",
    [
        lambda i: [NAV, *story(1), "Weather", f"Tide tables of {PLACES[i]}"],  # the page fetched again, with another sidebar
        lambda i: [NAV, *story(1), *story(1, n=3 + i % 4)[3:], "Updated"],  # a longer version each day
        lambda i: [f"{PLACES[i]} news", *story(1)[: 2 + i % 2], "Advertisement", *story(1)[2 + i % 2 :]],  # the agency's text, cut
    ],
)
def test_copies_of_one_article_are_no_other_articles(source: Source, again: object) -> None:
    fill(source, [[NAV, *story(1)], *(again(i) for i in range(8)), *([NAV, *story(i)] for i in range(40, 42))])  # type: ignore[operator]
    for paragraph in story(1):
        assert source.classes(paragraph) == []
    assert source.con.execute("SELECT n_articles FROM state.profiles").fetchall() == [(3,)]
    assert source.classes(NAV) == [("chrome", 3)]


def test_articles_with_more_notices_than_prose_of_their_own_are_different_ones(source: Source) -> None:
    notices = [NOTICE, *(f"The {what} of this page are kept for {what} of the house and are not to be sold." for what in PLACES[:5])]
    fill(source, [[NAV, *story(i), *notices] for i in range(9)])
    assert source.con.execute("SELECT n_articles FROM state.profiles").fetchall() == [(9,)]
    assert source.classes(NAV) == [("chrome", 9)]
    assert source.classes(NOTICE) == [("in_prose", 9)]


def test_a_chain_of_versions_is_one_article(source: Source) -> None:
    """A live page: each version has a paragraph more at its end and one less at its beginning."""
    told = story(5, n=30)
    fill(source, [[NAV, *told[i : i + 6]] for i in range(20)])
    assert source.con.execute("SELECT n_articles FROM state.profiles").fetchall() == [(1,)]
    assert source.everything() == []


def test_articles_that_share_their_background_only_are_different_ones(source: Source) -> None:
    fill(source, [[NAV, *story(i), BACKGROUND] for i in range(8)])
    assert source.con.execute("SELECT n_articles FROM state.profiles").fetchall() == [(8,)]
    assert source.classes(BACKGROUND) == [("in_prose", 8)]
    assert source.classes(NAV) == [("chrome", 8)]


def test_a_brief_that_is_nothing_but_background_does_not_make_one_of_all_that_hold_it(source: Source) -> None:
    fill(source, [[NAV, BACKGROUND], *([NAV, *story(i), BACKGROUND] for i in range(6))])
    assert source.con.execute("SELECT n_articles FROM state.profiles").fetchall() == [(7,)]


def test_prose_outside_the_run_is_a_notice(source: Source) -> None:
    apart = ["Share", "Print", "Most read", "Contact"]
    fill(source, [[NAV, *story(i), *apart, NOTICE] for i in range(5)])
    assert source.classes(NOTICE) == [("chrome", 5)]


def test_prose_that_nearly_every_article_of_a_large_source_holds_is_chrome(source: Source) -> None:
    fill(source, [[NAV, *story(i), *([NOTICE] if i % 10 else [])] for i in range(30)])
    assert source.classes(NOTICE) == [("chrome", 27)]


def test_a_subhead_that_some_articles_of_a_large_source_share_is_no_chrome_and_a_label_of_many_is(source: Source) -> None:
    def page(i: int) -> list[str]:
        told = story(i, n=4)
        inside = ["What happened then"] if i % 20 == 0 else ["Continue below the picture"] if i % 3 == 0 else []
        return [NAV, *told[:2], *inside, *told[2:]]

    fill(source, [page(i) for i in range(100)])
    assert source.classes("What happened then") == [("in_prose", 5)]
    assert source.classes("Continue below the picture") == [("chrome", 32)]


def test_numbers_of_list_items_are_no_lines_of_a_profile(source: Source) -> None:
    told = [story(i, n=4) for i in range(6)]
    fill(source, [[NAV, t[0], "1.", t[1], "2.", *t[2:]] for t in told])
    assert source.everything() == [("s", int(line_key(NAV), 16), "chrome", 6, False)]


def test_pages_without_prose_are_one_where_their_lines_are_the_same(source: Source) -> None:
    table = ["Chile", "Peru", "Ghana"]
    fill(source, [[*table, f"{n} : {n + 1}"] for n in range(6)] + [["Results", NAV, place] for place in PLACES[:5]])
    assert source.classes("Chile") == []
    assert source.classes(NAV) == [("chrome", 5)]


@pytest.mark.parametrize(
    ("nav", "stories"),
    [
        ("الرئيسية | العالم | رياضة", ["قال رئيس البلدية إن السوق الجديد في صفاقس سيفتح أبوابه يوم الأحد المقبل{}.",
                                       "وحضر الافتتاح عدد كبير من سكان الحي القديم ومن تجار الميناء{}."]),
        ("Accueil | Monde | Sport", ["Le maire de Sète a ouvert mardi la nouvelle halle aux poissons du port{}.",
                                     "Les pêcheurs attendaient ces travaux depuis la tempête de l'hiver dernier{}."]),
        ("首页 | 国际 | 体育", ["市长星期天在厦门宣布新的渡轮码头将于明年春天开放并且免费乘坐一个月时间{}。",
                         "许多居民参加了当天上午在旧港口举行的开幕仪式以及随后的音乐会和烟火表演{}。"]),
    ],
)  # fmt: skip
def test_in_any_script(source: Source, nav: str, stories: list[str]) -> None:
    words = ("ا", "ب", "ج", "د", "ه") if "ا" in nav else ("甲", "乙", "丙", "丁", "戊") if "首" in nav else ("a", "e", "i", "o", "u")
    fill(source, [[nav, *(s.format(w * 3) for s in stories)] for w in words])
    assert source.classes(nav) == [("chrome", 5)]
    assert source.con.execute("SELECT n_articles FROM state.profiles").fetchall() == [(5,)]


def test_only_articles_that_hold_a_line_whose_class_changes_are_to_be_redone(source: Source) -> None:
    fill(source, [[NAV, *story(i)] if i < 2 else ["Courrier", *story(i)] for i in range(20)])
    before = source.learn()
    source.add("art_new", [NAV, *story(30)])
    after = source.learn()
    assert {a for a in before if before[a] != after[a]} == {"art_0000", "art_0001"}
    source.add("art_newer", [NAV, *story(31)])
    assert {a for a, digest in source.learn().items() if after.get(a) != digest} == {"art_newer"}
    source.remove("art_newer")
    source.remove("art_new")
    assert {a: d for a, d in source.learn().items() if a in before} == before


def test_a_source_whose_articles_are_as_they_were_is_not_counted_again(source: Source) -> None:
    fill(source, [[NAV, *story(i)] for i in range(4)])
    source.con.execute("UPDATE state.recurrences SET n_articles = 77")
    source.add("other_1", [NAV, *story(9)], "t")
    source.learn()
    assert source.classes(NAV) == [("chrome", 77)]


def test_a_text_that_is_clean_has_no_profile_and_says_that_its_lines_are_prose(source: Source) -> None:
    motto = "Made in Halifax"
    for i in range(12):
        source.add(f"art_{i}", [*story(i), motto], is_clean=True)
    source.add("art_raw", [NAV, *story(20), motto])
    source.learn()
    assert "art_3" not in source.told()
    assert source.con.execute("SELECT count(*) FROM state.line_places WHERE is_outside AND article_id <> 'art_raw'").fetchall() == [(0,)]


def test_a_document_is_told_the_classes_of_its_own_lines(source: Source) -> None:
    fill(source, [[NAV, *story(i), BACKGROUND, *(["Gale warning"] if i < 2 else [])] for i in range(5)])
    told = source.told()
    assert told["art_0000"].chrome == {line_key(NAV)}
    assert told["art_0000"].in_prose == {line_key(BACKGROUND)}
    assert told["art_0000"].elsewhere == {line_key("Gale warning")}
    assert told["art_0004"].elsewhere == frozenset()
    assert line_key(NAV) in told["art_0004"]
    assert len(told["art_0004"]) == 1


def test_the_own_headline_of_an_article_is_no_chrome_there_though_others_show_it(source: Source) -> None:
    heads = [f"Market of {place} opens again" for place in PLACES[:8]]
    fill(source, [[NAV, head, *story(i), "Most read", *(h for h in heads if h != head)] for i, head in enumerate(heads)])
    told = source.told()["art_0003"]
    assert source.classes(heads[3]) == [("chrome", 8)]
    assert line_key(heads[3]) not in told
    assert {line_key(heads[2]), line_key(NAV), line_key("Most read")} <= told.chrome


_LINES = st.sampled_from([NAV, NOTICE, BACKGROUND, "Share", "More from Suva", *(p for i in range(4) for p in story(i, n=4))])


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_LINES, min_size=1, max_size=9), min_size=1, max_size=12), st.integers(0, 2**16))
def test_neither_order_nor_portions_of_arrival_change_a_profile(tmp_path: Path, texts: list[list[str]], seed: int) -> None:
    at_once, piecemeal = Source(tmp_path), Source(tmp_path)
    order = list(enumerate(texts))
    for number, lines in order:
        at_once.add(f"art_{number:03}", lines)
    wanted = at_once.learn()
    random.Random(seed).shuffle(order)
    piecemeal.add("art_gone", [NAV, *story(3)])
    for position, (number, lines) in enumerate(order):
        piecemeal.add(f"art_{number:03}", lines)
        if position % 3 == 0:
            piecemeal.learn()
    piecemeal.remove("art_gone")
    assert {a: d for a, d in piecemeal.learn().items() if a != "art_gone"} == wanted
    assert piecemeal.everything() == at_once.everything()


@given(st.text(max_size=300), st.booleans())
def test_every_line_of_every_text_is_seen_once_or_has_no_key(text: str, is_clean: bool) -> None:
    seen = seen_lines(text, is_clean_text=is_clean)
    lines = text.split("\n")
    numbers = [number for line in seen for number in line.line_nos]
    assert len(numbers) == len(set(numbers))
    assert all(line_key(lines[number - 1].strip()) in ("", line.key) for line in seen for number in line.line_nos)
    assert [line.key for line in seen] == sorted({line.key for line in seen})
    assert not (is_clean and any(line.is_outside for line in seen))
