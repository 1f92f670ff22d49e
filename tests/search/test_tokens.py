from search.language.tokens import fold, tokenize


def exacts(text: str) -> list[str]:
    return [token.exact for token in tokenize(text)]


def test_codes_stay_whole_and_give_their_parts() -> None:
    token = tokenize("Projekts Nr. 4.5.1.2/17/I/005.")[2]
    assert (token.exact, token.kind) == ("4.5.1.2/17/i/005", "code")
    assert token.parts == ("4", "5", "1", "2", "17", "i", "005")


def test_a_full_stop_after_a_code_is_not_part_of_it() -> None:
    assert exacts("pasākums 2.1.3.2. kārta") == ["pasākums", "2.1.3.2", "kārta"]


def test_two_years_are_two_numbers_whatever_the_dash() -> None:
    for period in ("2021.–2027.", "2021-2027", "2021–2027", "2021.-2027."):
        assert exacts(period) == ["2021", "2027"], period


def test_grouped_digits_are_one_number() -> None:
    assert exacts("1 250 000 EUR un 650\u00a0560,77 eiro") == ["1250000", "eur", "un", "650560,77", "eiro"]


def test_short_digit_groups_are_not_joined() -> None:
    assert exacts("12 34") == ["12", "34"]


def test_hyphenated_words_stay_whole_and_give_their_parts() -> None:
    token = tokenize("e-pakalpojums")[0]
    assert (token.exact, token.kind, token.parts) == ("e-pakalpojums", "word", ("e", "pakalpojums"))


def test_a_lost_space_after_a_full_stop_parts_the_words() -> None:
    assert exacts("vietas.Nākamais un/vai") == ["vietas", "nākamais", "un", "vai"]


def test_tokens_know_their_place() -> None:
    text = "„Rīgas” iela"
    assert [text[token.start : token.end] for token in tokenize(text)] == ["Rīgas", "iela"]


def test_dashes_of_codes_are_made_plain() -> None:
    assert exacts("LLI‑232 LLI–444") == ["lli-232", "lli-444"]


def test_decomposed_letters_meet_composed_ones() -> None:
    assert exacts("a\u0304tri") == exacts("ātri") or fold("a\u0304tri") == fold("ātri")


def test_fold_takes_off_every_latvian_diacritic() -> None:
    assert fold("ĀČĒĢĪĶĻŅŠŪŽ") == "acegiklnsuz"
