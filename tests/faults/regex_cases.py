"""Worst cases of a regular expression, from its own syntax tree; and all expressions that the package compiles.

What makes an expression slow is a repeat that can be left in many places, or begun at many, behind which the rest does not match.
For each repeat without a small bound: what stands before it, once and again and again; what it repeats, many times, in each letter that
it takes; and behind it something that it does not.
"""

# ruff: noqa: E501 — inputs stand on one line

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[2] / "pipeline"
_SMALL = 100  # a repeat of at most so many is none that grows
_LETTERS = "aA1 \n\t.,-_\"'<>=/:;&é°اﷲ一«»“”(|\u200b\u0301"
_BAD = ("\x00", "a", "")
_MANY = 6  # letters and variants that are tried of one repeat


# ------------------------------------------------------------------ worst cases
def worst_cases(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """(what is put once before, what is repeated, what stands behind), without repeats of a case."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    seen: set[tuple[str, str, str]] = set()
    for before, body in _repeats(list(tree), ""):
        for pump in _variants(body):
            for head, unit in ((before, pump), ("", before + pump), ("", before), ("", pump)):
                for bad in _BAD:
                    case = (head, unit, bad)
                    if unit and case not in seen:
                        seen.add(case)
                        yield case


def _repeats(items: list[Any], before: str) -> Iterator[tuple[str, list[Any]]]:
    """(a text that comes to it, what is repeated) of every repeat that may grow."""
    for op, argument in items:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = argument
            if most is sre.MAXREPEAT or most > _SMALL:
                yield before, list(body)
            yield from _repeats(list(body), before)
        elif op is sre.SUBPATTERN:
            yield from _repeats(list(argument[-1]), before)
        elif op is sre.ATOMIC_GROUP:
            yield from _repeats(list(argument), before)
        elif op is sre.BRANCH:
            for branch in argument[1]:
                yield from _repeats(list(branch), before)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(list(argument[1]), before)
        before += _shortest([(op, argument)])


def _shortest(items: list[Any]) -> str:
    """A text that the items match, as far as that can be told without their surroundings."""
    out = ""
    for op, argument in items:
        if op is sre.LITERAL:
            out += chr(argument)
        elif op is sre.NOT_LITERAL:
            out += next(c for c in _LETTERS if c != chr(argument))
        elif op is sre.ANY:
            out += "a"
        elif op is sre.IN:
            out += next(iter(_of_class(argument)), "a")
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            out += _shortest(list(argument[2])) * min(argument[0], 40_000)
        elif op is sre.SUBPATTERN:
            out += _shortest(list(argument[-1]))
        elif op is sre.ATOMIC_GROUP:
            out += _shortest(list(argument))
        elif op is sre.BRANCH:
            out += _shortest(list(argument[1][0]))
    return out


def _of_class(items: list[Any]) -> list[str]:
    """Letters of a class: those of the alphabet that it takes, and one of its own."""
    node = parser.SubPattern(parser.State())
    node.data = [(sre.IN, items)]
    takes = re._compiler.compile(node)  # type: ignore[attr-defined]
    own = [chr(a) if op is sre.LITERAL else chr(a[0]) for op, a in items if op in (sre.LITERAL, sre.RANGE)]
    return [c for c in dict.fromkeys((*_LETTERS, *own)) if takes.match(c)]


def _variants(body: list[Any]) -> list[str]:
    """Texts that the body of a repeat takes: of one letter every kind, of more each branch."""
    if len(body) == 1:
        op, argument = body[0]
        if op is sre.IN:
            return _of_class(argument)[:_MANY]
        if op in (sre.ANY, sre.NOT_LITERAL):
            return [c for c in _LETTERS if op is sre.ANY or c != chr(argument)][:_MANY]
        if op is sre.SUBPATTERN:
            return _variants(list(argument[-1]))
        if op is sre.ATOMIC_GROUP:
            return _variants(list(argument))
        if op is sre.BRANCH:
            return list(dict.fromkeys(v for branch in argument[1] for v in _variants(list(branch))))[:_MANY]
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            return _variants(list(argument[2]))
    found = [_shortest(body)]
    for n, (op, argument) in enumerate(body):  # one part in all its kinds, the others at their shortest, or left out
        if op in (sre.IN, sre.SUBPATTERN, sre.BRANCH, sre.MAX_REPEAT, sre.MIN_REPEAT):
            front, back = _shortest(body[:n]), _shortest(body[n + 1 :])
            found += [front + v + back for v in _variants([(op, argument)])[:4]]
    return list(dict.fromkeys(v for v in found if v))[:_MANY]


# ------------------------------------------------------------------ expressions of the package
def compiled_by_package() -> list[tuple[str, int, str]]:
    """Every expression of text that code below pipeline/ compiles when all of it is imported and has read, cleaned and annotated
    texts of each language, and every one that stands in its source as a constant: (expression, flags, where), those of bytes as text. For a fresh process: what has
    been compiled before is not seen."""
    found: dict[tuple[str, int, str], None] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def recording(pattern: Any, flags: Any) -> Any:
        made = compile_(pattern, flags)
        frame = inspect.currentframe()
        while frame is not None and frame.f_code.co_filename in (__file__, re.__file__):
            frame = frame.f_back
        if frame is not None and frame.f_code.co_filename.startswith(str(PACKAGE)):
            written = made.pattern if isinstance(made.pattern, str) else made.pattern.decode("latin-1")
            flags = made.flags if isinstance(made.pattern, str) else made.flags | re.ASCII
            found[written, flags, f"{Path(frame.f_code.co_filename).relative_to(PACKAGE.parent)}:{frame.f_lineno}"] = None
        return made

    re._compile = recording  # type: ignore[attr-defined]
    try:
        _use_everything()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
    for pattern, where in _constants():
        found[pattern.pattern, pattern.flags, where] = None
    return list(found)


def _constants() -> Iterator[tuple[re.Pattern[str], str]]:
    """Expressions given as constants to a function of `re`, whether that was called or not."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)):
                continue
            if node.func.value.id == "re" and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                flags = [a for a in (*node.args[1:], *(k.value for k in node.keywords)) if "re." in ast.unparse(a)]
                bits = 0
                for name in re.findall(r"re\.([A-Z]+)", " ".join(map(ast.unparse, flags))):
                    bits |= int(getattr(re, name))
                yield re.compile(node.args[0].value, bits), f"{path.relative_to(PACKAGE.parent)}:{node.lineno}"


def _use_everything() -> None:
    """Import each module, and read, clean and annotate."""
    import pipeline  # noqa: PLC0415

    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        try:
            importlib.import_module(module.name)
        except ImportError as error:  # a backend whose library is not installed
            if error.name is None or error.name.startswith("pipeline"):
                raise
    import random  # noqa: PLC0415

    import fuzz  # noqa: PLC0415
    import fuzz_inputs  # noqa: PLC0415

    from pipeline import languages  # noqa: PLC0415
    from pipeline.ingest.decode import storable  # noqa: PLC0415

    for lang in languages.languages():
        fuzz.check_text("Ilse Verbruggen, spokeswoman, said on 3 March 2024 at 10:30: “We have an agreement”, and 12 people left.\n", lang)
    for seed in range(40):
        rng = random.Random(seed)
        lang = fuzz_inputs.LANGS[seed % 3]
        fuzz.check_text(storable(fuzz_inputs.text(rng, lang)) or "a", lang, thorough=False)
        name = fuzz_inputs.NAMES[seed % len(fuzz_inputs.NAMES)]
        fuzz.check_bytes(name, fuzz_inputs.payload(rng, name), None, b"")
    from pipeline.resolve import sectors, wording  # noqa: PLC0415
    from pipeline.warehouse import search  # noqa: PLC0415

    search.words("The harbour of Sète")
    sectors.of_body("Ministry of Defence of Chad")
    for cached in vars(wording).values():
        if hasattr(cached, "cache_info") and list(inspect.signature(cached).parameters) == ["lang"]:
            for lang in languages.languages():
                cached(lang)


def only_matched(where: str) -> bool:
    """Whether the expression assigned to a name in that place is used by `match` and `fullmatch` alone: it begins in one place of a text."""
    file, _, line = where.rpartition(":")
    written = (PACKAGE.parent / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    if "re.match(" in written or "re.fullmatch(" in written:
        return True
    name = next((t.id for node in ast.walk(ast.parse((PACKAGE.parent / file).read_text(encoding="utf-8")))
                 if isinstance(node, ast.Assign) and node.lineno <= int(line) <= (node.end_lineno or 0)
                 for t in node.targets if isinstance(t, ast.Name)), None)  # fmt: skip
    if name is None:
        return False
    source = (PACKAGE.parent / file).read_text(encoding="utf-8")
    uses = re.findall(rf"\b{name}\b(\.\w+)?(?!\s*[:=][^=])", source)
    if name[0] != "_" and any(
        re.search(rf"\b{name}\b", p.read_text(encoding="utf-8")) for p in PACKAGE.rglob("*.py") if p != PACKAGE.parent / file
    ):
        return False
    return bool(uses) and set(uses) <= {".match", ".fullmatch"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(compiled_by_package()))
