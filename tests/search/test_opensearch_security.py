"""A cluster with TLS, users and roles: what is right works, what is wrong is named without the password."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.backends.opensearch import OpenSearchBackend
from search.errors import BackendError
from search.settings import Settings, read_settings
from tests import opensearch_server
from tests.invented import DIMENSION, make_document, make_records
from tests.opensearch_secure import Secure, secure_node

pytestmark = opensearch_server.needs_home


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    home = opensearch_server.home()
    assert home
    with secure_node(home, tmp_path_factory.mktemp("certificates")) as started:
        yield started


def settings_of(secure: Secure, data: Path, **given: str) -> Settings:
    names = {
        "URL": secure.url,
        "CA": str(secure.authority),
        "USER": "virzieni",
        "PASSWORD": secure.password,
        "INDEX": f"virzieni-{uuid.uuid4().hex[:8]}",
    } | given
    own = {f"VIRZIENI_OPENSEARCH_{name}": value for name, value in names.items()}
    return read_settings({"VIRZIENI_DATA": str(data), "VIRZIENI_BACKEND": "opensearch"} | own)


def refused(settings: Settings) -> BackendError:
    with pytest.raises(BackendError) as caught:
        OpenSearchBackend(settings).write_manifest({"schema": "test", "dimension": DIMENSION})
    assert (settings.opensearch_password or "?") not in str(caught.value)
    assert caught.value.next_step
    return caught.value


@pytest.mark.parametrize("name", ["virzieni", "virzieni-riga"])
def test_a_role_for_the_own_indexes_is_enough_for_everything(
    secure: Secure, tmp_path: Path, name: str
) -> None:
    settings = settings_of(secure, tmp_path, INDEX=name)
    backend = OpenSearchBackend(settings)
    backend.write_manifest({"schema": "test", "dimension": DIMENSION})
    for texts in (["Osta viens."], ["Osta divi.", "Osta trīs."]):
        document = make_document("a.md", texts)
        backend.replace_document(document.id, make_records(document))
    backend.settle()
    new = backend.anew()
    new.write_manifest({"schema": "test", "dimension": DIMENSION})
    new.replace_document(document.id, make_records(document))
    new.remove_document("no-such")
    new.settle()
    assert OpenSearchBackend(settings).count() == (1, 2)
    assert len(backend.document(document.id)) == 2
    backend.drop()
    assert backend.manifest() is None


def test_a_wrong_password_is_named_and_not_shown(secure: Secure, tmp_path: Path) -> None:
    wrong = {"PASSWORD": "nepareiza-parole"}
    error = refused(settings_of(secure, tmp_path, **wrong))
    assert error.what == "OpenSearch refuses the user's name or password"
    assert error.value == "virzieni"
    assert "VIRZIENI_OPENSEARCH_PASSWORD" in error.next_step


def test_no_password_is_named(secure: Secure, tmp_path: Path) -> None:
    assert refused(settings_of(secure, tmp_path, USER="", PASSWORD="")).value == "no name given"


def test_a_certificate_of_another_authority_is_refused(secure: Secure, tmp_path: Path) -> None:
    error = refused(settings_of(secure, tmp_path, CA=str(secure.stranger)))
    assert error.what == "The certificate of OpenSearch cannot be verified"
    assert "VIRZIENI_OPENSEARCH_CA" in error.next_step


def test_without_an_authority_the_certificate_is_refused(secure: Secure, tmp_path: Path) -> None:
    error = refused(settings_of(secure, tmp_path, CA=""))
    assert error.what == "The certificate of OpenSearch cannot be verified"


def test_a_certificate_for_another_host_is_refused(secure: Secure, tmp_path: Path) -> None:
    url = secure.url.replace("localhost", "127.0.0.1")
    error = refused(settings_of(secure, tmp_path, URL=url))
    assert error.what == "The certificate of OpenSearch cannot be verified"


def test_an_index_outside_the_role_is_named(secure: Secure, tmp_path: Path) -> None:
    error = refused(settings_of(secure, tmp_path, INDEX="citi"))
    assert error.what.startswith("OpenSearch forbids")
    assert error.value == "virzieni at citi"
    assert "VIRZIENI_OPENSEARCH_INDEX" in error.next_step


def test_http_where_https_is_spoken_is_named(secure: Secure, tmp_path: Path) -> None:
    error = refused(settings_of(secure, tmp_path, URL=secure.url.replace("https", "http")))
    assert error.what == "OpenSearch cannot be reached"
    assert "https" in error.next_step
