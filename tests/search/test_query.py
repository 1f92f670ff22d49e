from search.corpora import load_corpora
from search.domain import Note
from search.filters import Either, HoldsPhrase, HoldsWord, Lacks
from search.query import Plan, plan_query
from search.settling import settle


def words(text: str) -> list[str]:
    return [word.keys.exact for word in plan_query(text, 1000).words]


def test_function_words_do_not_count() -> None:
    assert words("kas ir plānots par velosipēdu ceļiem Liepājā") == [
        "plānots",
        "velosipēdu",
        "ceļiem",
        "liepājā",
    ]


def test_function_words_alone_do_count() -> None:
    assert words("kas ir par") == ["kas", "ir", "par"]


def test_repeated_words_count_once() -> None:
    assert words("iela iela Iela") == ["iela"]


def test_a_long_question_is_cut_between_words_and_says_so() -> None:
    plan = plan_query("vārds " * 3000, 100)
    assert len(plan.text) <= 100
    assert plan.text.endswith("vārds")
    assert [(note.code, note.values) for note in plan.notes] == [("query_cut", ("100",))]


def test_control_characters_are_taken_out_and_said() -> None:
    plan = plan_query("ielu\x00apgaismojums\x1b[31m", 1000)
    assert "\x00" not in plan.text
    assert [note.code for note in plan.notes] == ["control_characters"]


def test_line_breaks_are_no_trouble() -> None:
    assert plan_query("ielu\napgaismojums", 1000).notes == ()


def test_a_code_in_the_index_stays_whole() -> None:
    plan = settle(plan_query("LLI-232", 1000), {"lli-232": 3})
    assert [word.keys.exact for word in plan.words] == ["lli-232"]


def test_a_code_not_in_the_index_is_looked_for_by_its_parts() -> None:
    plan = settle(plan_query("LLI-232", 1000), {"lli-232": 0, "232": 1})
    assert [word.keys.exact for word in plan.words] == ["lli", "232"]


def test_a_word_typed_without_diacritics_takes_the_key_that_is_held() -> None:
    plan = plan_query("pieejamiba", 1000)
    assert plan.words[0].keys.folded == "pieiet"
    assert settle(plan, {"pieejamib": 4}).folded == ("pieejamib",)
    assert settle(plan, {"pieejamib": 4, "pieiet": 9}).folded == ("pieiet",)


def test_an_empty_question_has_an_empty_plan() -> None:
    assert plan_query(" \n ", 1000).words == ()


def plan(text: str) -> Plan:
    return plan_query(text, 1000, load_corpora())


def test_the_text_for_embedding_has_no_operators_and_no_excluded_words() -> None:
    asked = 'pilsēta:Jelgava "velosipēdu ceļi" VAI tramvajs -autobuss NOT "Rīgas iela" ostā'
    assert plan(asked).text == "velosipēdu ceļi tramvajs ostā"


def test_a_phrase_must_be_held_in_its_exact_forms() -> None:
    asked = plan("„Velosipēdu ceļi” ostā")
    assert asked.conditions == (HoldsPhrase(("velosipēdu", "ceļi")),)
    assert [word.keys.exact for word in asked.words] == ["velosipēdu", "ceļi", "ostā"]


def test_excluded_words_must_be_lacking_in_every_form_and_excluded_phrases_as_they_are() -> None:
    asked = plan('ceļi -autobusiem -"Rīgas iela"')
    assert asked.conditions == (Lacks(HoldsPhrase(("rīgas", "iela"))), Lacks(HoldsWord("autobus")))
    assert [word.keys.exact for word in asked.words] == ["ceļi"]


def test_an_excluded_word_takes_the_key_that_is_held() -> None:
    settled = settle(plan("ceļi -pieejamiba"), {"pieejamib": 4})
    assert settled.conditions == (Lacks(HoldsWord("pieejamib")),)


def test_alternatives_are_one_word() -> None:
    asked = plan("osta tramvajs VAI trolejbuss VAI autobuss")
    assert [[one.keys.exact for one in word.forms] for word in asked.words] == [
        ["osta"],
        ["tramvajs", "trolejbuss", "autobuss"],
    ]
    assert asked.folded == ("ost",)
    assert asked.alternatives == (
        Either((HoldsWord("tramvaj"), HoldsWord("trolejbus"), HoldsWord("autobus"))),
    )
    assert asked.conditions == ()


def test_a_phrase_among_alternatives_makes_one_of_them_required() -> None:
    assert plan('"ātrais autobuss" VAI tramvajs').conditions == (
        Either((HoldsPhrase(("ātrais", "autobuss")), HoldsWord("tramvaj"))),
    )


WAYS = (
    HoldsPhrase(("lli-232",)),
    HoldsPhrase(("lli/232",)),
    HoldsPhrase(("lli.232",)),
    HoldsPhrase(("lli232",)),
    HoldsPhrase(("lli", "232")),
)


def test_a_code_among_alternatives_that_is_not_held_is_met_by_all_of_it_however_it_is_written() -> None:
    settled = settle(plan("LLI-232 VAI osta"), {"osta": 1, "lli": 3, "232": 3})
    assert [[one.keys.exact for one in word.forms] for word in settled.words] == [["lli-232", "osta"]]
    assert settled.alternatives == (Either((HoldsWord("lli-232"), *WAYS, HoldsWord("ost"))),)
    assert {"lli", "232", "ost"} <= set(settled.roots)


def test_a_code_among_alternatives_that_is_held_as_typed_is_that_alone() -> None:
    settled = settle(plan("LLI-232 VAI osta"), {"lli-232": 1, "osta": 1})
    assert settled.alternatives == (Either((HoldsWord("lli-232"), HoldsWord("ost"))),)


def test_a_code_beside_a_phrase_among_alternatives_is_met_by_all_of_it() -> None:
    settled = settle(plan('LLI-232 VAI "lielā osta"'), {"osta": 1, "lli": 3, "232": 3})
    assert settled.conditions == (Either((HoldsPhrase(("lielā", "osta")), HoldsWord("lli-232"), *WAYS)),)
    assert settled.alternatives == ()


def test_an_excluded_code_is_excluded_however_it_is_written() -> None:
    settled = settle(plan("osta -LLI-232"), {"lli-232": 4})
    assert settled.conditions == (Lacks(HoldsWord("lli-232")), *map(Lacks, WAYS))
    glued = settle(plan("osta -LLI232"), {"lli-232": 4})
    assert set(glued.conditions) == {Lacks(HoldsWord("lli232")), *map(Lacks, WAYS)}


def test_a_code_typed_in_one_piece_that_is_not_held_is_looked_for_by_its_parts() -> None:
    assert settle(plan("LLI232"), {"lli": 1, "232": 1}).folded == ("lli", "232")
    assert settle(plan("LLI232"), {"lli232": 1}).folded == ("lli232",)
    assert settle(plan("CO2 A10"), {}).folded == ("co2", "a10")


def test_the_value_of_a_field_that_is_not_known_is_searched_for() -> None:
    asked = plan("pilsēta:Kandava ceļi")
    assert (asked.text, asked.filters) == ("Kandava ceļi", ())
    assert asked.notes == (Note("unknown_field_value", ("pilsēta:Kandava",)),)


def test_filters_alone_leave_no_text() -> None:
    asked = plan("pilsēta:Jelgava")
    assert (asked.text, asked.words, asked.notes) == ("", (), ())
    assert [(one.field, one.values) for one in asked.filters] == [("city", ("jelgava",))]
