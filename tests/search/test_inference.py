from pathlib import Path

import pytest

from search.inference import batches, precision


def test_texts_of_one_padded_length_go_together_longest_first() -> None:
    found = list(batches([3, 40, 16, 17, 33], limit=512))
    assert found == [(48, [1, 4]), (32, [3]), (16, [0, 2])]


def test_a_length_is_not_padded_beyond_what_the_model_takes() -> None:
    assert list(batches([20, 18, 16], limit=20)) == [(20, [0, 1]), (16, [2])]


def test_long_texts_go_eight_at_a_time() -> None:
    assert [len(positions) for _, positions in batches([512] * 20, limit=512)] == [8, 8, 4]


def test_no_texts_make_no_batches() -> None:
    assert list(batches([], limit=512)) == []


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("flags : fpu avx512f avx512_bf16 amx_tile", "bf16"),
        ("flags : fpu avx512f amx_bf16", "bf16"),
        ("flags : fpu avx2 avx512f avx512_vnni", "f32"),
        ("Features : fp asimd", "f32"),
    ],
)
def test_bf16_is_used_where_the_processor_has_instructions_for_it(
    tmp_path: Path, flags: str, expected: str
) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor : 0\n{flags}\n", "ascii")
    assert precision(cpuinfo) == expected


def test_f32_is_used_where_the_system_does_not_tell(tmp_path: Path) -> None:
    assert precision(tmp_path / "none") == "f32"
