"""How an endpoint is asked, whatever about: parts of an article in windows, its text between two lines, a list of items in JSON. Pure.

The text stands between two lines that hold its own digest, which no text can hold: what is written in it stays text.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pipeline.models.endpoints import Endpoint
from pipeline.models.spans import Fault

MAX_WINDOWS = 64  # of an article; what stands behind is not asked about
MAX_ITEMS = 200  # of an answer

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Window(Generic[Part]):
    """Parts of an article that are asked about at once."""

    lang: str
    parts: tuple[Part, ...]

    def halves(self) -> tuple[Window[Part], ...]:
        """Two windows with what this one holds; none where it holds one part."""
        middle = len(self.parts) // 2
        return (Window(self.lang, self.parts[:middle]), Window(self.lang, self.parts[middle:])) if middle else ()


@dataclass(frozen=True, slots=True)
class Form:
    """What is the same in every question of a kind: what the model is told, and the items that it answers with (a JSON schema for each of
    their keys), in a list of this name."""

    name: str
    instruction: str
    item: dict[str, Any]

    @property
    def schema(self) -> dict[str, Any]:
        item = {"type": "object", "additionalProperties": False, "required": list(self.item), "properties": self.item}
        return {
            "type": "object", "additionalProperties": False, "required": [self.name],
            "properties": {self.name: {"type": "array", "items": item}},
        }  # fmt: skip

    def digest(self, *bounds: int) -> str:
        """Stands for the form, and for how an article is cut: change either, and articles are asked about again."""
        return hashlib.sha256(json.dumps([self.instruction, self.schema, *bounds, MAX_WINDOWS]).encode()).hexdigest()[:32]

    def body(self, endpoint: Endpoint, lang: str, text: str) -> dict[str, Any]:
        """The request about a text, as it is meant: its digest stands for the question, however the endpoint wants it put."""
        mark = f"===== {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
        asked = f"Language of the article: {lang}\n{mark}\n{text}\n{mark}"
        return {
            "model": endpoint.model,
            "messages": [{"role": "system", "content": self.instruction}, {"role": "user", "content": asked}],
            "temperature": 0,
            "seed": endpoint.seed,
            "max_tokens": endpoint.max_tokens,
            "stream": False,
            "response_format": {"type": "json_schema", "json_schema": {"name": self.name, "strict": True, "schema": self.schema}},
        }

    def items(self, content: str) -> list[Any] | Fault:
        """The items in the content of an answer; a Fault where it is not what was asked for (not_json, wrong_shape)."""
        told = _json(content)
        if isinstance(told, Fault):
            return told
        items = told.get(self.name) if isinstance(told, dict) else told
        return items if isinstance(items, list) else Fault("wrong_shape")


def _json(content: str) -> Any:
    """The JSON value of a content; some models think aloud before it, or put a fence around it."""
    text = content.rpartition("</think>")[2].strip()
    start = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    if start < 0:
        return Fault("not_json")
    try:
        return json.JSONDecoder().raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return Fault("not_json")
