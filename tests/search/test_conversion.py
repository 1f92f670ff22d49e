import json
from pathlib import Path

import pytest

from search.conversion import plain_pooling, prepare
from search.errors import ModelError

PLAIN = ["Transformer", "Pooling", "Normalize"]


def write_modules(folder: Path, kinds: list[str], pooling: dict[str, object]) -> None:
    modules = [
        {"idx": number, "path": f"{number}_{kind}", "type": f"sentence_transformers.models.{kind}"}
        for number, kind in enumerate(kinds)
    ]
    (folder / "modules.json").write_text(json.dumps(modules), "utf-8")
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling), "utf-8")


@pytest.mark.parametrize(
    ("kinds", "pooling", "expected"),
    [
        (PLAIN, {"pooling_mode": "mean"}, "mean"),
        (PLAIN[:2], {"pooling_mode": "cls"}, "cls"),
        (PLAIN, {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False}, "mean"),
        (PLAIN, {"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}, "cls"),
        (PLAIN, {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": True}, ""),
        (PLAIN, {"pooling_mode": ["mean", "cls"]}, ""),
        (PLAIN, {"pooling_mode_max_tokens": True}, ""),
        (PLAIN, {"pooling_mode": "lasttoken"}, ""),
        (PLAIN, {"pooling_mode": "mean", "include_prompt": False}, ""),
        ([*PLAIN[:2], "Dense", "Normalize"], {"pooling_mode": "mean"}, ""),
    ],
)
def test_only_a_transformer_with_its_mean_or_first_token_is_plain(
    tmp_path: Path, kinds: list[str], pooling: dict[str, object], expected: str
) -> None:
    write_modules(tmp_path, kinds, pooling)
    assert plain_pooling(tmp_path) == expected


def test_a_bare_transformer_is_pooled_by_the_mean(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    assert plain_pooling(tmp_path) == "mean"


def test_a_configuration_that_is_no_json_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[{", "utf-8")
    with pytest.raises(ModelError, match=r"configuration cannot be read: .*modules\.json"):
        plain_pooling(tmp_path)


def test_a_model_that_cannot_be_converted_says_why(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    (source / "config.json").write_text('{"model_type": "nav-tāda"}', "utf-8")
    with pytest.raises(ModelError, match=r"cannot be converted for OpenVINO: .*nav-tāda.* VIRZIENI_MODEL"):
        prepare(source, target, ("", ""))
