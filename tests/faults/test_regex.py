"""Every regular expression of the package takes time in proportion to its text, on worst cases made from its own syntax tree.

How an expression is used is read from the source: what is only matched begins in one place of a text, all others begin anywhere.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import regex_cases

SIZES = (32, 400, 4_000)  # characters of the cases; the last and four times as many tell how the time grows
FAST = 0.001  # seconds within which a case of SIZES is as good as linear: quadratic time would take ten times that
GROWTH = 8  # times the time for four times the text

# Expressions that are only asked whether they match a whole word, which no assignment to a name tells: the file and why that is bounded.
MATCHED = {
    "pipeline/warehouse/fingerprint.py": "names of tables, by `fullmatch`",
    "pipeline/resolve/wording.py": "endings, by `fullmatch` on what is left of a word behind its stem",
}


def seconds(use: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    use(text)
    return time.process_time() - began


def uses_of(pattern: re.Pattern[str], where: str) -> list[Callable[[str], object]]:
    """How the expression may be applied: from one place, or from every place of a text."""
    if where.rpartition(":")[0] in MATCHED or regex_cases.only_matched(where):
        return [pattern.match, pattern.fullmatch]
    return [lambda text: sum(1 for _ in pattern.finditer(text)), pattern.fullmatch]


def exponential_case(use: Callable[[str], object], before: str, unit: str, behind: str) -> str | None:
    """A case on which each character more doubles the time: told on short texts, for on longer ones it does not end."""
    few, many = (min(seconds(use, before + unit * n + behind) for _ in range(2)) for n in (14, 18))
    return f"{few:.4f} s, then {many:.4f} s for four characters more of {unit!r:.40}" if many > FAST and many > GROWTH * few else None


def slow_case(pattern: re.Pattern[str], where: str) -> str | None:
    """A case on which the time grows faster than the text, or None."""
    uses = uses_of(pattern, where)
    for before, unit, behind in regex_cases.worst_cases(pattern):
        for use in uses:
            if said := exponential_case(use, before, unit, behind):
                return said
            for size in SIZES:
                short = before + unit * max(1, size // len(unit)) + behind
                if len(short) > 40 * SIZES[-1] or seconds(use, short) < FAST:
                    continue
                long = before + unit * max(4, 4 * size // len(unit)) + behind
                few = min(seconds(use, short) for _ in range(3))
                if few < FAST:
                    continue
                many = min(seconds(use, long) for _ in range(2))
                if many > GROWTH * few:  # measured once more, for other programs may have taken the time
                    few, many = min(seconds(use, short) for _ in range(5)), min(seconds(use, long) for _ in range(3))
                if many > GROWTH * few:
                    return f"{few:.4f} s, then {many:.4f} s for four times {before!r:.40} {unit!r:.40} {behind!r}"
                break
    return None


@pytest.fixture(scope="module")
def expressions() -> list[tuple[re.Pattern[str], str]]:
    """All of the package, collected in a process that has compiled none before."""
    done = subprocess.run([sys.executable, regex_cases.__file__], capture_output=True, text=True, check=False, cwd=Path(__file__).parent)
    assert done.returncode == 0, done.stderr[-2000:]
    return [(re.compile(text, flags), where) for text, flags, where in json.loads(done.stdout)]


def test_all_are_found(expressions: list[tuple[re.Pattern[str], str]]) -> None:
    compiled = [
        path.relative_to(regex_cases.PACKAGE.parent).as_posix()
        for path in regex_cases.PACKAGE.rglob("*.py")
        if "re.compile(" in path.read_text(encoding="utf-8")
    ]
    found = {where.rpartition(":")[0] for _, where in expressions}
    assert set(compiled) - found == set()
    assert len(expressions) > 150


def test_each_is_linear_or_declared(expressions: list[tuple[re.Pattern[str], str]]) -> None:
    slow = {}
    for pattern, where in expressions:
        if case := slow_case(pattern, where):
            slow[f"{where} {pattern.pattern[:150]}"] = case
    assert not slow, json.dumps(slow, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"\s+$", r"<a[^>]*>x", r"(?:a|a)*b", r"\d+(?:,\d+)*\.$"])
def test_what_is_slow_is_told_from_what_is_not(pattern: str) -> None:
    assert slow_case(re.compile(pattern), "pipeline/text.py:0") is not None


@pytest.mark.parametrize("pattern", [r"\s++", r"<a[^<>]{0,80}>", r"\bword\b", r"[a-z]+", r"(?>a+)b?", r"a{1,20}b"])
def test_what_is_linear_is_let_pass(pattern: str) -> None:
    assert slow_case(re.compile(pattern), "pipeline/text.py:0") is None


def test_what_is_declared_is_there(expressions: list[tuple[re.Pattern[str], str]]) -> None:
    assert set(MATCHED) <= {where.rpartition(":")[0] for _, where in expressions}
