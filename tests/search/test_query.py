from search.query import plan_query, settle


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
