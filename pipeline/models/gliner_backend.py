"""GLiNER models: told in words what to look for, they score every span of a text (Zaratiana et al. 2024, "GLiNER: Generalist Model for
Named Entity Recognition using Bidirectional Transformer").

Weights are a folder as `save_pretrained` writes it, with tokenizer and encoder configuration in it: nothing is fetched. The pieces of
an article are one batch; no batch holds two articles.
"""

from __future__ import annotations

import os
import warnings
from typing import Any

from pipeline.model import Article
from pipeline.models.spans import ModelError, Span
from pipeline.models.stretches import stretches
from pipeline.models.weights import Model

_MAX_WORDS = 180  # a piece; the usual models read 384 words of their own counting and cut off the rest
_AT_ONCE = 8  # pieces in one batch
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false"}


class GlinerModel:
    """A loaded model with what it is asked for."""

    labels: tuple[str, ...] = ()  # any

    def __init__(self, network: Any, model: Model) -> None:
        self._network = network
        self._model = model
        self._asked = list(model.asked)
        self._max_words = min(_MAX_WORDS, max(8, int(getattr(network.config, "max_len", 0) or _MAX_WORDS) // 2))

    def propose(self, article: Article) -> list[Span]:
        parts = [part for part in stretches(article, self._max_words) if part.text.strip()]
        if not parts:
            return []
        choice = self._model.choice
        found = self._network.inference(
            [part.text for part in parts], self._asked, flat_ner=True, threshold=choice.min_score, multi_label=False, batch_size=_AT_ONCE
        )
        return [
            Span(part.start + e["start"], part.start + e["end"], e["text"], e["label"], float(e["score"]), choice.floor, self._model.name)
            for part, entities in zip(parts, found, strict=True)
            for e in entities
        ]


def load_gliner(model: Model) -> GlinerModel:
    """Load from the folder, on the processor, in one thread. Raises ModelError where the folder lacks tokenizer or encoder."""
    for key, value in _OFFLINE.items():  # read when the libraries are imported
        os.environ.setdefault(key, value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries among themselves
        import torch  # noqa: PLC0415
        from gliner import GLiNER  # noqa: PLC0415

        torch.set_num_threads(1)
        torch.manual_seed(0)
        try:
            network = GLiNER.from_pretrained(str(model.folder), local_files_only=True, load_tokenizer=True, map_location="cpu")
        except OSError as error:  # what transformers raises where it would have to fetch something
            raise ModelError(
                f"The model in {model.folder} is not whole: its tokenizer or the configuration of its encoder is not in the folder "
                f"({model.choice.origin}). Where it was downloaded, write it anew: GLiNER.from_pretrained(…).save_pretrained(FOLDER)."
            ) from error
    network.eval()
    return GlinerModel(network, model)
