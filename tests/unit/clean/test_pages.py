"""Pages and profiles: what the markup and the source's own habits settle, and the title."""

from __future__ import annotations

from clean_documents import text_document

from pipeline.clean import clean, line_key
from pipeline.clean.language import identify
from pipeline.clean.prose import best_run
from pipeline.clean.titles import same_title
from pipeline.model import Given, LineHint, Profile

PROSE = [
    "The ferry between the two islands sank on Tuesday night in calm water, the coast guard said.",
    "All sixty passengers were picked up by fishing boats that had been close by.",
    "The owner of the ferry promised to pay for lost goods and to hire a new crew.",
]
# Where the prose of a page stands: its three paragraphs in one element.
CORE = {"siblings": 3, "path_share": 1.0, "shares": (0.33, 1.0, 1.0, 1.0), "depth": 4}


def _roles(lines: list[tuple[str, LineHint]], title: str | None = None) -> list[str]:
    text = "\n".join(t for t, _ in lines)
    article = clean(text_document(text, Given(title=title), hints=tuple(h for _, h in lines)))
    return [line.role for line in article.lines]


def test_markup() -> None:
    lines = [
        ("Islands", LineHint("a", 1.0, "nav")),
        ("Ferry sinks between islands", LineHint("h1", 0.0, "header")),
        *((p, LineHint("p", 0.0, "article", **CORE)) for p in PROSE),
        ("The ferry in March.", LineHint("figcaption", 0.0, "figure")),
        ("A long teaser for another story that ends like any sentence does.", LineHint("p", 1.0, "aside")),
        ("Imprint and contact", LineHint("p", 0.5, "footer")),
    ]
    assert _roles(lines) == ["navigation", "title", "body", "body", "body", "caption", "related_headline", "navigation"]


def test_profile_lines_are_dropped_but_for_the_title() -> None:
    slogan = "The Island Observer reports what others leave out, every day since 1961."
    text = "\n".join(["Ferry sinks between islands", *PROSE, slogan])
    without = clean(text_document(text))
    profile = Profile(frozenset({line_key(slogan), line_key("Ferry sinks between islands")}))
    article = clean(text_document(text, Given(title="Ferry sinks between islands")), profile)
    assert not article.lines[-1].kept
    assert article.lines[-1].rule_id == "source_profile"
    assert article.lines[0].role == "title"
    assert without.lines[-1].rule_id != "source_profile"


def test_same_title() -> None:
    assert same_title("Ferry sinks between islands", "Ferry sinks between islands | Island Observer")
    assert same_title("FERRY SINKS – between islands", "Ferry sinks between islands")
    assert not same_title("Ferry", "Ferry sinks between islands")
    assert not same_title("", "")


def test_language() -> None:
    assert identify(["..."]) == ("und", 0.0)
    assert identify(PROSE)[0] == "en"
    assert identify(["Le bac entre les deux îles a coulé mardi soir par mer calme."])[0] == "fr"
    assert identify(["غرقت العبّارة بين الجزيرتين مساء الثلاثاء في بحر هادئ."])[0] == "ar"
    assert identify(["Το πλοίο βυθίστηκε το βράδυ της Τρίτης."])[0] == "el"
    assert identify(["Kenya and Uganda signed a trade agreement in Nairobi on Monday, the president said."])[0] == "en"
    assert identify(["Ferry"])[1] < identify(PROSE)[1]


def test_best_run() -> None:
    assert best_run([-1, 2, -1, 3, -5, 1]) == (1, 4)
    assert best_run([-1, -2]) == (0, 0)
    assert best_run([]) == (0, 0)
