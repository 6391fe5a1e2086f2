"""Quotation marks: pairs of every kind, stray ones, and what must hold for every text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotate.quoting.marks import pair


def inside(text: str) -> list[str]:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return [text[m.start : m.end] for m in pair(text, tuple(lines))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“a b” and “c”", ["a b", "c"]),
        ('"a b," he said, "c"', ["a b,", "c"]),
        ("«\u00a0a b\u00a0» et «\u202fc\u202f»", ["a b", "c"]),
        ("« a “b” c »", ["a “b” c"]),
        ("“a ‘b’ c”", ["a ‘b’ c"]),
        ("``a b'' she said", ["a b"]),
        ("''a b,'' she said", ["a b,"]),
        ("„a b“ sagte er", ["a b"]),
        ("»a b« sagte er", ["a b"]),
        ("« a b ” mixed", ["a b"]),
        ("قال لـ«الصدى» إن", ["الصدى"]),
        ('و"الصدى" قال', ["الصدى"]),
        ("He called it 'a shame' twice", ["a shame"]),
        ("The workers' rights and the girls' school", []),
        ("It's the '90s, isn't it", []),
        ("l’Irak et l’Iran", []),
        ('a 5" pipe and a 7" one', []),
        ('a 5" pipe and "a word"', ["a word"]),
        ("a lonely ” mark and “a pair”", ["a pair"]),
        ('"stray here and "a pair" there', ["a pair"]),
    ],
)
def test_pairs(text: str, wanted: list[str]) -> None:
    assert inside(text) == wanted


def test_paragraphs_opened_again_and_closed_once() -> None:
    assert inside("“First part.\n“Second part,” she said.") == ["First part.", "Second part,"]


def test_paragraphs_opened_once_and_closed_at_the_end() -> None:
    assert inside("« Premier.\nDeuxième.\nTroisième », dit-il.") == ["Premier.", "Deuxième.", "Troisième"]


def test_an_unclosed_mark_costs_its_own_line_only() -> None:
    assert inside("He said: “no end\nAnother line “with a pair”.\nPlain.") == ["no end", "with a pair"]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab .,s\n\"'“”‘’«»„`—و", max_size=80))
def test_pairs_never_fail_and_never_overlap(text: str) -> None:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    found = pair(text, tuple(lines))
    for m in found:
        assert m.outer_start <= m.start < m.end <= m.outer_end
        assert any(low <= m.outer_start and m.outer_end <= high for low, high in lines)
        assert not text[m.start].isspace()
        assert not text[m.end - 1].isspace()
    assert all(a.outer_end <= b.outer_start for a, b in itertools.pairwise(found))
