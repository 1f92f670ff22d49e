from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from search.adapter import DOWN, UP, adapted, adapter_digest, chosen_adapter
from search.errors import ModelError
from search.settings import read_settings

MODEL = "1571fc982750" + "0" * 52
PLACE = "encoder.layer.0.output.dense"


def write_adapter(path: Path, model: str = MODEL, place: str = PLACE) -> Path:
    down = np.array([[1, 2, 0]], np.float16)
    up = np.array([[0.5], [-1]], np.float16)
    save_file({place + DOWN: down, place + UP: up}, path, metadata={"model": model})
    return path


def test_the_product_of_both_matrices_is_added_to_the_weight_and_to_no_other(tmp_path: Path) -> None:
    named = {
        f"{PLACE}.weight": np.ones((2, 3), np.float32),
        f"{PLACE}.bias": np.ones(2, np.float32),
    }
    found = adapted(named, write_adapter(tmp_path / "a.safetensors"), MODEL)
    assert found[f"{PLACE}.weight"].tolist() == [[1.5, 2.0, 1.0], [0.0, -1.0, 1.0]]
    assert found[f"{PLACE}.weight"].dtype == np.float32
    assert found[f"{PLACE}.bias"].tolist() == [1.0, 1.0]
    assert named[f"{PLACE}.weight"].tolist() == [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]


def test_an_adapter_of_another_model_is_refused(tmp_path: Path) -> None:
    path = write_adapter(tmp_path / "a.safetensors", model="f" * 64)
    with pytest.raises(ModelError, match=r"made for the model ffffffffffff, not for 1571fc982750.*`off`"):
        adapted({}, path, MODEL)


def test_an_adapter_for_a_weight_that_the_model_lacks_is_refused(tmp_path: Path) -> None:
    path = write_adapter(tmp_path / "a.safetensors", place="encoder.layer.12.output.dense")
    with pytest.raises(ModelError, match=r"encoder\.layer\.12\.output\.dense"):
        adapted({f"{PLACE}.weight": np.ones((2, 3), np.float32)}, path, MODEL)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    path.write_bytes(b"no adapter")
    with pytest.raises(ModelError, match="cannot be used"):
        adapted({}, path, MODEL)


def test_the_setting_switches_off_or_names_a_file(tmp_path: Path) -> None:
    path = write_adapter(tmp_path / "a.safetensors")
    assert chosen_adapter(read_settings({"VIRZIENI_ADAPTER": "off"})) is None
    assert chosen_adapter(read_settings({"VIRZIENI_ADAPTER": str(path)})) == path
    with pytest.raises(ModelError, match=r"no-such\.safetensors \(no such file\)"):
        chosen_adapter(read_settings({"VIRZIENI_ADAPTER": str(tmp_path / "no-such.safetensors")}))


def test_another_content_of_the_same_file_has_another_digest(tmp_path: Path) -> None:
    path = write_adapter(tmp_path / "a.safetensors")
    before = adapter_digest(path)
    write_adapter(path, model="f" * 64)
    assert adapter_digest(path) != before
    assert len(before) == 12
