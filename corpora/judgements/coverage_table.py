"""Write the sample's matrix as a table to be judged by reading: each cell with its state and its evidence.

    virzieni coverage --themes --json | python corpora/judgements/coverage_table.py

The table goes to `corpora/judgements/coverage.tsv`; `judged` is filled by hand: "right" or "wrong", that the
cell is in this state; `note` says why.
"""

from __future__ import annotations

import json
import sys

COLUMNS = (
    "city", "theme", "state", "documents", "passages", "weaker", "projects", "evidence", "judged", "note",
)  # fmt: skip
_TEXT = 240  # characters of a passage


def main() -> None:
    """Turn the JSON on the standard input into the table."""
    data = json.load(sys.stdin)
    print("\t".join(COLUMNS))
    for cell in data["cells"]:
        evidence = " ¦ ".join(told(one) for one in cell["strongest"])
        named = "; ".join(one["title"] for one in cell["projects"][:3])
        values = (
            cell["city"], cell["sub_theme"] or cell["direction"], cell["state"], len(cell["documents"]),
            cell["passages"], cell["weaker"], f"{len(cell['projects'])} {named}".strip(), evidence, "", "",
        )  # fmt: skip
        print("\t".join(" ".join(str(value).split()) for value in values))


def told(one: dict) -> str:
    """Return a passage with its probability, its document's file and its place."""
    text = " ".join(one["passage"]["text"].split())
    cut = text[:_TEXT] + ("…" if len(text) > _TEXT else "")
    return f"{one['probability']:.2f} {one['document']['path']}, {one['passage']['place']['label']}: {cut}"


if __name__ == "__main__":
    main()
