"""The shelf of compiled tables: what is found on it is what was put there, or nothing."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from test_name_speed import texts

import pipeline
from pipeline import languages
from pipeline.engines.table_files import FolderShelf, stamp
from pipeline.engines.work import CleanTask, Failure, annotate_batch, clean_batch
from pipeline.languages import shelf
from pipeline.languages.phrases import Phrasebook
from pipeline.lexicon.examples import article
from pipeline.model import Article, Profile

PACKAGE = Path(pipeline.__file__).parent
LANGUAGES = ("en", "fr", "ar")
_MARK = b"dateline table 1\n"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    forget()


@pytest.fixture
def folder(tmp_path: Path) -> FolderShelf:
    return FolderShelf(tmp_path / "tables" / "now", frozenset(LANGUAGES))


def forget() -> None:
    """Nothing that was compiled is remembered, and no shelf is in force: as in a fresh process."""
    languages.use(languages.Extension((("shared", "orgs.tsv", ""),)))
    languages.use(languages.Extension())


@dataclass
class Watched:
    """A shelf that remembers what it was asked."""

    on: FolderShelf
    found: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)

    def holds(self, lang: str) -> bool:
        return self.on.holds(lang)

    def find(self, name: str) -> object | None:
        table = self.on.find(name)
        self.found |= {name} if table is not None else set()
        return table

    def keep(self, name: str, table: object) -> None:
        self.kept.add(name)
        self.on.keep(name, table)


def book() -> Phrasebook[str]:
    made: Phrasebook[str] = Phrasebook(proclitics=("al",))
    made.add("(bay|port) of Kilindi ~2 closed", "port")
    made.add("=NMI", "agency")
    return made


def worked() -> list[object]:
    """All that is found in some articles, from their lines on."""
    documents = [article("\n".join(texts(lang, 1)), lang).document for lang in LANGUAGES]
    articles = clean_batch([CleanTask(document, Profile()) for document in documents])
    assert [found.lang for found in articles if isinstance(found, Article)] == list(LANGUAGES)
    found = annotate_batch([a for a in articles if isinstance(a, Article)])
    assert not any(isinstance(outcome, Failure) for outcome in found)
    return [*articles, *found]


def all_kept() -> set[str]:
    """The names of the functions whose tables are kept, as the source has them."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        found |= {f"{module}.{name}" for name in re.findall(r"^@kept\ndef (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)}
    return found


def test_tables_from_the_shelf_say_what_those_say_that_were_built(folder: FolderShelf) -> None:
    forget()
    built = worked()
    forget()
    first = Watched(folder)
    shelf.use(first)
    assert worked() == built
    assert (first.found, len(first.kept) > len(LANGUAGES)) == (set(), True)
    forget()
    second = Watched(folder)
    shelf.use(second)
    assert worked() == built
    assert second.kept == set()  # whatever is put away can be read
    assert second.found <= first.kept
    functions = {name.removesuffix(f".{lang}") for name in first.kept for lang in LANGUAGES if name.endswith(f".{lang}")}
    assert functions | {name for name in first.kept if name.rpartition(".")[2] not in LANGUAGES} == {
        name
        for name in all_kept()
        if not name.startswith("resolve.")  # those are of the corpus: a run reads them
    }


def test_a_table_is_found_by_its_name_alone(folder: FolderShelf) -> None:
    assert folder.find("book") is None
    folder.keep("book", {"a": (1, frozenset({"b"}))})
    assert folder.find("book") == {"a": (1, frozenset({"b"}))}
    assert folder.find("books") is None
    assert [path.name for path in folder.folder.iterdir()] == ["book"]


def test_damage_is_seen_and_mended(folder: FolderShelf) -> None:
    folder.keep("book", list(range(1000)))
    file = folder.folder / "book"
    whole = file.read_bytes()
    cut = [whole[:n] for n in (0, 5, len(_MARK), len(_MARK) + 32, len(whole) // 2, len(whole) - 1)]
    turned = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), max(1, len(whole) // 50))]
    for damaged in (*cut, *turned, whole + b"more", b"of another program"):
        file.write_bytes(damaged)
        assert folder.find("book") is None
    folder.keep("book", list(range(1000)))
    assert file.read_bytes() == whole


@pytest.mark.parametrize("told", [os.system, subprocess.Popen, getattr, eval, languages.use])
def test_a_pickle_that_names_other_things_than_tables_hold_is_none(folder: FolderShelf, told: object) -> None:
    folder.keep("book", [])
    packed = zlib.compress(pickle.dumps(told))
    (folder.folder / "book").write_bytes(_MARK + sha256(packed).digest() + packed)
    assert folder.find("book") is None


def test_where_nothing_can_be_written_or_read_tables_are_built(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for place in (tmp_path / "file" / "tables", Path("/proc/none/tables")):
        there = FolderShelf(place, frozenset(LANGUAGES))
        there.keep("book", [1])
        assert there.find("book") is None
    taken = FolderShelf(tmp_path / "taken", frozenset(LANGUAGES))
    (taken.folder / "book").mkdir(parents=True)
    taken.keep("book", [1])
    assert taken.find("book") is None
    assert [path.name for path in taken.folder.iterdir()] == ["book"]


def test_a_table_that_is_too_deep_is_not_kept(folder: FolderShelf) -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    folder.keep("deep", deep)
    assert folder.find("deep") is None
    while deep:  # taken apart by hand: it is too deep for Python's own way too
        deep = deep.pop()  # type: ignore[assignment]


def test_two_processes_may_keep_the_same_table_at_once(folder: FolderShelf) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.engines.table_files import FolderShelf\n"
        "shelf = FolderShelf(Path(sys.argv[1]), frozenset())\n"
        "for n in range(300):\n"
        "    shelf.keep('book', ['word'] * 5000)\n"
        "    assert shelf.find('book') == ['word'] * 5000\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(folder.folder)]) for _ in range(2)]
    seen = 0
    while any(process.poll() is None for process in started):
        table = folder.find("book")
        assert table in (None, ["word"] * 5000)
        assert table is not None or not seen  # from the first one on it is always there, and whole
        seen += table is not None
    assert [process.returncode for process in started] == [0, 0]
    assert seen
    assert [path.name for path in folder.folder.iterdir()] == ["book"]


def test_a_book_of_phrases_finds_the_same_behind_the_shelf(folder: FolderShelf) -> None:
    made = book()
    folder.keep("book", made)
    read = folder.find("book")
    assert isinstance(read, Phrasebook)
    tokens = languages.pack("en").tokenise("The port of Kilindi was soon closed, NMI said of alport of Kilindi closed.")
    found = [(m.first, m.last, m.offset, m.value) for m in made.matches(tokens)]
    assert len(found) == 3
    assert [(m.first, m.last, m.offset, m.value) for m in read.matches(tokens)] == found


def test_older_folders_go_when_a_new_one_is_begun_and_nothing_else_does(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    stamps = [stamp([str(n)]) for n in range(4)]
    for n, name in enumerate(stamps):
        there = FolderShelf(tmp_path / name, frozenset())
        there.keep("book", [n])
        os.utime(there.folder, ns=(n, n))
    assert {path.name for path in tmp_path.iterdir()} == {"mine", *stamps[2:]}


def test_a_stamp_is_of_all_that_it_is_told() -> None:
    assert len({stamp(["a", "b"]), stamp(["a", "c"]), stamp(["ab"]), stamp([])}) == 4
    assert stamp(["a", "b"]) == stamp(iter(["a", "b"]))


def test_only_tags_that_have_a_pack_are_kept(folder: FolderShelf) -> None:
    asked: list[str] = []

    @shelf.kept
    def build(lang: str) -> list[str]:
        asked.append(lang)
        return [lang]

    shelf.use(folder)
    for tag in ("en", "en", "../../en", "zz", "zz"):
        assert build(tag) == [tag]
    assert asked == ["en", "../../en", "zz", "zz"]
    assert len(list(folder.folder.iterdir())) == 1


def test_a_users_lexicon_takes_the_shelf_away(folder: FolderShelf) -> None:
    shelf.use(folder)
    languages.use(languages.current())
    assert shelf.current() is folder
    languages.use(languages.Extension((("shared", "orgs.tsv", "en\nJahazi Pamoja\n"),)))
    assert shelf.current() is None
