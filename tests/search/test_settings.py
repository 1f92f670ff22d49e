"""Settings from the environment: what cannot be used is said."""

from __future__ import annotations

import pytest

from search.errors import SettingsError
from search.settings import read_settings


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
