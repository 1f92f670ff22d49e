"""Models by folder and by Hugging Face id: tiny ones with random weights, and a hub on a loopback port."""

import hashlib
import json
import shutil
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from search.embedding import load_embedder, model_identity, prefixes
from search.errors import ModelError
from search.settings import Settings, read_settings

COMMIT = hashlib.sha1(b"tiny", usedforsecurity=False).hexdigest()
WORDS = ["<unk>", "<pad>", "rīga", "plāns", "query", ":", "jautājums", "passage", "ūdens", "kvalitāte"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"VIRZIENI_CACHE": str(tmp_path / "cache")})


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("intfloat/multilingual-e5-base", None, ("query: ", "passage: ")),
        ("E5-lv", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("multilingual-e5-large-instruct", None, ("", "")),
        ("paraphrase-multilingual-MiniLM", None, ("", "")),
        ("e5-mans", {"query": "jautājums: ", "document": "teksts: "}, ("jautājums: ", "teksts: ")),
        ("e5-mans", {"query": "q: ", "document": "", "passage": "p: "}, ("q: ", "p: ")),
        ("snowflake-arctic", {"query": "Represent: "}, ("Represent: ", "")),
    ],
)
def test_prefixes_come_from_the_model_or_from_being_an_e5(
    tmp_path: Path, name: str, prompts: dict[str, str] | None, expected: tuple[str, str]
) -> None:
    if prompts is not None:
        content = json.dumps({"prompts": prompts})
        (tmp_path / "config_sentence_transformers.json").write_text(content, "utf-8")
    assert prefixes(tmp_path, name) == expected


def test_a_local_folder_gives_the_vectors_of_sentence_transformers(
    settings: Settings, tmp_path: Path
) -> None:
    from sentence_transformers import SentenceTransformer

    folder = write_model(tmp_path / "tiny-e5", dense=False)
    local = replace(settings, model=str(folder))
    found = load_embedder(local)
    expected = SentenceTransformer(str(folder), device="cpu").encode(
        ["query: rīga plāns", "query: plāns"], normalize_embeddings=True
    )
    assert found.identity == model_identity(local)
    assert found.identity.startswith("local:tiny-e5@")
    assert (found.embed_queries(["rīga plāns", "plāns"]) * expected).sum(axis=1).min() > 0.999


def test_the_identity_of_a_folder_follows_its_files_and_not_its_place(
    settings: Settings, tmp_path: Path
) -> None:
    folder = write_model(tmp_path / "a" / "tiny", dense=False)
    before = model_identity(replace(settings, model=str(folder)))
    moved = shutil.copytree(folder, tmp_path / "b" / "tiny")
    assert model_identity(replace(settings, model=str(moved))) == before
    pooling = moved / "1_Pooling" / "config.json"
    pooling.write_text(pooling.read_text("utf-8").replace("mean", "cls"), "utf-8")
    assert model_identity(replace(settings, model=str(moved))) != before


@pytest.mark.usefixtures("empty_hub_cache")
def test_a_hub_model_is_fetched_once_and_then_used_without_the_network(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sentence_transformers import SentenceTransformer

    folder = write_model(tmp_path / "tiny", dense=True)
    hub = replace(settings, model="pilseta/tiny")
    assert model_identity(hub) == "hub:pilseta/tiny"
    with served(folder) as address:
        point_hub_at(address, monkeypatch)
        first = load_embedder(hub)
    again = load_embedder(hub)
    assert first.identity == again.identity == model_identity(hub) == f"hub:pilseta/tiny@{COMMIT[:12]}"
    assert first.dimension == again.dimension == 4
    model = SentenceTransformer(str(folder), device="cpu")
    expected = model.encode(["jautājums: rīga"], normalize_embeddings=True)
    np.testing.assert_allclose(again.embed_queries(["rīga"]), expected, atol=1e-6)
    assert again.embed_passages([]).shape == (0, 4)


def test_a_model_with_further_parts_may_move_between_runs(settings: Settings, tmp_path: Path) -> None:
    folder = write_model(tmp_path / "a" / "tiny", dense=True)
    before = load_embedder(replace(settings, model=str(folder)))
    moved = shutil.move(folder, tmp_path / "tiny")
    after = load_embedder(replace(settings, model=str(moved)))
    assert after.identity == before.identity
    np.testing.assert_array_equal(after.embed_queries(["rīga"]), before.embed_queries(["rīga"]))


@pytest.mark.usefixtures("empty_hub_cache")
def test_a_hub_that_cannot_be_reached_says_what_to_do(settings: Settings) -> None:
    away = replace(settings, model="pilseta/tiny")
    with pytest.raises(
        ModelError, match=r"cannot be fetched .*: pilseta/tiny .*set VIRZIENI_MODEL to `bundled`"
    ):
        load_embedder(away)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("./nav", "There is no such model folder: ./nav"),
        ("{tmp}", "The folder holds no embedding model: {tmp}"),
    ],
)
def test_a_folder_without_a_model_is_refused(
    settings: Settings, tmp_path: Path, model: str, message: str
) -> None:
    wrong = replace(settings, model=model.format(tmp=tmp_path))
    for look in (load_embedder, model_identity):
        with pytest.raises(ModelError) as raised:
            look(wrong)
        assert str(raised.value).startswith(message.format(tmp=tmp_path))


def write_model(folder: Path, dense: bool) -> Path:
    """Write a sentence-transformers folder with random weights: BERT of one layer, mean, and a projection."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers

    sizes = np.random.default_rng(7)

    def weights(*shape: int) -> np.ndarray:
        return sizes.normal(0, 0.5, shape).astype(np.float32)

    tensors = {
        "embeddings.word_embeddings.weight": weights(len(WORDS), 8),
        "embeddings.position_embeddings.weight": weights(90, 8),
        "embeddings.token_type_embeddings.weight": weights(2, 8),
    }
    layer = "encoder.layer.0."
    for part in (
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
        "attention.output.dense",
    ):
        tensors |= {f"{layer}{part}.weight": weights(8, 8), f"{layer}{part}.bias": weights(8)}
    tensors |= {
        f"{layer}intermediate.dense.weight": weights(16, 8),
        f"{layer}intermediate.dense.bias": weights(16),
    }
    tensors |= {f"{layer}output.dense.weight": weights(8, 16), f"{layer}output.dense.bias": weights(8)}
    for norm in ("embeddings", f"{layer}attention.output", f"{layer}output"):
        tensors |= {f"{norm}.LayerNorm.weight": weights(8), f"{norm}.LayerNorm.bias": weights(8)}
    tensors |= {"pooler.dense.weight": weights(8, 8), "pooler.dense.bias": weights(8)}
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": 8,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 16,
        "vocab_size": len(WORDS),
        "max_position_embeddings": 90,
        "pad_token_id": 1,
        "transformers_version": "5.0.0",
    }
    kinds = ["Transformer", "Pooling", "Dense"] if dense else ["Transformer", "Pooling"]
    files = {
        "config.json": config,
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": 90,
            "unk_token": "<unk>",
            "pad_token": "<pad>",
        },
        "modules.json": [
            {
                "idx": number,
                "name": str(number),
                "path": f"{number}_{kind}" if number else "",
                "type": f"sentence_transformers.models.{kind}",
            }
            for number, kind in enumerate(kinds)
        ],
        "1_Pooling/config.json": {"embedding_dimension": 8, "pooling_mode": "mean"},
    }
    if dense:
        files["2_Dense/config.json"] = {
            "in_features": 8,
            "out_features": 4,
            "bias": False,
            "activation_function": "torch.nn.modules.linear.Identity",
        }
        files["config_sentence_transformers.json"] = {"prompts": {"query": "jautājums: "}}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content), "utf-8")
    tokenizer.save(str(folder / "tokenizer.json"))
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    if dense:
        save_file({"linear.weight": weights(4, 8)}, folder / "2_Dense" / "model.safetensors")
    return folder


@pytest.fixture
def empty_hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        closed = f"http://127.0.0.1:{server.server_address[1]}"
    point_hub_at(closed, monkeypatch)


def point_hub_at(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "ENDPOINT", address)
    template = address + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)


class served:  # noqa: N801
    """A model hub on a loopback port that holds one model, while the block runs."""

    def __init__(self, folder: Path) -> None:
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}

        class Hub(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = self.content()
                self.send_response(200 if content is not None else 404)
                self.send_header("Content-Length", str(len(content or b"")))
                self.send_header("ETag", f'"{hashlib.sha256(content or b"").hexdigest()}"')
                self.send_header("X-Repo-Commit", COMMIT)
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(content or b"")

            do_HEAD = do_GET  # noqa: N815

            def content(self) -> bytes | None:
                if self.path.startswith("/api/models/"):
                    siblings = [{"rfilename": name} for name in files]
                    return json.dumps({"id": "pilseta/tiny", "sha": COMMIT, "siblings": siblings}).encode()
                return files.get(self.path.partition(f"/resolve/{COMMIT}/")[2])

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)

    def __enter__(self) -> str:
        Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
