"""A sentence-transformers folder → a prepared folder: OpenVINO graph, tokenizer, recipe.

Done once per model, in a process of its own, so that later starts need neither torch nor transformers: 1 s
and 0.5 GB instead of 6 s and 1.6 GB (multilingual-e5-small on 2 cores). Knows no settings.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from search.errors import ModelError
from search.inference import (
    GRAPH,
    TOKENIZER,
    Encoder,
    OpenVinoEncoder,
    SentenceTransformersEncoder,
    openvino_without_telemetry,
    precision,
)

RECIPE = "recipe.json"

# a converted model must give these the vectors of the original; three lengths, to compare padding too
PROBES = ("Rīga", "Veloceliņu tīkla attīstība Liepājā līdz 2030. gadam", "ūdens kvalitāte " * 40)
LEAST_AGREEMENT = 0.999


def prepare(source: Path, target: Path, prefixes: tuple[str, str]) -> None:
    """Fill the folder `target` with what is needed to run the model in `source`, and the prefixes to use.

    Raises ModelError when the model cannot be converted, or would give other vectors.
    """
    pooling = plain_pooling(source)
    recipe = {"pooling": pooling, "prefixes": prefixes, "source": str(source)}
    (target / RECIPE).write_text(json.dumps(recipe, ensure_ascii=False, indent=1), "utf-8")
    if pooling:
        _convert_apart(source, target)


def load_prepared(folder: Path, source: Callable[[], Path], threads: int) -> tuple[Encoder, tuple[str, str]]:
    """Return the encoder of a prepared folder, and the prefixes of queries and passages.

    `source` brings the model's own folder, if it is needed and has moved since.
    """
    recipe = _recipe(folder)
    query, passage = recipe["prefixes"]
    if recipe["pooling"]:
        return OpenVinoEncoder(folder, recipe["pooling"], threads, precision()), (query, passage)
    known = Path(recipe["source"])
    return SentenceTransformersEncoder(known if known.is_dir() else source(), threads), (query, passage)


def plain_pooling(source: Path) -> str:
    """Return "mean" or "cls" for a model that is a transformer with just that pooling, else "".

    A folder without `modules.json` is a bare transformer, of which sentence-transformers takes the mean.
    """
    modules = read_configuration(source / "modules.json")
    if not modules:
        return "mean"
    kinds = [module["type"].rpartition(".")[2] for module in modules]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return ""
    config = read_configuration(source / modules[1]["path"] / "config.json")
    older = [name for name, value in config.items() if name.startswith("pooling_mode_") and value is True]
    modes = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}
    mode = config.get("pooling_mode") or (modes.get(older[0]) if len(older) == 1 else "")
    return mode if mode in ("mean", "cls") and config.get("include_prompt", True) else ""


def read_configuration(path: Path) -> Any:
    """Return the content of a model's JSON file, or an empty dict for a file that is not there."""
    try:
        return json.loads(path.read_text("utf-8")) if path.exists() else {}
    except ValueError as error:
        raise ModelError(
            "The embedding model's configuration cannot be read",
            value=f"{path} ({error})",
            next_step="Correct the file, or name another model in VIRZIENI_MODEL",
        ) from error


def convert(source: Path, target: Path) -> None:
    """Write the graph (weights as float16) and the tokenizer of the model in `source` into `target`.

    For a process of its own: it takes up to 2 GB, and the libraries in it write to the terminal.
    """
    openvino = openvino_without_telemetry()
    from huggingface_hub import constants

    constants.HF_HUB_OFFLINE = True  # all that is needed is in the folder
    from sentence_transformers import SentenceTransformer

    original = SentenceTransformer(str(source), device="cpu")
    expected = original.encode(list(PROBES), prompt="", normalize_embeddings=True)
    _write_tokenizer(original, target / TOKENIZER)
    del original  # its memory is needed for the next one
    options = {"export": True, "compile": False}
    exported = SentenceTransformer(str(source), backend="openvino", model_kwargs=options)
    openvino.save_model(exported[0].auto_model.model, target / GRAPH, compress_to_fp16=True)
    found = OpenVinoEncoder(target, _recipe(target)["pooling"], 1, "f32").encode(PROBES)
    agreement = float((expected * found).sum(axis=1).min())
    if agreement < LEAST_AGREEMENT:
        raise ModelError("The converted model gives other vectors", value=f"cosine {agreement:.4f}")


def _write_tokenizer(model: Any, path: Path) -> None:
    tokenizer = model.tokenizer.backend_tokenizer
    tokenizer.enable_truncation(model.max_seq_length)
    tokenizer.enable_padding(pad_id=model.tokenizer.pad_token_id, pad_token=model.tokenizer.pad_token)
    tokenizer.save(str(path))


# The module path is handed over, since the package may run from a checkout without being installed. The
# process ends with the one that started it, also when that is killed: it must not write later, nor hold 2 GB.
_APART = """
import json, os, sys, threading, time
from pathlib import Path
path, parent, source, target = json.loads(sys.argv[1])
def watch():
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
threading.Thread(target=watch, daemon=True).start()
sys.path[:] = path
from search.conversion import convert
convert(Path(source), Path(target))
"""


def _convert_apart(source: Path, target: Path) -> None:
    arguments = json.dumps([sys.path, os.getpid(), str(source), str(target)])
    done = subprocess.run(  # noqa: S603 - our own code, without a shell
        [sys.executable, "-c", _APART, arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        reason = _raised(done.stderr) or f"ended with {done.returncode}, perhaps out of memory"
        raise ModelError(
            "The embedding model cannot be converted for OpenVINO",
            value=f"{source} ({reason})",
            next_step="It takes 3 GB of memory and 1 GB of disk; else name another model in VIRZIENI_MODEL",
        )


def _raised(printed: str) -> str:
    """Return the first line of the error that a Python process has ended with, or ""."""
    lines = printed.rpartition("Traceback (most recent call last):")[2].splitlines()
    return next((line for line in lines if line and not line.startswith(" ")), "")


def _recipe(folder: Path) -> dict[str, Any]:
    recipe: dict[str, Any] = json.loads((folder / RECIPE).read_text("utf-8"))
    return recipe
