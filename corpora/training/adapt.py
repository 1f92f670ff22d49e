"""Train the adapter of the bundled embedding model on the pairs of this folder: `adapt.py [RECIPE] [TARGET]`.

The model itself stays as it is; small matrices beside its weights learn how people here ask (LoRA, Hu et
al. 2021), by telling the passage that answers a question from the others of its step. Without arguments the
chosen recipe is trained anew into `corpora/adapter.safetensors`.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pairs import Answered, as_written, load_answered, load_general, mistyped

from search.adapter import ADAPTER, DOWN, UP
from search.settings import Settings, cores, quiet_libraries, read_settings
from search.weights import NAME, SHA256, bundled_folder

SEED = 2027
_TOKENS = 160  # most passages are shorter; longer ones are cut, for training alone
_SCALE = 2  # what the product of both matrices counts while training
KINDS = ("everyday", "official", "keywords", "noun_verb", "english")
GENERAL_KINDS = ("everyday", "keywords", "english")
_DENSE = ("query", "key", "value", "dense")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is trained, on which questions, against which passages.

    `rank` and `parts` say how much of each layer is trained, `layers` from which layer on (0: all). `against`
    is "step" (the passages of the other questions of a step) or "alike" (one more for each, which only looks
    as if it answered). `sample` takes texts of the judged dev half in, `words` a question in a passage's own
    words and a mistyped one, `general` passages of other subjects. `strength` is how much of what was learnt
    is added to the weights: the middle between before and after forgets less (Wortsman et al. 2022).
    """

    rank: int = 16
    parts: tuple[str, ...] = _DENSE
    layers: int = 0
    against: str = "step"
    sample: bool = True
    words: bool = False
    general: bool = False
    rate: float = 3e-4
    epochs: int = 3
    together: int = 32
    sharpness: float = 50.0  # 1 / temperature
    strength: float = 1.0


_MIXED = Recipe(words=True, general=True)
RECIPES = {
    "plain": Recipe(),
    "mixed": _MIXED,
    "alike": replace(_MIXED, against="alike"),
    "upper": replace(_MIXED, layers=6),
}
CHOSEN = "mixed"


def train(recipe: Recipe, target: Path, settings: Settings) -> None:
    """Train by `recipe` and write the adapter to `target`; what it took is printed."""
    import torch
    from sentence_transformers import SentenceTransformerTrainer
    from transformers import set_seed

    torch.set_num_threads(cores(settings))
    set_seed(SEED)
    model = _model(bundled_folder(settings.cache), recipe)
    sets = _sets(recipe)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="virzieni-adapt-") as folder:
        trainer = SentenceTransformerTrainer(
            model=model,
            args=_arguments(recipe, sets, folder),
            train_dataset=sets,
            loss=_losses(model, sets, recipe.sharpness),
        )
        result = trainer.train()
    told = {
        "model": f"{NAME}@{SHA256[:12]}",
        "recipe": asdict(recipe),
        "pairs": {name: len(one) for name, one in sets.items()},
        "minutes": round((time.monotonic() - begun) / 60, 1),
        "loss": round(result.training_loss, 4),
    }
    print(json.dumps(told))
    _write(model, recipe, target)


def _sets(recipe: Recipe) -> Any:
    """Return the passages as data sets: each step is drawn from one of them, in proportion to their sizes.

    A row holds a passage with all its questions, so that it is embedded once for all of them.
    """
    from datasets import Dataset, DatasetDict

    answered = load_answered(with_sample=recipe.sample)
    columns = _columns(answered, KINDS)
    if recipe.words:
        columns["question_as_written"] = as_written(answered, SEED)
        columns["question_mistyped"] = mistyped(answered, SEED)
    columns["passage"] = [one.passage for one in answered]
    if recipe.against == "alike":
        draw = random.Random(SEED)  # noqa: S311  # a draw, not a secret
        columns["passage_alike"] = [draw.choice(one.others or columns["passage"]) for one in answered]
    found = {"asked": columns}
    if recipe.general:
        general = load_general()
        passages = {"passage": [one.passage for one in general]}
        found["general"] = _columns(general, GENERAL_KINDS) | passages
    return DatasetDict({name: Dataset.from_dict(one) for name, one in found.items()})


def _columns(answered: list[Answered], kinds: Sequence[str]) -> dict[str, list[str]]:
    """Return a column of questions for each kind; a passage without that kind repeats another question."""
    return {
        f"question_{kind}": [
            one.questions.get(kind) or next(iter(one.questions.values())) for one in answered
        ]
        for kind in kinds
    }


def _model(folder: Path, recipe: Recipe) -> Any:
    """Return the bundled model with the adapter's matrices, which alone are trained.

    Nothing is dropped at random, and attention is taken step by step: PyTorch's fused one takes four times as
    long backwards on a processor.
    """
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(folder),
        device="cpu",
        model_kwargs={"attn_implementation": "eager"},
        config_kwargs={"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0},
    )
    model.max_seq_length = _TOKENS
    model.add_adapter(_lora(recipe))
    return model


def _lora(recipe: Recipe) -> Any:
    from peft import LoraConfig, TaskType

    layers = list(range(recipe.layers, 12)) if recipe.layers else None
    return LoraConfig(
        task_type=TaskType.FEATURE_EXTRACTION,
        r=recipe.rank,
        lora_alpha=_SCALE * recipe.rank,
        target_modules=list(recipe.parts),
        exclude_modules="pooler.dense",  # which the vectors do not come from
        layers_to_transform=layers,
        layers_pattern="layer" if layers else None,
    )


def _losses(model: Any, sets: Any, sharpness: float) -> dict[str, Any]:
    """Return the loss of each data set: each kind of question in turn is told from the others of its step."""
    import torch
    from sentence_transformers.base.losses.merged_forward import embed_columns
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.util import cos_sim

    def likeness(one: Any, other: Any) -> Any:
        with torch.autocast("cpu", enabled=False):  # three digits are too few for what is told apart here
            return cos_sim(one.float(), other.float())

    class EveryQuestion(MultipleNegativesRankingLoss):
        """The loss of all questions of a passage, which is embedded once for them."""

        def __init__(self, questions: int) -> None:
            ways = ("query_to_doc", "doc_to_query")
            super().__init__(model, sharpness, likeness, directions=ways, partition_mode="per_direction")
            self.questions = questions

        def forward(self, sentence_features: Any, labels: Any) -> Any:
            columns = list(sentence_features)
            asked = embed_columns(self.model, columns[: self.questions])
            passages = embed_columns(self.model, columns[self.questions :])
            losses = [self.compute_loss_from_embeddings([one, *passages], labels) for one in asked]
            return torch.stack(losses).mean()

    return {
        name: EveryQuestion(sum(column.startswith("question_") for column in one.column_names))
        for name, one in sets.items()
    }


def _arguments(recipe: Recipe, sets: Any, folder: str) -> Any:
    from sentence_transformers import SentenceTransformerTrainingArguments
    from sentence_transformers.base.sampler import BatchSamplers, MultiDatasetBatchSamplers

    return SentenceTransformerTrainingArguments(
        output_dir=folder,
        num_train_epochs=recipe.epochs,
        per_device_train_batch_size=recipe.together,
        learning_rate=recipe.rate,
        lr_scheduler_type="linear",
        warmup_steps=0.1,
        # a passage stands once in a step, so that none counts as no answer to its own question
        batch_sampler=BatchSamplers.NO_DUPLICATES,
        multi_dataset_batch_sampler=MultiDatasetBatchSamplers.PROPORTIONAL,
        prompts={
            name: {
                column: "query: " if column.startswith("question_") else "passage: "
                for column in one.column_names
            }
            for name, one in sets.items()
        },
        use_cpu=True,
        bf16=True,
        seed=SEED,
        data_seed=SEED,
        save_strategy="no",
        report_to=[],
        logging_steps=10,
        disable_tqdm=True,
        dataloader_drop_last=True,
    )


def _write(model: Any, recipe: Recipe, target: Path) -> None:
    """Keep the two matrices beside each trained weight as float16, the second with all that scales them."""
    import torch
    from safetensors.torch import save_file

    scale = _SCALE * recipe.strength
    kept = {}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            place, _, side = name.removeprefix("0.model.").partition(".lora_")
            first = side.startswith("A")
            scaled = weight.detach().float() * (1.0 if first else scale)
            kept[place + (DOWN if first else UP)] = scaled.to(torch.float16).contiguous()
    target.parent.mkdir(parents=True, exist_ok=True)
    save_file(kept, target, metadata={"model": SHA256, "recipe": json.dumps(asdict(recipe))})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", nargs="?", default=CHOSEN, choices=RECIPES)
    parser.add_argument("target", nargs="?", type=Path, default=ADAPTER)
    parser.add_argument("--unseen", action="store_true", help="leave the judged dev half out, to choose")
    given = parser.parse_args()
    quiet_libraries()
    logging.getLogger("transformers").setLevel(logging.ERROR)
    recipe = replace(RECIPES[given.recipe], sample=not given.unseen)
    train(recipe, given.target, read_settings())


if __name__ == "__main__":
    main()
