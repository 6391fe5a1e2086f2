"""What users decide of one place of one document, all the way: lines, speakers, dates, realis, participants, one event or two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from gazette import ENGLISH, FRENCH, ON, Gazette, say
from published import public

from pipeline import settings as settings_module
from pipeline.resolve.judgement_rows import Draft
from pipeline.resolve.judgements import JudgementsError, Target
from pipeline.settings import Settings
from pipeline.text import fold
from pipeline.warehouse import drafts, judging, overrides
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.run import RunResult, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

Ask = Callable[..., list[tuple[object, ...]]]
Runner = Callable[..., RunResult]
Lay = Callable[[str, str | bytes], Path]

DAM = (
    "Home | World | Sport\nKenya opens a dam on the Tana\n\n"
    "NAIROBI - Kenya opened a dam on the Tana river on Monday, said the water board.\n"
    "The river has its source in the Aberdare range and runs to the Indian Ocean.\nShare this article\n"
)
GAZETTE = Gazette({
    "p1": ENGLISH,
    "p2": FRENCH,
    "p3": ("ar", """وقعت النيجر والجزائر معاهدة حدودية في نيامي يوم 6 مارس 2025.
وقالت حليمة بركة: "الطريق سيفتح في مايو".
وزار الوزير عمر تشاري الجزائر يوم الاثنين."""),
}, {"post/dam.txt": DAM})  # fmt: skip
record, target = GAZETTE.record, GAZETTE.target
FILES = {**{f"gazette/{name}.jsonl": record(name) for name in GAZETTE.texts}, "post/dam.txt": DAM}


@pytest.fixture
def gazette(lay: Lay) -> None:
    for name, content in FILES.items():
        lay(name, content)


EVERY = (
    Draft("line", target("p1", "Follow our channel for more desert news"), "notice"),
    Draft("line", target("post/dam.txt", DAM.splitlines()[4], source="post"), "other"),
    Draft("date", target("post/dam.txt", "", source="post"), "2025-03-04"),
    Draft("speaker", target("p1", "The road to Arlit will be open in May"), other=Target(fold("Oumar Tchari"), name="Oumar Tchari")),
    Draft("speaker", target("p1", "We will send troops to Mali"), other=Target(fold("Oumar Tchari"), name="Oumar Tchari")),
    Draft("speaker", target("p3", "الطريق سيفتح في مايو"), "none"),
    Draft("date", target("p3", "وزار الوزير عمر تشاري الجزائر يوم الاثنين", "CONSULT"), "2025-03-03"),
    Draft("date", target("p1", "Tuesday"), "2025-03-04"),
    Draft("realis", target("p2", "visitera"), "requested"),
    Draft("participant", target("p1", "met", "CONSULT"), other=Target(fold("Halima Barka"), name="Halima Barka"), role="host"),
    Draft("participant", target("p2", "visitera"), "none", role="recipient"),
    Draft("different_event", target("p1", "signed a border treaty"), other=target("p2", "signé un traité")),
)  # fmt: skip

STATUS = "SELECT kind, target, status, reason FROM judgements ORDER BY line_no"


def test_every_kind_is_carried_out_and_redoes_its_own_documents_only(
    gazette: None, dateline: Runner, published: Ask, settings: Settings, tmp_path: Path
) -> None:
    dateline()
    plain = public(settings)
    path = say(settings, *EVERY)
    assert (path.name, path.read_text(encoding="utf-8").count("\n")) == ("noor.csv", len(EVERY) + 1)
    result = dateline()
    assert (result.did_nothing, result.n_cleaned, result.n_annotated) == (False, 2, 2)
    assert [row for row in published(STATUS) if row[2] != "applied"] == []
    assert dateline().did_nothing

    lines = (
        "SELECT role, kept, rule_id, score, reason FROM article_lines JOIN articles USING (article_id) WHERE rule_id = 'user' ORDER BY role"
    )
    said = "Noor decided so by hand on 2025-06-30: read it"
    assert published(lines) == [("notice", False, "user", 1.0, said), ("other", False, "user", 1.0, said)]
    dam = "SELECT published_on, published_precision, published_basis FROM articles WHERE uri = 'post/dam.txt'"
    assert published(dam) == [(date(2025, 3, 4), "day", "user")]
    monday = "SELECT date_start, basis FROM date_mentions WHERE text = 'Monday'"
    assert published(monday) == [(date(2025, 3, 3), "relative")]  # counted from the day that a user gave
    assert published("SELECT date_start, basis FROM date_mentions WHERE text = 'Tuesday'") == [(date(2025, 3, 4), "user")]

    quotes = (
        "SELECT q.lang, e.name, q.speaker_basis, q.speaker_text, q.score FROM quotes AS q JOIN articles AS a USING (article_id)"
        " LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id WHERE q.speaker_basis = 'user' ORDER BY ALL"
    )
    assert published(quotes) == [("ar", None, "user", None, 1.0), *[("en", "Oumar Tchari", "user", None, 1.0)] * 2]

    event = (
        "SELECT m.date_start, m.date_basis, m.realis, m.realis_basis FROM event_mentions AS m JOIN articles AS a USING (article_id)"
        " WHERE a.external_id = ? AND m.trigger_text = ?"
    )
    assert published(event, ["p3", "زار"]) == [(date(2025, 3, 3), "user", "actual", "text")]
    assert published(event, ["p2", "visitera"]) == [(date(2025, 3, 20), "explicit", "requested", "user")]
    parties = (
        "SELECT p.role, e.name, p.basis, p.text FROM event_participants AS p JOIN event_mentions AS m USING (event_mention_id)"
        " LEFT JOIN entities AS e USING (entity_id) WHERE m.trigger_text = ? ORDER BY p.ord"
    )
    assert published(parties, ["met"])[-1] == ("host", "Halima Barka", "user", "Halima Barka")
    assert [row for row in published(parties, ["visitera"]) if row[0] == "recipient"] == []
    sent = {row[1] for row in published(parties, ["send troops"])}
    assert "Oumar Tchari" in sent  # "we" follows the speaker,
    assert not sent & {"Kenya", "Wanjiru Odhiambo"}  # and is no longer who was thought to speak
    treaties = "SELECT count(DISTINCT event_id), count(*) FROM event_mentions WHERE event_type = 'SUPPORT'"
    assert published(treaties) == [(2, 3)]  # the Arabic report is on one side

    con = published_connection(settings.warehouse)
    try:
        shown = overrides.statement(settings, con)
    finally:
        con.close()
    assert shown.count("applied") == len(EVERY)

    other = settings_module.load(
        {}, environ={"DATELINE_HOME": str(tmp_path / "two"), "DATELINE_RAW": str(tmp_path / "twice/raw")}, cwd=tmp_path
    )
    judging.append(other, EVERY[::-1], "Noor", "read it", on=ON)
    for name in reversed(FILES):  # one document a run, the last one first
        laid = other.raw / name
        laid.parent.mkdir(parents=True, exist_ok=True)
        laid.write_text(FILES[name], encoding="utf-8")
        with open_workspace(other, RunOptions()) as ws:
            run(ws)
    assert public(other) == public(settings)

    path.unlink()
    withdrawn = dateline()
    assert (withdrawn.n_cleaned, withdrawn.n_annotated) == (2, 2)
    assert public(settings) == plain


def test_two_reports_are_one_event_and_what_cannot_be_one_says_why(
    gazette: None, dateline: Runner, published: Ask, settings: Settings
) -> None:
    dateline()
    treaty, visit = target("p1", "signed a border treaty"), target("p3", "زار")
    met = target("p1", "met")
    assert published("SELECT count(DISTINCT event_id) FROM event_mentions WHERE event_type = 'CONSULT'") == [(2,)]
    say(
        settings,
        Draft("same_event", met, other=visit),
        Draft("same_event", treaty, other=met),
        Draft("same_event", visit, other=target("p2", "visitera")),
        Draft("same_event", target("p1", "Governor Halima Barka met trade minister Oumar Tchari in Agadez"), other=met),
    )
    dateline()
    assert published("SELECT count(DISTINCT event_id) FROM event_mentions WHERE event_type = 'CONSULT'") == [(1,)]
    assert published("SELECT basis, score FROM event_links WHERE basis = 'user'") == [("user", 1.0)]
    told = published(STATUS)
    assert [row[2] for row in told] == ["applied", "refused", "refused", "refused"]
    assert "of the type" in str(told[1][3])
    assert "of the type" in str(told[2][3])
    assert "one report" in str(told[3][3])


def test_words_that_move_are_found_and_words_that_are_gone_are_told(
    gazette: None, lay: Lay, dateline: Runner, published: Ask, settings: Settings
) -> None:
    say(settings, EVERY[0], EVERY[3], EVERY[7])
    dateline()
    assert {row[2] for row in published(STATUS)} == {"applied"}
    longer = "Niamey has a new bridge.\n" + ENGLISH[1].replace("Tuesday", "Friday")
    lay("gazette/p1.jsonl", record("p1", longer))
    dateline()
    told = {str(row[0]): row[2:] for row in published(STATUS)}
    assert told["line"] == told["speaker"] == ("applied", None)
    assert told["date"][0] == "orphaned"
    assert "stand no more" in str(told["date"][1])
    assert published("SELECT line_no FROM article_lines WHERE rule_id = 'user'") == [(6,)]
    (settings.raw / "gazette/p1.jsonl").unlink()
    dateline()
    assert {row[2] for row in published(STATUS)} == {"orphaned"}


def test_ids_of_the_published_file_become_words_of_documents(gazette: None, dateline: Runner, published: Ask, settings: Settings) -> None:
    dateline()
    con = published_connection(settings.warehouse)
    try:
        ((dam,),) = con.execute("SELECT article_id FROM articles WHERE uri = 'post/dam.txt'").fetchall()
        ((quote,),) = con.execute("SELECT quote_id FROM quotes WHERE lang = 'fr'").fetchall()
        ((visit, event),) = con.execute("SELECT event_mention_id, event_id FROM event_mentions WHERE trigger_text = 'visitera'").fetchall()
        ((day,),) = con.execute("SELECT date_mention_id FROM date_mentions WHERE text = 'Tuesday'").fetchall()
        ((person,),) = con.execute("SELECT entity_id FROM entities WHERE name = 'Oumar Tchari'").fetchall()
        said = [
            drafts.line(con, dam, 6, "body"),
            drafts.speaker(con, quote, person),
            drafts.when(con, dam, "2025-03"),
            drafts.when(con, day, "2025-03-01/2025-03-05"),
            drafts.realis(con, visit, "denied"),
            drafts.participant(con, event, "place", "gpe:dza"),
        ]
        with pytest.raises(JudgementsError, match="no line 99"):
            drafts.line(con, dam, 99, "body")
        with pytest.raises(JudgementsError, match="no quote_id"):
            drafts.speaker(con, visit, "none")
    finally:
        con.close()
    assert (said[0].target.document, said[1].target.document) == ("post/dam.txt", "p2")
    say(settings, *said)
    dateline()
    assert {row[2:] for row in published(STATUS)} == {("applied", None)}
    ids = {item for (item,) in published("SELECT item_id FROM judgements")}
    assert ids == {"6", quote, None, day, visit}
    assert published("SELECT kept, role FROM article_lines WHERE rule_id = 'user'") == [(True, "body")]
    assert published("SELECT published_on, published_precision FROM articles WHERE uri = 'post/dam.txt'") == [(date(2025, 3, 1), "month")]
    assert published("SELECT date_start, date_end, precision FROM date_mentions WHERE basis = 'user'") == [
        (date(2025, 3, 1), date(2025, 3, 5), "week")
    ]
    place = "SELECT realis, code FROM event_mentions JOIN entities ON entity_id = place_entity_id WHERE event_mention_id = ?"
    assert published(place, [visit]) == [("denied", "DZA")]
