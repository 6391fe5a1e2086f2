"""Models small enough to be made where they are needed, trained or drawn at random, and articles for them. Nothing is fetched."""

# ruff: noqa: PLC0415 (libraries that are not always installed)

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Article, Document, Line, Published, Source

TRAINED_ON = [
    ("Ilse Verbruggen met Tomas Quispe in the port.", ["Ilse Verbruggen PERSON", "Tomas Quispe PERSON"]),
    ("Workers at Delmora Freight went home.", ["Delmora Freight ORG"]),
    ("The owner of Delmora Freight called Tomas Quispe.", ["Delmora Freight ORG", "Tomas Quispe PERSON"]),
]


def article(*lines: tuple[str, bool], lang: str = "en") -> Article:
    """An article of (line, whether it was kept)."""
    rows, at = [], 0
    for n, (text, kept) in enumerate(lines, 1):
        rows.append(Line(n, at, at + len(text), kept, "body" if kept else "other", "", 1.0, "test"))
        at += len(text) + 1
    document = Document("a", Source("s"), "s/a.txt", "text/plain", "utf-8", "", "\n".join(text for text, _ in lines), "", "")
    return Article(document, tuple(rows), None, None, None, lang, 1.0, Published())


def needs(library: str) -> Any:
    """The library, imported, or a skip. `make test` installs spaCy aside and names the folder in DATELINE_SPACY."""
    folder = os.environ.get(f"DATELINE_{library.upper()}", "")
    if folder and folder not in sys.path:
        sys.path.append(folder)
    if importlib.util.find_spec(library) is None:
        how = "`make test` installs it" if library == "spacy" else f"pip install -e '.[{library}]' (some GB)"
        pytest.skip(f"{library} is not installed: {how}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what libraries say of one another when they are imported
        return importlib.import_module(library)


def tiny_spacy(folder: Path, *, name: str = "tiny", patterns: dict[str, str] | None = None) -> Path:
    """An English pipeline with a trained ner, and an entity ruler before it where `patterns` (text → label) are given."""
    import spacy

    nlp: Any = spacy.blank("en")
    nlp.add_pipe("ner", config={"model": _NETWORK})
    nlp.from_bytes(_trained())
    if patterns:
        nlp.add_pipe("entity_ruler", before="ner").add_patterns([{"label": label, "pattern": text} for text, label in patterns.items()])
    nlp.meta["name"] = name
    nlp.to_disk(folder)
    return folder


def tiny_textcat(folder: Path, *, name: str = "judge", factory: str = "textcat", words: tuple[str, str] = ("attacked", "game")) -> Path:
    """An English classifier of texts, trained in a moment: EVENT where the first word stands, NONE where the second does."""
    import spacy
    from spacy.training import Example

    spacy.util.fix_random_seed(3)
    nlp: Any = spacy.blank("en")
    architecture = {
        "@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": factory == "textcat", "ngram_size": 1,
        "length": 1024, "no_output_layer": False,
    }  # fmt: skip
    nlp.add_pipe(factory, config={"model": architecture})
    sentences = [(f"{who} {words[0]} {whom}.", 1.0) for who, whom in (("Peru", "Chile"), ("Kenya", "Norway"), ("Ghana", "Peru"))]
    sentences += [
        (f"{who} won the {words[1]} in {where}.", 0.0) for who, where in (("Peru", "Lima"), ("Kenya", "Oslo"), ("Ghana", "Accra"))
    ]
    examples = [Example.from_dict(nlp.make_doc(text), {"cats": {"EVENT": yes, "NONE": 1.0 - yes}}) for text, yes in sentences]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples, sgd=optimizer)
    nlp.meta["name"] = name
    nlp.to_disk(folder)
    return folder


_NETWORK = {
    "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False, "hidden_width": 32,
    "maxout_pieces": 1, "use_upper": True,
    "tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 32, "depth": 1, "embed_size": 200,
                "window_size": 1, "maxout_pieces": 2, "subword_features": True},
}  # fmt: skip


@cache
def _trained() -> bytes:
    """Half a second of training."""
    import spacy
    from spacy.training import Example

    spacy.util.fix_random_seed(3)
    nlp: Any = spacy.blank("en")
    nlp.add_pipe("ner", config={"model": _NETWORK})
    examples = []
    for text, names in TRAINED_ON:
        pairs = [name.rsplit(" ", 1) for name in names]
        spans = [(text.index(words), text.index(words) + len(words), label) for words, label in pairs]
        examples.append(Example.from_dict(nlp.make_doc(text), {"entities": spans}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples, sgd=optimizer)
    return bytes(nlp.to_bytes())


def tiny_gliner(folder: Path, words: list[str], *, max_len: int = 64) -> Path:
    """A model with one layer and weights drawn at random: what it says means nothing, but it says it as a large one does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import torch
        from gliner import GLiNER, GLiNERConfig
        from tokenizers import Tokenizer, models, pre_tokenizers
        from tokenizers.processors import TemplateProcessing
        from transformers import BertConfig, PreTrainedTokenizerFast

        torch.manual_seed(7)
        special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        vocabulary = {word: i for i, word in enumerate([*special, *words])}
        tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
        names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), special, strict=True))
        PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder / "words")
        encoder = BertConfig(
            vocab_size=len(vocabulary) + 3, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
        ).to_dict()
        config = GLiNERConfig(
            model_name=str(folder / "words"), hidden_size=32, max_width=5, max_len=max_len, encoder_config=encoder, dropout=0.0
        )
        made = GLiNER.from_config(config, backbone_from_pretrained=False, local_files_only=True)
        made.save_pretrained(folder / "model")
    return folder / "model"
