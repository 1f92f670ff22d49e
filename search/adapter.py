"""An adapter of the bundled model → its weights, changed by what training on questions from here has learnt.

The file (made by `make adapt`) holds two thin matrices beside each trained weight; their product is added
to the weight once, when the model is unpacked, so that the adapted model costs no more to run than the plain
one.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from search.corpora import ROOT
from search.errors import ModelError
from search.keep import file_hash
from search.settings import Settings
from search.weights_file import Tensors

ADAPTER = ROOT / "adapter.safetensors"
DOWN, UP = ".down", ".up"  # matrices (rank, inputs) and (outputs, rank) beside a weight


def chosen_adapter(settings: Settings) -> Path | None:
    """Return the adapter that the settings name, or None when it is switched off.

    Raises ModelError when there is no such file.
    """
    if settings.adapter == "off":
        return None
    path = ADAPTER if settings.adapter == "bundled" else Path(settings.adapter).expanduser().absolute()
    if not path.is_file():
        raise _unusable(path, "no such file")
    return path


def adapter_digest(adapter: Path) -> str:
    """Return the first hex digits of the file's hash."""
    return _digest(adapter, adapter.stat().st_mtime_ns)


def adapted(named: Tensors, adapter: Path, model: str) -> Tensors:
    """Return the weights `named` with what `adapter` adds to them; `model` is the hash it must be made for.

    Raises ModelError for a file of another kind or of another model.
    """
    from safetensors import SafetensorError, safe_open

    changed = dict(named)
    try:
        with safe_open(adapter, framework="numpy") as file:  # type: ignore[no-untyped-call]
            made_for = (file.metadata() or {}).get("model", "unknown")
            if made_for != model:
                raise _unusable(adapter, f"made for the model {made_for[:12]}, not for {model[:12]}")
            for place in (key.removesuffix(UP) for key in file.keys() if key.endswith(UP)):  # noqa: SIM118
                down, up = file.get_tensor(place + DOWN), file.get_tensor(place + UP)
                weight = named[f"{place}.weight"]
                changed[f"{place}.weight"] = weight + up.astype(weight.dtype) @ down.astype(weight.dtype)
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise _unusable(adapter, str(error)) from error
    return changed


@lru_cache(maxsize=4)
def _digest(adapter: Path, changed: int) -> str:
    return file_hash(adapter)[:12]


def _unusable(adapter: Path, why: str) -> ModelError:
    return ModelError(
        "The adapter of the embedding model cannot be used",
        value=f"{adapter} ({why})",
        next_step="Name a file that `make adapt` has made in VIRZIENI_ADAPTER, or set it to `off`",
    )
