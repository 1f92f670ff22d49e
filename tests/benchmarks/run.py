"""All benchmarks in one run; prints ratios, since absolute times travel badly. `make bench` calls it."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from search.settings import quiet_libraries


def main() -> None:
    quiet_libraries()
    import bench_coverage
    import bench_directions
    import bench_embedding
    import bench_ingest
    import bench_memory
    import bench_query
    import bench_similar

    parts: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("Embedding", bench_embedding.run),
        ("Directions on top of vectors", bench_directions.run),
        ("The matrix of cities and directions over 1,000 documents", bench_coverage.run),
        ("Born-digital PDF through the whole pipeline", bench_ingest.run),
        ("Memory over 2,000 synthetic documents", bench_memory.run),
        ("Query over 100,000 synthetic passages", bench_query.run),
        ("Comparable projects among 5,000 synthetic ones", bench_similar.run),
    )
    for title, run in parts:
        sys.stdout.write(f"\n{title}\n")
        for line in run():
            sys.stdout.write(f"  {line}\n")
        sys.stdout.flush()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    sys.stdout.write(f"\nPeak memory: {peak:.0f} MB here, {workers:.0f} MB in the largest other process\n")


if __name__ == "__main__":
    main()
