"""Files of marked texts: each text begins with a line `=== head | head …`; `event_gold` and `quote_gold` say what stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar


class Marked(Protocol):
    @property
    def slug(self) -> str: ...


T = TypeVar("T", bound=Marked)


def marked_texts(path: Path, parse: Callable[[list[str], list[str], str, int], T]) -> list[T]:
    """The texts of a file, in its order. `parse` is given the fields of a text's head, the lines below it, where that is (for
    messages) and the number of its first line. Raises ValueError that names the line of whatever is wrong."""
    blocks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("==="):
            blocks.append((number, [line]))
        elif blocks:
            blocks[-1][1].append(line)
    found = []
    for number, (first, *below) in blocks:
        head = [part.strip() for part in first.removeprefix("===").split("|")]
        found.append(parse(head, below, f"{path.name}:{number}", number))
    slugs = Counter(text.slug for text in found)
    if twice := [slug for slug, n in slugs.items() if n > 1]:
        raise ValueError(f"{path.name}: the slug {twice[0]} stands twice")
    return found
