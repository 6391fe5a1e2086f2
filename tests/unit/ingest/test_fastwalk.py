"""Pages that are read fast: the lines and metadata of the full walk, on pages of our own and on hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import glance
from pipeline.ingest.events import of_lxml
from pipeline.ingest.fastwalk import render_tree
from pipeline.ingest.flatten import MAX_DEPTH
from pipeline.ingest.guard import MAX_TAG, read_guarded
from pipeline.ingest.listing import kinds_of
from pipeline.ingest.pagemeta import Facts
from pipeline.ingest.pages import PageRequest, _plain_parser, parse
from pipeline.ingest.render import render

OWN = sorted((Path(__file__).parents[2] / "quality" / "pages").rglob("*.html"))
LINE = "The lighthouse of Skagen goes dark for repairs, its keeper Mette Lund said on Friday."
TEXT = f"<p>{LINE}</p>" * 6


def both(markup: str) -> tuple[list[str], list[str]]:
    """The lines of the full walk and of the fast one."""
    tree = parse(markup, _plain_parser())
    assert tree is not None
    return [text for text, _ in render([((), of_lxml(tree))])], [text for text, _ in render_tree(tree)]


def fast(markup: str) -> list[str]:
    return list(read_guarded(PageRequest(markup, "a.html", reading="fast")).lines)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_pages_have_the_same_lines_regions_and_metadata(path: Path) -> None:
    markup = path.read_text(encoding="utf-8")
    full, quick = both(markup)
    assert quick == full
    request = PageRequest(markup, "a.html")
    found, other = read_guarded(request), read_guarded(PageRequest(markup, "a.html", reading="fast"))
    assert (other.lines, other.meta, set(other.kinds)) == (found.lines, found.meta, set(kinds_of(markup)))
    for one, two in zip(found.hints, other.hints, strict=True):
        assert (one.tag, one.region, one.link_share) == (two.tag, two.region, two.link_share)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_metadata_is_gathered_as_a_walk_takes_note_of_it(path: Path) -> None:
    tree = parse(path.read_text(encoding="utf-8"), _plain_parser())
    assert tree is not None
    walked, gathered = Facts(), Facts()
    walked.walk(of_lxml(tree))
    gathered.gather(tree, has_items=True)
    for name in ("named", "json_ld", "times", "items", "title", "canonical", "lang"):
        assert getattr(gathered, name) == getattr(walked, name), name


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>one <b>two</b><i>three</i> four</p>", ["one twothree four"]),
        ("<p>one<br>two<br/>three</p>", ["one", "two", "three"]),
        ("<li><a href=/>Home</a><a href=/w>World</a></li>", ["Home World"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<a href=/x><h3>Title</h3><p>Teaser</p></a>", ["Title", "Teaser"]),
        ("<p>seen <span style='display: NONE'>not</span>too</p>", ["seen too"]),
        ("<div hidden><p>not</p></div><div hidden=until-found><p>seen</p></div><p>the longest line</p>", ["seen", "the longest line"]),
        ("<ul style='visibility:hidden'><li><a href=/>not</a></li></ul><p>seen</p>", ["seen"]),
        ("<p>a&nbsp;b  \n c&shy;d</p>", ["a\u00a0b cd"]),
        ("<pre>one\ntwo</pre>", ["one", "two"]),
        ("<p>one<script>no</script><style>no</style><svg><text>no</text></svg> two</p>", ["one two"]),
        ("<p>said<button>Share</button>now</p>", ["said Sharenow"]),
        (f"<div hidden>{TEXT}</div><p>Wait</p>", [*[LINE] * 6, "Wait"]),
        ("<p>forged \ufdd0 and \ufdd6\ufdd6\ufdd3 marks</p><p>end</p>", None),
    ],
)
def test_lines(body: str, lines: list[str] | None) -> None:
    full, quick = both(f"<html><body>{body}</body></html>")
    if lines is None:  # marks of the walk in a page: nothing breaks
        assert quick[-1] == "end"
    else:
        assert quick == full == lines


@pytest.mark.parametrize(
    "markup",
    [
        f"{'<div class=x>' * 5_000}{TEXT}",
        f"{'<span>' * 5_000}{TEXT}{'</span>' * 5_000}",
        f"<!-- never ended {TEXT}",
        f"<div {' '.join(f'a{n}=1' for n in range(30_000))}>{TEXT}</div>",
        f"<p>seen</p><img src='data:image/png;base64,{'A' * 10_100_000}'>{TEXT}",
        f"{'</b>' * 3_000}{TEXT}",
    ],
    ids=["deep", "deep inline", "comment", "attributes", "long value", "stray ends"],
)
def test_hostile_pages_lose_no_text(markup: str) -> None:
    assert fast(markup).count(LINE) == 6


def test_a_glance_clears_ordinary_pages_and_no_deep_ones() -> None:
    assert glance.n_begun(b"<ul><li>a<li>b</ul><br><p>c<a href=x>d</a><!-- e -->", MAX_TAG) == 6
    assert glance.n_begun(b"no markup", MAX_TAG) == 0
    assert glance.n_begun(b"<div>" * (MAX_DEPTH + 1), MAX_TAG) == -1
    assert glance.n_begun(b"</div>" * (MAX_DEPTH + 1) + b"<div>" * (MAX_DEPTH + 1), MAX_TAG) == -1
    assert glance.n_begun(b"<p " + b"a" * (MAX_TAG + 1) + b">", MAX_TAG) == -1
    assert glance.n_begun(b"<script>" + b"a" * (MAX_TAG + 1) + b"</script>", MAX_TAG) == 1
