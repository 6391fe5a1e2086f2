"""After a change of code, of a lexicon or of what the user gives, Dagster shows as stale what that touches, and as fresh when a run has
done it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import dagster as dg
import pytest
from dagster._core.definitions.data_version import CachingStaleStatusResolver, StaleCauseCategory, StaleStatus
from dagster._core.loader import LoadingContextForTest

from pipeline.defs import inputs
from pipeline.defs.assets import ANNOTATE, CLEAN
from pipeline.defs.build import build_defs
from pipeline.defs.tables import RESOLVE
from pipeline.warehouse import fingerprint

if TYPE_CHECKING:
    from conftest import Desk

PONT = "courrier-du-delta/pont.txt"


def causes(desk: Desk) -> dict[str, set[str]]:
    """Stale assets, each with the kinds of its causes: what the pages show."""
    graph = build_defs(settings=desk.settings).resolve_asset_graph()
    resolver = CachingStaleStatusResolver(desk.instance, graph, LoadingContextForTest(desk.instance))
    stale = [key for key in graph.materializable_asset_keys if resolver.get_status(key) == StaleStatus.STALE]
    return {key.to_user_string(): {cause.category.value for cause in resolver.get_stale_causes(key)} for key in stale}


def has_changed_itself(desk: Desk) -> set[str]:
    return {name for name, kinds in causes(desk).items() if StaleCauseCategory.CODE.value in kinds}


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Other digests for files of the project: `code` by module, `data` by the last two parts of the path, as if they had been edited."""
    edited: dict[str, str] = {}
    data, module = fingerprint._bytes_digest.__wrapped__, fingerprint._module.__wrapped__
    monkeypatch.setattr(fingerprint, "_bytes_digest", lambda path: edited.get("/".join(path.parts[-2:]), data(path)))
    monkeypatch.setattr(fingerprint, "_module", lambda path: (edited.get("/".join(path.parts[-2:]), module(path)[0]), module(path)[1]))
    yield edited
    fingerprint.stage_version.cache_clear()


def edit(changed: dict[str, str], file: str) -> None:
    changed[file] = f"another {file}"
    fingerprint.stage_version.cache_clear()


def done(desk: Desk, stage: str, before: dict[str, object]) -> set[str]:
    return {uri for uri, moment in desk.done_at(stage).items() if moment != before[uri]}


def test_words_of_one_language_are_shown_and_redo_its_articles(desk: Desk, changed: dict[str, str]) -> None:
    assert causes(desk) == {}
    edit(changed, "fr/triggers.tsv")
    assert has_changed_itself(desk) == {*ANNOTATE, *RESOLVE}
    assert set(causes(desk)).isdisjoint({"documents", *CLEAN})
    before = {stage: desk.done_at(stage) for stage in ("clean", "annotate")}
    assert desk.launch().success
    assert {stage: done(desk, stage, moments) for stage, moments in before.items()} == {"clean": set(), "annotate": {PONT}}
    assert causes(desk) == {}


def test_an_extractor_s_code_is_shown_and_redoes_its_stage_only(desk: Desk, changed: dict[str, str]) -> None:
    edit(changed, "quoting/spans.py")
    assert has_changed_itself(desk) == set(ANNOTATE)
    before = {stage: desk.done_at(stage) for stage in ("read", "clean", "annotate", "corpus")}
    assert desk.launch({"sources": ["courrier-du-delta"], "stages": ["documents", "publish"]}).success
    assert set(ANNOTATE) <= has_changed_itself(desk)  # a run that leaves the stage out does not hide that it is behind
    assert desk.launch().success
    again = {stage: bool(done(desk, stage, moments)) for stage, moments in before.items()}
    assert again == {"read": False, "clean": False, "annotate": True, "corpus": False}
    assert causes(desk) == {}


def test_the_user_s_lexicon_and_overrides_are_shown_when_they_change(desk: Desk) -> None:
    (desk.settings.lexicon / "fr").mkdir(parents=True)
    (desk.settings.lexicon / "fr/offices.tsv").write_text("office\tgender\tnumber\tpattern\ninspector\tm\ts\tjaugeur du delta\n")
    inputs.note(desk.instance, desk.settings)
    stale = causes(desk)
    assert {*CLEAN, *ANNOTATE, *RESOLVE} <= set(stale)
    assert StaleCauseCategory.DATA.value in stale["quotes"]
    assert "documents" not in stale
    assert desk.launch().success
    assert causes(desk) == {}
    events = desk.instance.fetch_materializations(dg.AssetKey("lexicon"), limit=10).records
    assert len(events) == 2  # one of each state, however many runs there are
