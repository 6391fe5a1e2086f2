"""Fuzzing of readers, cleaner and annotators: `python tests/faults/fuzz.py --minutes 30 --seed N`.

Each input is made from a seed of its own, so a finding is named by it; its bytes or text are saved below `--findings` as well. What
is held for every input:

- nothing raises; a reader gives no `internal_error`, cleaner and annotators no `Failure` (these verify every offset and reference);
- a rejection has code, message and hint; a document has text; nothing holds a lone surrogate or NUL;
- the same input gives the same result again, alone or beside another;
- time grows with the length: an input may cost 50 times the median a character, a text repeated four times as often ten times
  as much. What is too slow is measured again before it counts, for the machine has other things to do.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import random
import statistics
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fuzz_inputs

from pipeline.engines.work import CleanTask, Failure, annotate_batch, clean_batch
from pipeline.ingest.decode import storable
from pipeline.ingest.origin import Limits, Origin
from pipeline.ingest.reading import read_payload
from pipeline.ingest.sources import parse_folder
from pipeline.model import Document, Given, Profile, Rejection, Source

_SLOW = 50  # times the median per character
_NOISE = 0.25  # seconds below which nothing is called slow
_GROWTH = 10  # times the time for four times the length
_PROBE = (8_000, 32_000)  # characters of the two texts of a growth probe
_SHORT = 4_000  # characters: below, what every input costs counts for more
_ENOUGH = 30  # inputs before there is a median
_PROFILE = Profile()


class FindingError(Exception):
    """An input that breaks what must hold."""


# ------------------------------------------------------------------ what must hold
def check_bytes(name: str, payload: bytes, sidecar: bytes | None, toml: bytes) -> None:
    """Read a file with its companions. Raises FindingError, or whatever the readers let out."""
    folder, problems = parse_folder(toml, "gazette", "gazette/source.toml")
    source = folder.source
    for problem in problems:
        _check_rejection(problem)
    _check_text(repr(dataclasses.astuple(source)), "source")
    limits = Limits(max_file=2_000_000, max_page=1_000_000, max_record=500_000)
    origin = Origin(f"gazette/{name}", source, sidecar, limits=limits, layout=folder.layout)
    results = list(read_payload(payload, origin, name=name))
    if not results:
        raise FindingError("neither a document nor a rejection came of it")
    for result in results:
        if isinstance(result, Rejection):
            _check_rejection(result)
            continue
        _check_text(result.text, "text")
        if not result.text.strip():
            raise FindingError("a document without text")
        for part in (result.given, result.page):
            for field in dataclasses.astuple(part) if part is not None else ():
                _check_text(field or "", "metadata")
    if [_key(r) for r in results] != [_key(r) for r in read_payload(payload, origin, name=name)]:
        raise FindingError("read again, it gives something else")


def _check_rejection(rejection: Rejection) -> None:
    if rejection.error_code == "internal_error":
        raise FindingError(f"internal error: {rejection.message}")
    for part in (rejection.error_code, rejection.message, rejection.hint):
        if not part.strip():
            raise FindingError(f"a rejection lacks a part: {rejection}")
        _check_text(part, "a rejection")
    if len(rejection.message) > 1_000:
        raise FindingError(f"a message of {len(rejection.message)} characters")


def _check_text(value: str, what: str) -> None:
    if storable(value) != value:
        raise FindingError(f"{what} holds NUL or a lone surrogate")


def _key(result: Document | Rejection) -> str:
    return repr(result)


def document(text: str, lang: str, *, given: Given | None = None) -> Document:
    """A plain text document."""
    return Document("art_0", Source("gazette", language=lang), "gazette/a.txt", "text/plain", "utf-8", "0" * 64, text, "0" * 64, "",
                    given or Given(published_at="2024-11-19", lang=lang))  # fmt: skip


def check_text(text: str, lang: str, *, thorough: bool = True) -> None:
    """Clean and annotate a text. Raises FindingError, or whatever the floors let out."""
    task = CleanTask(document(text, lang), _PROFILE)
    (article,) = clean_batch([task])
    if isinstance(article, Failure):
        raise FindingError(f"clean: {article.message}\n{article.details}")
    (found,) = annotate_batch([article])
    if isinstance(found, Failure):
        raise FindingError(f"annotate: {found.message}\n{found.details}")
    _check_text(repr(found).replace("\\x00", "\x00"), "annotations")
    if thorough:
        beside = dataclasses.replace(task, document=document("Ilse Verbruggen left Rotterdam on 3 March 2024.", "en"))
        if clean_batch([beside, task])[1] != article:
            raise FindingError("cleaned beside another text, it comes out differently")
        if annotate_batch([article])[0] != found:
            raise FindingError("annotated again, it comes out differently")


# ------------------------------------------------------------------ inputs by seed
def _one(kind: str, seed: int) -> tuple[Callable[[], None], int, dict[str, Any]]:
    """(what to run, its size, what is saved of it) of the input of a seed."""
    rng = random.Random(seed)
    if kind == "bytes":
        name = rng.choice(fuzz_inputs.NAMES)
        payload, sidecar, toml = fuzz_inputs.payload(rng, name), fuzz_inputs.sidecar(rng), fuzz_inputs.source_toml(rng)
        parts = (name, payload, sidecar, toml)
        saved = {"name": name, "payload": payload.hex(), "sidecar": sidecar.hex() if sidecar is not None else None, "toml": toml.hex()}
        return lambda: check_bytes(*parts), len(_expanded(payload)), saved
    lang = rng.choice(fuzz_inputs.LANGS)
    text = storable(fuzz_inputs.text(rng, lang)) or "a"
    return lambda: check_text(text, lang, thorough=seed % 4 == 0), len(text), {"lang": lang, "text": text}


def _expanded(payload: bytes) -> bytes:
    """What a reader has to do with: of gzip what is in it."""
    try:
        return gzip.decompress(payload)
    except (OSError, EOFError, zlib.error):
        return payload


def _timed(work: Callable[[], None]) -> float:
    began = time.process_time()  # of this process: others may be at work beside it
    work()
    return time.process_time() - began


def _expect(work: Callable[[], None], seconds: float, size: int, rate: float) -> None:
    """Raises FindingError where an input takes longer than the rate allows, also when it is measured again."""
    allowed = max(_NOISE, rate * max(size, _SHORT if size > 1 else 1))
    if seconds > allowed:
        again = min(_timed(work), _timed(work))
        if again > allowed:
            raise FindingError(f"slow: {again:.2f} s where {allowed:.2f} s are allowed")


class Fuzzer:
    """Inputs one after the other, findings kept in `found` and saved below `folder`."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.found: list[str] = []
        self._said: Counter[str] = Counter()
        self._rates: dict[str, list[float]] = {}  # seconds a character, by format

    def step(self, kind: str, seed: int) -> None:
        """One input."""
        self.counts[kind] += 1
        if kind == "growth":
            self._growth(seed)
            return
        work, size, saved = _one(kind, seed)
        try:
            seconds = _timed(work)
            rates = self._rates.setdefault(saved.get("name", kind), [])
            if seconds > _NOISE and len(rates) >= _ENOUGH:
                _expect(work, seconds, size, _SLOW * statistics.median(rates))
            rates.append(seconds / max(size, _SHORT))
        except Exception as error:  # that none comes out is what is tested
            self._keep(kind, seed, error, saved)

    def _growth(self, seed: int) -> None:
        rng = random.Random(seed)
        lang = rng.choice(fuzz_inputs.LANGS)
        unit = storable(fuzz_inputs.repeated(rng, lang)) or "a"
        few, many = ((unit * (size // len(unit) + 1))[:size] for size in _PROBE)
        try:
            short, long = (_timed(lambda text=text: check_text(text, lang, thorough=False)) for text in (few, many))  # type: ignore[misc]
            if long > 2 * _NOISE and long > _GROWTH * short:
                _expect(lambda: check_text(many, lang, thorough=False), long, 1, _GROWTH * short)
        except Exception as error:
            self._keep("growth", seed, error, {"lang": lang, "unit": unit})

    def _keep(self, kind: str, seed: int, error: Exception, saved: dict[str, Any]) -> None:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        what = f"{kind} {seed}: {type(error).__name__} {place} {error}"
        self.found.append(what)
        key = f"{kind} {type(error).__name__} {place} {str(error)[:60]}"
        self._said[key] += 1
        if self.folder is not None and self._said[key] <= 5:  # a fault comes a thousand times
            self.folder.mkdir(parents=True, exist_ok=True)
            record = {"kind": kind, "seed": seed, "error": what, **saved}
            (self.folder / f"{kind}-{seed}.json").write_text(json.dumps(record, ensure_ascii=True, indent=1), encoding="utf-8")

    def go(self, seconds: float, seed: int, say: Callable[[str], None] = lambda _: None) -> None:
        """Inputs for so many seconds: bytes, texts, and now and then a growth probe."""
        _one("text", 0)[0]()  # what is loaded on the first text is no part of the time
        deadline, said, number = time.monotonic() + seconds, time.monotonic(), 0
        while time.monotonic() < deadline:
            kind = "growth" if number % 25 == 24 else "bytes" if number % 2 else "text"
            self.step(kind, seed * 10_000_000 + number)
            number += 1
            if time.monotonic() - said > 30:
                said = time.monotonic()
                say(f"{dict(self.counts)} inputs, {len(self.found)} findings")


def main() -> int:
    """Exit code 1 where something was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--again", nargs=2, metavar=("KIND", "SEED"), help="run one input only: bytes, text or growth, and its seed")
    asked = parser.parse_args()
    fuzzer = Fuzzer(asked.findings)
    if asked.again:
        fuzzer.step(asked.again[0], int(asked.again[1]))
    else:
        fuzzer.go(60 * asked.minutes, asked.seed, lambda text: print(text, flush=True))
    for what in fuzzer.found[:50]:
        print(what)
    print(f"{dict(fuzzer.counts)} inputs, {len(fuzzer.found)} findings")
    return int(bool(fuzzer.found))


if __name__ == "__main__":
    sys.exit(main())
