"""What pages write in somebody's name: judgements, verdicts of an audit; and what they take from nobody else."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pages_server import Answer, Server, home, publish, serving
from published import ask

from pipeline.explorer.pen import Pen
from pipeline.settings import Settings
from pipeline.warehouse import audit_folder, audit_tasks
from pipeline.warehouse.audit_draw import draw_audit
from pipeline.warehouse.connect import published_connection


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The samples and hostile articles, published, and an audit of them."""
    found = home(tmp_path_factory.mktemp("hand"))
    publish(found)
    con = published_connection(found.warehouse)
    try:
        drawn = draw_audit(con, "spring", sample=4, by=["lang"], of=["quotes", "lines"], articles=2, seed="a")
        audit_folder.write(found.home, drawn, ["li"])
    finally:
        con.close()
    return found


@pytest.fixture
def settings(made: Settings, tmp_path: Path) -> Settings:
    """The same, with overrides of its own."""
    return replace(made, overrides=tmp_path / "overrides")


@pytest.fixture
def pen(settings: Settings) -> Pen:
    return Pen(settings, "Noor Haddad")


@pytest.fixture
def server(settings: Settings, pen: Pen) -> Iterator[Server]:
    with serving(settings.warehouse, pen) as found:
        yield found


def _rows(settings: Settings) -> list[dict[str, str]]:
    paths = sorted(settings.overrides.glob("*.csv"))
    return [row for path in paths for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]


def _say(server: Server, pen: Pen, key: str, act: str, **fields: str) -> tuple[Answer, Answer]:
    """Fill in a form: the page that shows the row, and the answer to “write it”."""
    said = {"token": pen.token, "act": act, "why": "seen in print", **fields}
    shown = server.post(f"/judge/{key}", said)
    return shown, server.post(f"/judge/{key}", {**said, "step": "write"})


def test_each_row_can_be_judged_from_where_it_stands(server: Server, pen: Pen, settings: Settings) -> None:
    ((article, quote, date),) = ask(
        settings,
        """
        SELECT article_id, min(quote_id), min(date_mention_id) FROM quotes JOIN date_mentions USING (article_id) GROUP BY ALL LIMIT 1""",
    )
    page = server.get(f"/article/{article}")
    for href in (f"/judge/{quote}", f"/judge/{date}", f"/judge/{article}?line=1", f"/judge/{article}"):
        assert href in page.links
        assert server.get(href).status == 200
    said = [
        (quote, "speaker", {"name": "none"}, {"kind": "speaker", "value": "none"}),
        (date, "when", {"value": "2025-03"}, {"kind": "date", "value": "2025-03"}),
        (quote, "quote_kind", {"kind": "mixed"}, {"kind": "quote_kind", "value": "mixed"}),
        (quote, "quote_span", {"words": "none"}, {"kind": "quote_span", "value": "none"}),
        (article, "line", {"line": "1", "role": "navigation"}, {"kind": "line", "value": "navigation"}),
        (article, "published", {"value": "2025-03-04"}, {"kind": "date", "value": "2025-03-04"}),
    ]
    for number, (key, act, fields, row) in enumerate(said):
        shown, written = _say(server, pen, key, act, **fields)
        assert (shown.status, written.status) == (200, 303)
        assert len(_rows(settings)) == number + 1, "shown, and not written, until it is said again"
        assert _rows(settings)[-1].items() >= {**row, "who": "Noor Haddad", "why": "seen in print"}.items()
        landed = server.get(written.headers["location"])
        assert "noor-haddad.csv" in landed.text
        assert "next <code>dateline run</code>" in landed.text


def test_events_and_names_are_told_apart_and_put_together(server: Server, pen: Pen, settings: Settings) -> None:
    ((event,),) = ask(
        settings,
        """
        SELECT event_id FROM event_mentions GROUP BY event_id HAVING count(DISTINCT article_id) > 1 ORDER BY event_id LIMIT 1""",
    )
    ((mention,),) = ask(settings, f"SELECT min(event_mention_id) FROM event_mentions WHERE event_id = '{event}'")
    page = server.get(f"/judge/{mention}").text
    other = next(iter(re.findall(r'name="other" value="(evm_\w+)"', page)))
    assert _say(server, pen, mention, "different_event", other=other)[1].status == 303
    assert _say(server, pen, mention, "realis", value="planned")[1].status == 303
    assert _say(server, pen, mention, "participant", role="actor", name="none")[1].status == 303
    people = ask(
        settings,
        """
        SELECT e.entity_id, e.name FROM entities AS e JOIN entity_aliases AS a USING (entity_id) WHERE e.type = 'PER'
        GROUP BY ALL HAVING count(DISTINCT a.script) > 1 ORDER BY e.entity_id LIMIT 2""",
    )
    (one, _), (_, other_name) = people
    mentions = list(dict.fromkeys(re.findall(r'name="first" value="(men_\w+)"', server.get(f"/judge/{one}").text)))
    assert _say(server, pen, one, "same", other=other_name)[1].status == 303
    assert _say(server, pen, people[1][0], "different", first=mentions[0], second=mentions[0])[0].status == 422, "one place is not two"
    assert [row["kind"] for row in _rows(settings)] == ["different_event", "realis", "participant", "same"]


def test_words_and_types_are_corrected_and_statements_told_apart(server: Server, pen: Pen, settings: Settings) -> None:
    ((quote, words, statement),) = ask(
        settings,
        """
        SELECT quote_id, quotes.text, quote_group_id FROM quotes JOIN quote_groups USING (quote_group_id)
        WHERE n_articles > 2 AND length(quotes.text) > 60 ORDER BY quote_id LIMIT 1""",
    )
    page = server.get(f"/judge/{quote}").text
    assert f">{words}</textarea>" in html.unescape(page), "as it is held"
    offered = re.findall(r'name="other" value="(quo_\w+)"', page)
    held = {key for (key,) in ask(settings, f"SELECT quote_id FROM quotes WHERE quote_group_id = '{statement}'")}
    one, two = [key for key in offered if key in held], [key for key in offered if key not in held]
    assert one
    assert two
    ((event,),) = ask(settings, "SELECT min(event_mention_id) FROM event_mentions WHERE event_type = 'CONSULT'")
    ((mention,),) = ask(settings, "SELECT min(mention_id) FROM entity_mentions WHERE contains(text, ' ')")
    ((trigger,),) = ask(settings, f"SELECT trigger_text FROM event_mentions WHERE event_mention_id = '{event}'")
    ((name,),) = ask(settings, f"SELECT text FROM entity_mentions WHERE mention_id = '{mention}'")
    for key, act, fields in (
        (quote, "quote_span", {"words": " ".join(words.split()[:-1])}), (quote, "different_statement", {"other": one[0]}),
        (quote, "same_statement", {"other": two[0]}), (event, "event_type", {"value": "AID/asylum"}),
        (mention, "name_span", {"words": name.split()[0]}),
    ):  # fmt: skip
        shown, written = _say(server, pen, key, act, **fields)
        assert (shown.status, written.status) == (200, 303), (act, shown.text)
    kinds = ["quote_span", "different_statement", "same_statement", "event_type", "name_span"]
    assert [row["kind"] for row in _rows(settings)] == kinds
    for key, act, fields, told in (
        (quote, "quote_span", {"words": "words that nobody wrote"}, "do not stand at or about"),
        (event, "event_trigger", {"words": trigger}, "held already"),
        (event, "event_type", {"value": "FEAST"}, "no type of events"),
        (event, "event_span", {"words": "none"}, "write a row of the kind"),
    ):
        shown, _ = _say(server, pen, key, act, **fields)
        assert (shown.status, told in shown.text) == (422, True), act
    publish(settings)
    assert ask(settings, "SELECT kind, status, reason FROM judgements WHERE status <> 'applied'") == []
    assert ask(settings, f"SELECT rule_id FROM quotes WHERE quote_id = '{quote}'") == [("user",)]
    assert ask(settings, f"SELECT event_type, event_mode FROM event_mentions WHERE event_mention_id = '{event}'") == [("AID", "asylum")]
    assert "Noor Haddad" in server.get(f"/judge/{mention}").text
    assert "Noor Haddad" in server.get(f"/judge/{quote}").text


def test_what_cannot_be_said_is_told_and_nothing_is_written(server: Server, pen: Pen, settings: Settings) -> None:
    ((quote, article),) = ask(settings, "SELECT quote_id, article_id FROM quotes ORDER BY quote_id LIMIT 1")
    cases = [
        (quote, {"act": "speaker", "name": "none", "why": ""}, "Say why"),
        (quote, {"act": "speaker", "name": ""}, "Nothing is said yet"),
        (quote, {"act": "realis", "value": "planned"}, "cannot be said of this"),
        (article, {"act": "published", "value": "soon"}, "soon"),
        (article, {"act": "line", "line": "1", "role": "chrome"}, "no role of a line"),
        (quote, {"act": "append"}, "cannot be said of this"),
    ]  # fmt: skip
    for key, said, told in cases:
        found = server.post(f"/judge/{key}", {"token": pen.token, "why": "seen", "step": "write", **said})
        assert (found.status, told in found.text) == (422, True), said
    assert server.get("/judge/quo_ffffffffffffffff").status == 404
    assert not _rows(settings)
    assert _say(server, pen, quote, "speaker", name="none")[1].status == 303
    again, _ = _say(server, pen, quote, "speaker", name="Halima Barka")
    assert (again.status, "two speakers" in again.text) == (422, True)


def test_the_next_run_carries_it_out_and_the_page_says_so(server: Server, pen: Pen, settings: Settings) -> None:
    ((quote,),) = ask(settings, "SELECT quote_id FROM quotes WHERE speaker_entity_id IS NOT NULL ORDER BY quote_id DESC LIMIT 1")
    _say(server, pen, quote, "speaker", name="none")
    waiting = server.get("/judge").text
    assert "carries it out" in waiting
    publish(settings)
    assert ask(settings, f"SELECT speaker_entity_id, speaker_basis FROM quotes WHERE quote_id = '{quote}'") == [(None, "user")]
    assert "applied" in server.get("/judge").text
    assert "Noor Haddad" in server.get(f"/judge/{quote}").text
    ((article,),) = ask(settings, f"SELECT article_id FROM quotes WHERE quote_id = '{quote}'")
    assert '<span class="reviewed"' in server.get(f"/article/{article}").text


def test_a_form_is_taken_from_a_page_of_this_server_only(server: Server, pen: Pen, settings: Settings) -> None:
    ((quote,),) = ask(settings, "SELECT min(quote_id) FROM quotes")
    said = {"token": pen.token, "act": "speaker", "name": "none", "why": "seen", "step": "write"}
    plain = {"content-type": "text/plain"}
    for fields, headers in (
        ({**said, "token": "guessed"}, {}), ({k: v for k, v in said.items() if k != "token"}, {}),
        (said, {"origin": "https://evil.example"}), (said, {"sec-fetch-site": "cross-site"}),
        (said, {"origin": "null", "sec-fetch-site": "none"}),
        (said, plain), ({**said, "why": "x" * 300_000}, {}), (said, {"host": "evil.example"}),
    ):  # fmt: skip
        found = server.post(f"/judge/{quote}", fields, headers)
        assert found.status in (403, 421), headers
        assert "Traceback" not in found.text
    assert not settings.overrides.exists()
    for path, method in (("/sql", "POST"), (f"/article/{quote}", "POST"), (f"/judge/{quote}", "PUT"), ("/judge", "POST")):
        assert server.get(path, {"origin": server.base}, method).status == 405
    assert server.get(f"/judge/{quote}").headers["referrer-policy"] == "same-origin", "or a browser would not say where a form comes from"


def test_without_a_name_there_is_nothing_to_write_with(settings: Settings) -> None:
    ((quote, article),) = ask(settings, "SELECT quote_id, article_id FROM quotes ORDER BY quote_id LIMIT 1")
    with serving(settings.warehouse) as reading:
        assert not [href for href in reading.get(f"/article/{article}").links if href.startswith(("/judge", "/audit"))]
        for path in (f"/judge/{quote}", "/judge", "/audit", "/audit/spring"):
            assert reading.get(path).status == 404
            assert reading.post(path, {"act": "speaker"}).status == 405


def test_coders_judge_a_sample_and_see_nothing_of_what_the_machine_decided(server: Server, pen: Pen, settings: Settings) -> None:
    tasks = audit_tasks.tasks_of(settings.home, "spring", "li")
    listing = server.get("/audit/spring")
    assert f"0 of {len(tasks)} statements judged" in listing.text
    ids = set(ask(settings, "SELECT quote_id FROM quotes")) | set(ask(settings, "SELECT entity_id FROM entities"))
    at = f"/audit/spring?item={tasks[0].item}"
    for number, task in enumerate(tasks):
        page = server.get(at)
        assert page.status == 200
        assert html.escape(task.evidence.partition("⟦")[2].split()[0][:9].rstrip("⟧"), quote=False) in page.text.replace("&#34;", '"')
        assert not [key for (key,) in ids if key in page.text]
        assert not re.search(r"score|rule|machine", page.text.partition("<main")[2])
        assert ('name="says"' in page.text) == bool(task.notes)
        verdict = ("right", "wrong", "partly", "unsure")[number % 4]
        answer = server.post(at, {"token": pen.token, "verdict": verdict, "note": "=1+1"})
        assert answer.status == 303
        at = answer.headers["location"]
    assert at == "/audit/spring"
    assert "All statements are judged" in server.get(at).text
    mine = audit_tasks.tasks_of(settings.home, "spring", pen.coder)
    assert [t.verdict for t in mine] == [("right", "wrong", "partly", "unsure")[n % 4] for n in range(len(tasks))]
    assert not any(t.verdict for t in audit_tasks.tasks_of(settings.home, "spring", "li"))
    # what is right is said by what it is, and stands so in the sheet
    asked = next(task for task in tasks if "words" in task.notes)
    said = {"token": pen.token, "verdict": "wrong", "says": "words", "note": "the right words"}
    assert server.post(f"/audit/spring?item={asked.item}", said).status == 303
    assert (
        next(t.note for t in audit_tasks.tasks_of(settings.home, "spring", pen.coder) if t.item == asked.item) == "words: the right words"
    )
    again = server.get(f"/audit/spring?item={asked.item}").text
    assert '<option value="words" selected>' in again
    assert 'value="the right words"' in again
    server.post(f"/audit/spring?item={tasks[0].item}", {"token": pen.token, "verdict": ""})
    assert audit_tasks.tasks_of(settings.home, "spring", pen.coder)[0].verdict == ""
    assert server.post(f"/audit/spring?item={tasks[0].item}", {"token": pen.token, "verdict": "maybe"}).status == 422
    assert server.post(f"/audit/spring?item={tasks[0].item}", {"verdict": "right"}).status == 403
    for path in ("/audit/none", "/audit/..%2f..", "/audit/spring?item=x", "/audit/spring?article=99"):
        assert server.get(path).status == 404, path


def test_what_stands_in_whole_articles_is_listed(server: Server, pen: Pen, settings: Settings) -> None:
    first, second = audit_tasks.readings_of(settings.home, "spring", pen.coder)
    words = " ".join(first.text.split("\n")[-2].split()[:4])
    at = f"/audit/spring?article={first.no}"
    wrong = server.post(at, {"token": pen.token, "name": "words that nobody wrote there"})
    assert wrong.status == 422
    assert "does not stand in article" in wrong.text
    assert "words that nobody wrote there</textarea>" in wrong.text, "what was filled in is not lost"
    assert server.post(at, {"token": pen.token, "name": f"{words}\n\n", "quote": ""}).status == 303
    assert server.post(f"/audit/spring?article={second.no}", {"token": pen.token, "nothing": "on"}).status == 303
    one, two = audit_tasks.readings_of(settings.home, "spring", pen.coder)
    assert (one.listed, two.listed) == ((("name", words, ""),), (("nothing", "", ""),))
    assert words in server.get(at).text
    assert "not read yet" not in server.get("/audit/spring").text
    audit = audit_folder.audit_of(settings.home, "spring")
    assert pen.coder in audit.readers
