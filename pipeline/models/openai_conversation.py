"""The conversation with an endpoint about the windows of an article, whatever is asked: each is asked about once, its answer kept.

An answer that is kept is not asked for again, so a run without new text speaks to nobody. An answer that has no more room is asked for in
two halves. An endpoint that does not answer three times in a row is left alone for a minute.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any, Generic, Protocol, TypeVar

from pipeline.models import openai_http
from pipeline.models.answers import Answer, Answers
from pipeline.models.asking import MAX_WINDOWS, Part, Window
from pipeline.models.endpoints import Endpoint
from pipeline.models.openai_http import RefusedError
from pipeline.models.spans import Fault, UnansweredError
from pipeline.models.weights import Model

_IN_A_ROW = 3  # articles without an answer, before the endpoint is left alone
_PAUSE = 60.0  # seconds

Told = TypeVar("Told")


class Questions(Protocol[Part, Told]):
    """What is asked about a window, and how the answer is read: a module of questions."""

    def body(self, endpoint: Endpoint, window: Window[Part], /) -> dict[str, Any]:
        """The request about a window."""
        ...

    def read(self, content: str, window: Window[Part], floor: str, model: str, answer_no: int, /) -> list[Told | Fault] | Fault:
        """What the content of an answer says; a Fault where it is not what was asked for."""
        ...


class Conversation(Generic[Part, Told]):
    """An endpoint with what has been learnt of it: how it wants questions put, and whether it answers."""

    labels: tuple[str, ...] = ()

    def __init__(self, model: Model, questions: Questions[Part, Told]) -> None:
        """Nothing is spoken yet. Raises ModelError where the key that the user has named is not there."""
        assert model.choice.endpoint is not None
        openai_http.ready(model.choice.endpoint, model.choice.origin)
        self._model, self._endpoint, self._questions = model, model.choice.endpoint, questions
        self._answers = Answers(model.folder)
        self._format: str | None = "json_schema"
        self._room = "max_tokens"
        self._has_answered = False
        self._n_silent = 0
        self._silent_until = 0.0
        self._why = ""

    def told(self, windows: Iterable[Window[Part]]) -> list[Told | Fault]:
        """What it says about the windows of one article, unchecked. Raises ModelError where the user must mend something,
        UnansweredError where a question stays open."""
        out: list[Told | Fault] = []
        answer_no = 0
        for n, whole in enumerate(windows):
            if n == MAX_WINDOWS:
                out.append(Fault("not_asked"))
                break
            for window, answer in self._read(whole):
                said = self._said(window, answer, answer_no)
                out += [said] if isinstance(said, Fault) else said
                answer_no += 1
        return out

    def _said(self, window: Window[Part], answer: Answer, answer_no: int = 0) -> list[Told | Fault] | Fault:
        if answer.is_cut:
            return Fault("cut_short")
        return self._questions.read(answer.content, window, self._model.choice.floor, self._model.name, answer_no)

    def _read(self, window: Window[Part]) -> Iterator[tuple[Window[Part], Answer]]:
        """The answer about a window; where it has not enough room, those about its halves."""
        answer = self._answer(window)
        halves = window.halves() if answer.is_cut else ()
        if not halves:
            yield window, answer
        for half in halves:
            yield from self._read(half)

    def _answer(self, window: Window[Part]) -> Answer:
        question = self._questions.body(self._endpoint, window)
        kept = self._answers.get(question)
        if kept is not None:
            return kept
        if time.monotonic() < self._silent_until:
            raise UnansweredError(self._why)
        try:
            answer = self._content(self._ask(question))
        except UnansweredError as error:
            self._n_silent, self._why = self._n_silent + 1, str(error)
            if self._n_silent >= _IN_A_ROW:
                self._silent_until = time.monotonic() + _PAUSE
            raise
        except RefusedError as error:  # an endpoint that has taken others refuses this one alone: too long for it, as a rule
            raise UnansweredError(f"{self._endpoint.url} does not take the request: {error}") from error
        self._n_silent, self._has_answered = 0, True
        if answer.is_cut or not isinstance(self._said(window, answer), Fault):
            self._answers.put(question, answer)
        return answer

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Put the question as the endpoint takes it: not every one knows JSON schemas, and some call the room of an answer otherwise.
        Raises RefusedError where an endpoint that has answered before does not take it."""
        while True:
            try:
                return openai_http.ask(self._endpoint, self._put(question), self._model.choice.origin)
            except RefusedError as error:
                if self._has_answered:
                    raise
                if self._room == "max_tokens" and "max_completion_tokens" in str(error):
                    self._room = "max_completion_tokens"
                elif self._format is not None:
                    self._format = "json_object" if self._format == "json_schema" else None
                else:
                    self._format, self._room = "json_schema", "max_tokens"
                    raise UnansweredError(f"{self._endpoint.url} does not take the request: {error}") from error

    def _put(self, question: dict[str, Any]) -> dict[str, Any]:
        put = {key: value for key, value in question.items() if key not in ("response_format", "max_tokens")}
        put[self._room] = question["max_tokens"]
        if self._format == "json_schema":
            put["response_format"] = question["response_format"]
        elif self._format is not None:
            put["response_format"] = {"type": self._format}
        return put

    def _content(self, told: dict[str, Any]) -> Answer:
        """What the model says. Raises UnansweredError where that is not the protocol."""
        try:
            choice = told["choices"][0]
            content, is_cut = choice["message"]["content"], choice.get("finish_reason") == "length"
        except (LookupError, TypeError, AttributeError):
            content, is_cut = 0, False
        if content is None and not is_cut:  # it declines
            return Answer("", is_cut=False)
        if not isinstance(content, str) and not is_cut:
            raise UnansweredError(f"what {self._endpoint.url} answered is not what chat/completions gives: it holds no message")
        return Answer(content if isinstance(content, str) else "", is_cut)
