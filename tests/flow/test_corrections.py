"""What users say was read wrongly, all the way: words of quotes, reports and names, kinds, types, and what is one statement or two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from gazette import ENGLISH, FRENCH, ON, Gazette, say
from published import public

from pipeline import settings as settings_module
from pipeline.resolve.judgement_rows import Draft
from pipeline.resolve.judgements import JudgementsError
from pipeline.settings import Settings
from pipeline.warehouse import drafts, judging
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.run import RunResult, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

Ask = Callable[..., list[tuple[object, ...]]]
Runner = Callable[..., RunResult]
Lay = Callable[[str, str | bytes], Path]

GAZETTE = Gazette({
    "p1": ENGLISH,
    "p2": FRENCH,
    "p3": ("en", """Halima Barka opened the well of Iferouane on 7 March 2025.
"The road to Arlit will be open in May", said Halima Barka in Agadez."""),
})  # fmt: skip
record, target = GAZETTE.record, GAZETTE.target


@pytest.fixture
def gazette(lay: Lay) -> None:
    for name in GAZETTE.texts:
        lay(f"gazette/{name}.jsonl", record(name))


STATUS = "SELECT kind, status, reason FROM judgements ORDER BY line_no"
QUOTES = (
    "SELECT a.external_id, q.text, q.kind, q.rule_id, q.segment_no FROM quotes AS q JOIN articles AS a USING (article_id)"
    " ORDER BY a.external_id, q.start_char"
)
EVENTS = (
    "SELECT m.trigger_text, m.text, m.event_type, m.event_mode, m.quad_class, m.attribution, m.rule_id FROM event_mentions AS m"
    " JOIN articles AS a USING (article_id) WHERE a.external_id = ? ORDER BY m.trigger_start_char"
)
ROAD, TROOPS, ROUTE = "The road to Arlit will be open in May", "We will send troops to Mali", "La route sera ouverte en mai"
EVERY = (
    Draft("quote_span", target("p1", ROAD), other=target("p1", "The road to Arlit")),
    Draft("quote_span", target("p1", TROOPS), "none"),
    Draft("quote_kind", target("p2", ROUTE), "mixed"),
    Draft("event_type", target("p1", "met"), "AGREE/promise"),
    Draft("event_type", target("p2", "visitera"), "none"),
    Draft("event_span", target("p1", "signed"), other=target("p1", "Niger and Algeria signed a border treaty in Niamey")),
    Draft("event_trigger", target("p1", "signed"), other=target("p1", "signed")),
    Draft("name_span", target("p1", "Wanjiru Odhiambo"), other=target("p1", "Odhiambo")),
    Draft("name_span", target("p1", "Nairobi"), "none"),
    Draft("different_statement", target("p1", ROAD), other=target("p3", ROAD)),
    Draft("same_statement", target("p2", ROUTE), other=target("p3", ROAD)),
)
IDS = """
    SELECT quote_id FROM quotes UNION ALL SELECT event_mention_id FROM event_mentions UNION ALL SELECT mention_id FROM entity_mentions
    ORDER BY ALL"""


def test_every_kind_is_carried_out_and_reads_no_document_again(
    gazette: None, dateline: Runner, published: Ask, settings: Settings, tmp_path: Path
) -> None:
    dateline()
    plain, ids = public(settings), published(IDS)
    path = say(settings, *EVERY)
    result = dateline()
    assert (result.did_nothing, result.n_cleaned, result.n_annotated, result.warnings) == (False, 0, 0, ())
    assert [row for row in published(STATUS) if row[1:] != ("applied", None)] == []
    assert dateline().did_nothing

    assert published(QUOTES) == [
        ("p1", "The road to Arlit", "direct", "user", 1), ("p2", ROUTE, "mixed", "user", 1), ("p3", ROAD, "direct", "left", 1),
    ]  # fmt: skip
    met, signed, troops = published(EVENTS, ["p1"])
    assert met[2:] == ("AGREE", "promise", 1, "narrator", "user")
    assert signed[:3] == ("signed", "Niger and Algeria signed a border treaty in Niamey", "SUPPORT")
    assert troops[5] == "narrator", "what stands in no quotation is told by the article"
    voices = (
        "SELECT count(*) FROM event_participants AS p JOIN event_mentions AS m USING (event_mention_id)"
        " WHERE m.trigger_text = 'send troops' AND p.basis = 'quote_speaker'"
    )
    assert published(voices) == [(0,)], "and “we” is nobody in it"
    assert [row[0] for row in published(EVENTS, ["p2"])] == ["signé un traité"]
    label = "SELECT v.event_type, v.label LIKE '%promise%' FROM events AS v JOIN event_mentions USING (event_id) WHERE trigger_text = 'met'"
    assert published(label)[0][0] == "AGREE"
    names = "SELECT text, rule_id FROM entity_mentions WHERE rule_id = 'user'"
    assert published(names) == [("Odhiambo", "user")]
    assert published("SELECT name FROM entities WHERE name IN ('Odhiambo', 'Wanjiru Odhiambo', 'Nairobi')") == [("Odhiambo",)]
    groups = dict(published("SELECT external_id, quote_group_id FROM quotes JOIN articles USING (article_id)"))  # type: ignore[arg-type]
    assert groups["p2"] == groups["p3"] != groups["p1"]  # type: ignore[comparison-overlap]
    counts = "SELECT text, n_quotes, n_articles, n_langs FROM quote_groups ORDER BY n_quotes"
    assert published(counts) == [("The road to Arlit", 1, 1, 1), (ROAD, 2, 2, 2)]

    # rows that stay keep the ids under which they were cited
    gone = {item for (item,) in ids} - {item for (item,) in published(IDS)}
    none = {item for (item,) in published("SELECT item_id FROM judgements WHERE value = 'none'")}
    assert none - {None} <= gone
    assert not {item for (item,) in published(IDS)} - {item for (item,) in ids}

    other = settings_module.load(
        {}, environ={"DATELINE_HOME": str(tmp_path / "two"), "DATELINE_RAW": str(tmp_path / "twice/raw")}, cwd=tmp_path
    )
    judging.append(other, EVERY[::-1], "Noor", "read it", on=ON)
    for name in reversed(GAZETTE.texts):  # one document a run, the last one first
        laid = other.raw / f"gazette/{name}.jsonl"
        laid.parent.mkdir(parents=True, exist_ok=True)
        laid.write_text(record(name), encoding="utf-8")
        with open_workspace(other, RunOptions()) as ws:
            run(ws)
    assert public(other) == public(settings)

    path.unlink()
    dateline()
    assert public(settings) == plain


def test_words_that_move_are_found_and_words_that_are_gone_are_told(
    gazette: None, lay: Lay, dateline: Runner, published: Ask, settings: Settings
) -> None:
    say(settings, EVERY[0], EVERY[1], EVERY[7], EVERY[10])
    dateline()
    assert {status for _, status, _ in published(STATUS)} == {"applied"}
    longer = "Niamey has a new bridge.\n" + ENGLISH[1].replace("We will send", "We shall send").replace("Odhiambo", "Otieno")
    lay("gazette/p1.jsonl", record("p1", longer))
    dateline()
    told = published(STATUS)
    assert [(kind, status) for kind, status, _ in told] == [
        ("quote_span", "applied"), ("quote_span", "orphaned"), ("name_span", "orphaned"), ("same_statement", "applied"),
    ]  # fmt: skip
    assert "stand no more in the document" in str(told[1][2])
    assert ("p1", "The road to Arlit", "direct", "user", 1) in published(QUOTES)
    (settings.raw / "gazette/p1.jsonl").unlink()
    (settings.raw / "gazette/p3.jsonl").unlink()
    dateline()
    assert {status for _, status, _ in published(STATUS)} == {"orphaned"}
    lay("gazette/p1.jsonl", record("p1"))
    lay("gazette/p3.jsonl", record("p3"))
    dateline()
    assert {status for _, status, _ in published(STATUS)} == {"applied"}


def test_what_is_published_corrected_can_be_judged_again(gazette: None, dateline: Runner, published: Ask, settings: Settings) -> None:
    dateline()

    def ids() -> tuple[str, str]:
        ((quote,),) = published("SELECT quote_id FROM quotes WHERE starts_with(text, 'The road') AND article_id IN"
                                " (SELECT article_id FROM articles WHERE external_id = 'p1')")  # fmt: skip
        ((event,),) = published("SELECT event_mention_id FROM event_mentions WHERE trigger_text = 'met'")
        return str(quote), str(event)

    def judge(make: Callable[..., Draft], *words: str, on: date = ON) -> None:
        con = published_connection(settings.warehouse)
        try:
            draft = make(con, *words)
        finally:
            con.close()
        say(settings, draft, on=on)
        dateline()

    quote, event = ids()
    # what a coder copies from a page: in marks, over two lines, with other blanks
    judge(drafts.quote_span, quote, "“The road  to\nArlit will be open”")
    judge(drafts.event_type, event, "agree")
    assert ids() == (quote, event)
    assert ("p1", "The road to Arlit will be open", "direct", "user", 1) in published(QUOTES)
    judge(drafts.quote_span, quote, "The road to Arlit")
    judge(drafts.speaker, quote, "none")
    judge(drafts.realis, event, "planned")
    assert ("p1", "The road to Arlit", "direct", "user", 1) in published(QUOTES)
    assert published("SELECT speaker_basis, score FROM quotes WHERE quote_id = ?", [quote]) == [("user", 1.0)]
    assert published("SELECT event_type, realis FROM event_mentions WHERE event_mention_id = ?", [event]) == [("AGREE", "planned")]
    told = published(STATUS)
    assert [status for _, status, _ in told] == ["refused", "applied", "applied", "applied", "applied"]
    assert "corrects what this row gives" in str(told[0][2])

    con = published_connection(settings.warehouse)
    try:
        with pytest.raises(drafts.HeldAlreadyError):
            drafts.quote_span(con, quote, "the road to arlit")
        with pytest.raises(JudgementsError, match="do not stand at or about"):
            drafts.quote_span(con, quote, "a road")
        with pytest.raises(JudgementsError, match="no quote_id"):
            drafts.quote_span(con, event, "The road")
        with pytest.raises(JudgementsError, match="in its clause"):
            drafts.event_trigger(con, event, "signed")
    finally:
        con.close()


def test_two_statements_that_share_no_word_are_one_where_a_user_says_so(
    gazette: None, dateline: Runner, published: Ask, settings: Settings
) -> None:
    say(settings, Draft("same_statement", target("p1", TROOPS), other=target("p2", ROUTE)))
    dateline()
    relation = "SELECT relation, count(*), count(DISTINCT quote_group_id) FROM quotes GROUP BY relation ORDER BY relation"
    assert published(relation) == [("identical", 2, 1), ("user", 2, 1)]
    with pytest.raises(JudgementsError, match=r"are two statements, but noor\.csv line 2 says that they are one"):
        say(settings, Draft("different_statement", target("p2", ROUTE), other=target("p1", TROOPS)))
    # the same said in other words of the two quotations is found in the corpus, and refused there
    say(settings, Draft("different_statement", target("p2", "La route sera"), other=target("p1", "We will send troops")))
    dateline()
    assert published(STATUS) == [
        ("same_statement", "applied", None),
        ("different_statement", "refused", "Other rows, of the kind `same_statement`, make the two one."),
    ]
