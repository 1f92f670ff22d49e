"""Words whose endings, taken off, would make them another word: their forms keep a key of their own. Pure.

One of each pair is enough: "padoms" (advice) beside "padome" (council), "vidus" (middle) beside "vide"
(environment), "lietus" (rain) beside "lieta" (thing). Chosen from what met wrongly in
`corpora/judgements/word_forms.tsv` and design.md §3.
"""

from __future__ import annotations

_FORMS = {
    "lietus": "lietus lietum lietū",
    "padoms": "padoms padoma padomam padomu padomā padomiem padomus padomos",
    "tehnikums": (
        "tehnikums tehnikuma tehnikumam tehnikumu tehnikumā tehnikumi tehnikumiem tehnikumus tehnikumos"
    ),
    "vidus": "vidus vidum vidu vidū",
    "zeme": "zeme zemes zemei zemi zemē zemju zemēm zemēs",
}
KEPT_APART = {form: lemma for lemma, forms in _FORMS.items() for form in forms.split()}
