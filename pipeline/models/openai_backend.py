"""Endpoints that speak the OpenAI protocol (chat/completions), a class a floor: what each is asked. Nothing is spoken before that."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Article
from pipeline.models import event_questions, questions
from pipeline.models.openai_conversation import Conversation
from pipeline.models.questions import Paragraph
from pipeline.models.spans import Candidate, Claim, Fault, Verdict
from pipeline.models.weights import Model


class OpenAIModel(Conversation[Paragraph, Claim]):
    """Says who said what."""

    def __init__(self, model: Model) -> None:
        super().__init__(model, questions)

    def propose(self, article: Article) -> list[Claim | Fault]:
        """The statements of the article, unchecked. Raises ModelError, UnansweredError."""
        return self.told(questions.windows(article, self._endpoint.window))


class OpenAIJudge(Conversation[Candidate, Verdict]):
    """Says which events are none."""

    def __init__(self, model: Model) -> None:
        super().__init__(model, event_questions)

    def judge(self, lang: str, candidates: Sequence[Candidate]) -> list[Verdict | Fault]:
        """What it says of the candidates of an article, unchecked. Raises ModelError, UnansweredError."""
        return self.told(event_questions.windows(lang, candidates, self._endpoint.window))
