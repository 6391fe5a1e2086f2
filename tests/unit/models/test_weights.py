"""Where a model's weights lie and what makes them the ones they are, without loading them; errors that say what to do."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_models import needs

from pipeline.models.choice import Choice, read_choices
from pipeline.models.spans import ModelError
from pipeline.models.weights import Model, locate


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def choice(tmp_path: Path, **fields: object) -> Choice:
    table = {"backend": "spacy", "path": "weights", **fields}
    return read_choices({"mentions": [{k: v for k, v in table.items() if v is not None}]}, "dateline.toml", tmp_path)[0]


def found(tmp_path: Path, **fields: object) -> Model:
    return locate(choice(tmp_path, **fields), digest_of)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A folder that looks like a spaCy model: what lies in it is not read here."""
    needs("spacy")
    folder = tmp_path / "weights"
    (folder / "ner").mkdir(parents=True)
    (folder / "config.cfg").write_text("[nlp]\nlang = en\n")
    told = {"lang": "en", "name": "news", "version": "1.2.0", "requirements": ["thinc>=8.0,<9"]}
    (folder / "meta.json").write_text(json.dumps(told))
    (folder / "ner/model").write_bytes(b"\x00\x01")
    return folder


def test_a_model_is_called_what_it_calls_itself(tmp_path: Path, weights: Path) -> None:
    model = found(tmp_path)
    assert (model.name, model.folder, model.languages) == ("spacy:en_news-1.2.0", weights, ("en",))
    assert model.libraries == ("spacy", "thinc")
    assert found(tmp_path, name="the desk's own").name == "spacy:the_desk_s_own"


def test_the_digest_is_of_every_file_and_of_nothing_else(tmp_path: Path, weights: Path) -> None:
    first = found(tmp_path)
    (weights / "__pycache__").mkdir()
    (weights / "__pycache__/x.pyc").write_bytes(b"1")
    moved = tmp_path / "elsewhere"
    weights.rename(moved)
    assert found(tmp_path, path=str(moved)).identity == first.identity
    (moved / "ner/model").write_bytes(b"\x00\x02")
    assert found(tmp_path, path=str(moved)).digest != first.digest


def test_what_changes_spans_changes_the_identity(tmp_path: Path, weights: Path) -> None:
    first = found(tmp_path)
    changed = [{"min_score": 0.3}, {"score": 0.7}, {"labels": {"X": "ORG"}}, {"name": "other"}]
    assert len({first.identity, *(found(tmp_path, **fields).identity for fields in changed)}) == 5


def test_a_model_for_any_language_reads_every_article(tmp_path: Path, weights: Path) -> None:
    (weights / "meta.json").write_text('{"lang": "xx"}')
    assert found(tmp_path).languages == ()
    assert found(tmp_path, languages=["ar", "fr"]).languages == ("ar", "fr")
    assert found(tmp_path).name == "spacy:weights"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"path": "nowhere"}, ("nowhere does not exist", "downloads nothing")),
        ({"path": "weights/config.cfg"}, ("is a file, not the folder",)),
        ({"path": "weights/ner"}, ("config.cfg is missing", "config.cfg and meta.json")),
        ({"languages": ["en", "fr"]}, ("is for the language en, not for fr", 'languages = ["en"]')),
        ({"path": None, "package": "xx_no_such_model"}, ("xx_no_such_model is not installed", "downloads nothing")),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, weights: Path, fields: dict[str, object], words: tuple[str, ...]) -> None:
    with pytest.raises(ModelError) as caught:
        found(tmp_path, **fields)
    assert all(word in str(caught.value) for word in (*words, "[[models.mentions]] number 1 in dateline.toml"))


def test_a_torn_description_is_told(tmp_path: Path, weights: Path) -> None:
    for content in ("{", "[]"):
        (weights / "meta.json").write_text(content)
        with pytest.raises(ModelError, match="Put the model there anew"):
            found(tmp_path)


@pytest.mark.parametrize("backend", ["spacy", "gliner"])
def test_a_library_that_is_not_installed_is_told_with_its_extra(tmp_path: Path, backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = choice(tmp_path, backend=backend)
    monkeypatch.setattr(sys, "path", [])  # nothing is installed
    with pytest.raises(ModelError) as caught:
        locate(asked, digest_of)
    assert f"needs the library {backend}, which is not installed" in str(caught.value)
    assert f"pip install -e '.[{backend}]'" in str(caught.value)


def test_an_installed_package_is_found_without_running_it(tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site/en_desk"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('imported')")
    weights.rename(package / "en_desk-1.2.0")
    monkeypatch.syspath_prepend(str(package.parent))
    model = found(tmp_path, path=None, package="en_desk")
    assert model.folder == package / "en_desk-1.2.0"


def test_what_a_model_is_asked_for_follows_the_labels(tmp_path: Path, weights: Path) -> None:
    model = found(tmp_path)
    assert model.asked == ("person", "organization", "country", "city", "location")
    own = replace(model, choice=choice(tmp_path, labels={"armed group": "ORG", "Location": ""}))
    assert own.asked == ("person", "organization", "country", "city", "armed group")
    assert (own.kinds["ARMED GROUP"], own.kinds["LOCATION"], own.kinds["NORP"]) == ("ORG", "", "")


def test_to_look_for_a_model_loads_no_library() -> None:
    code = (
        "import sys, pipeline.warehouse.models, pipeline.engines.work, pipeline.annotate; "
        "print([m for m in ('spacy', 'gliner', 'torch', 'pipeline.models.backends') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
