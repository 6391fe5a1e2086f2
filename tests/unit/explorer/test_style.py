"""The style sheet: readable in both schemes, turned by the text's direction only, nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from pipeline.explorer.render import STATIC

CSS = (STATIC / "pages.css").read_text(encoding="utf-8")
_ROOTS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
_SCHEMES = {"light": _ROOTS[0], "dark": _ROOTS[1]}


def _luminance(colour: str) -> float:
    full = colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])
    channels = [int(full[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: str, b: str) -> float:
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_text_is_readable_on_what_it_stands_on(scheme: str) -> None:
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", _SCHEMES[scheme]))
    on_paper = ("ink", "soft", "accent", "event", "date", "good", "bad", "drop")
    pairs = [(name, "paper") for name in on_paper] + [("ink", "raised"), ("soft", "raised"), ("accent", "raised")]
    pairs += [("ink", "quote"), ("ink", "mark"), ("accent-ink", "accent"), ("event", "quote")]
    low = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in low.items() if value < 4.5} == {}


def test_nothing_is_placed_by_left_and_right() -> None:
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    assert (
        re.findall(r"(?<![-\w])(?:left|right|margin-left|margin-right|padding-left|padding-right|border-left|border-right)\s*:", rules)
        == []
    )
    assert re.findall(r"text-align\s*:\s*(?:left|right)", rules) == []


def test_nothing_comes_from_elsewhere() -> None:
    assert re.findall(r"url\(|@import|https?:", CSS) == []
