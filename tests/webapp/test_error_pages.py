"""What a reader meets when something fails: a page in the reader's language, with a code and no traceback."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from search.errors import BackendError, ManifestMismatch, VirzieniError
from search.searcher import Searcher


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            ManifestMismatch("The index was built otherwise", next_step="Run `virzieni ingest X --rebuild`"),
            "Sistēmas uzturētājam tas jāizveido no jauna: virzieni reindex",
        ),
        (BackendError("The index cannot be searched", value="/data/index"), "Indeksu nevar nolasīt. Iemesls"),
    ],
)
def test_trouble_of_the_index_is_a_503_with_what_to_do(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Searcher, "search", fail)
    answer = client.get("/?q=velo")
    assert answer.status_code == 503
    assert said in answer.text
    assert "Meklēšana pašlaik nav pieejama" in answer.text


def kinds(kind: type[VirzieniError]) -> list[type[VirzieniError]]:
    """Return the kinds of errors that the tree names."""
    named = [one for one in kind.__subclasses__() if one.__module__ == VirzieniError.__module__]
    return [kind, *(found for one in named for found in kinds(one))]


@pytest.mark.parametrize("kind", kinds(VirzieniError))
def test_an_error_page_speaks_the_language_of_the_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, kind: type[VirzieniError]
) -> None:
    def fail(*_: object) -> None:
        raise kind("The gadget failed", value="gadget", next_step="Mend the gadget")

    monkeypatch.setattr(Searcher, "search", fail)
    latvian, english = (client.get(f"/?q=velo&lang={code}").text for code in ("lv", "en"))
    section = latvian[latvian.index('<section class="trouble">') : latvian.index("</section>")]
    told = re.sub(r"<[^>]*>", " ", section)
    said = re.findall(r"[^\W\d_]{2,}", told)
    assert "Kļūdas kods" in told
    assert not {"the", "The", "is", "It", "Its", "gadget", "Try"} & set(said)
    assert "Code of the error" in english
    assert "gadget" not in latvian + english


def test_every_kind_of_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in kinds(VirzieniError)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("address", "status", "code", "said"),
    [
        ("/documents/nav", 404, "document_unknown", "Dokuments nav atrasts"),
        ("/nav", 404, "not_found", "Lapa nav atrasta"),
        ("/documents/nav/pages/1", 404, "document_unknown", "Šāda dokumenta krājumā nav vai vairs nav."),
    ],
)
def test_an_error_page_says_what_was_not_found(
    client: FlaskClient, address: str, status: int, code: str, said: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert f"Kļūdas kods: {code}" in answer.text
    assert client.post(address).status_code in {404, 405}


def test_an_address_that_takes_no_posts_says_so_in_latvian(client: FlaskClient) -> None:
    answer = client.post("/directions")
    assert (answer.status_code, "Šī adrese nepieņem to" in answer.text) == (405, True)


def test_a_fault_of_ours_shows_no_traceback(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Searcher, "search", lambda *_: 1 / 0)
    answer = client.get("/?q=velo")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert "Radās kļūda" in answer.text
