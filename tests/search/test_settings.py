"""Settings from the environment: what cannot be used is said."""

from __future__ import annotations

import pytest

from search.errors import SettingsError
from search.settings import opensearch_addresses, read_settings


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("VIRZIENI_LOG_LEVEL", "foo", "debug, info, warning, error"),
        ("VIRZIENI_PORT", "65536", "from 0 to 65535"),
        ("VIRZIENI_PORT", "-1", "from 0 to 65535"),
        ("VIRZIENI_BATCH", "0", "1 or more"),
        ("VIRZIENI_PROT", "80", "VIRZIENI_PORT"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_what_can(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({name: value})
    assert name in caught.value.sentence
    assert said in caught.value.sentence


def test_levels_are_read_in_any_case_and_the_last_port_is_one() -> None:
    settings = read_settings({"VIRZIENI_LOG_LEVEL": "DEBUG", "VIRZIENI_PORT": "65535"})
    assert (settings.log_level, settings.port) == ("debug", 65535)


@pytest.mark.parametrize(
    "given",
    [
        {"VIRZIENI_OPENSEARCH_URL": "localhost:9200"},
        {"VIRZIENI_OPENSEARCH_URL": "https://"},
        {"VIRZIENI_OPENSEARCH_URL": "https://a:1, ftp://b"},
        {"VIRZIENI_OPENSEARCH_URL": "https://a:port"},
        {"VIRZIENI_OPENSEARCH_URL": ","},
        {"VIRZIENI_OPENSEARCH_INDEX": "Rīga"},
        {"VIRZIENI_OPENSEARCH_INDEX": "virzieni*"},
        {"VIRZIENI_BACKEND": "elastic"},
        {"VIRZIENI_OPENSEARCH_SHARDS": "0"},
    ],
)
def test_unusable_settings_of_the_store_are_said(given: dict[str, str]) -> None:
    (name,) = given
    with pytest.raises(SettingsError, match=name):
        read_settings(given)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"VIRZIENI_OPENSEARCH_URL": "https://ingrida:noslepums@localhost:9200"})
    assert "noslepums" not in str(caught.value)
    assert "VIRZIENI_OPENSEARCH_PASSWORD" in str(caught.value)


def test_several_addresses_are_taken_apart() -> None:
    settings = read_settings({"VIRZIENI_OPENSEARCH_URL": "https://a:9200/ , https://b:9200"})
    assert opensearch_addresses(settings) == ["https://a:9200", "https://b:9200"]
