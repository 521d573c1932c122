"""The environment is read once, and strictly."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

from hanse.config import Config, ConfigError, reference

KEY = {"HANSE_SECRET_KEY": "k" * 50}


def test_reads_every_kind_of_value() -> None:
    config = Config.from_env({**KEY, "HANSE_BASE_URL": "https://year.example.org/", "HANSE_ALLOWED_HOSTS": "a.org, b.org", "HANSE_BEHIND_PROXY": "yes", "HANSE_TODAY": "2023-05-16", "HANSE_DATA_DIR": "/srv/hanse", "PATH": "/bin"})  # fmt: skip
    assert config.secure
    assert config.hosts == ["year.example.org", "a.org", "b.org"]
    assert config.behind_proxy
    assert config.today == date(2023, 5, 16)
    assert config.database == "sqlite:////srv/hanse/hanse.sqlite3"


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ConfigError, match="HANSE_SECRT_KEY"):
        Config.from_env({**KEY, "HANSE_SECRT_KEY": "x"})


def test_a_secret_key_is_demanded_outside_demonstrations() -> None:
    with pytest.raises(ConfigError, match="HANSE_SECRET_KEY is empty"):
        Config.from_env({})
    assert Config.from_env({"HANSE_DEMO": "yes"}).demo


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("HANSE_DEMO", "perhaps", "write yes or no"), ("HANSE_TODAY", "16.5.2023", "write a day as 2023-05-16"),
        ("HANSE_BASE_URL", "example.org", "write it in full"), ("HANSE_LOG_LEVEL", "loud", "use one of"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_explained(name: str, value: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        Config.from_env({**KEY, name: value})


def test_it_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Config.from_env(KEY).demo = True  # type: ignore[misc]


def test_every_setting_is_documented() -> None:
    page = Path(__file__).resolve().parents[1] / "docs/reference/settings.md"
    assert page.read_text(encoding="utf-8") == reference(), (
        "write it anew: python -c 'from hanse.config import reference; …'"
    )


def test_a_key_can_be_had_before_anything_is_configured() -> None:
    bare = {"PATH": os.environ["PATH"]}
    made = [
        subprocess.run(
            [sys.executable, "-m", "hanse.cli", "secret"], env=bare, capture_output=True, text=True, check=True
        )
        for _ in range(2)
    ]
    assert len(made[0].stdout.strip()) >= 50
    assert made[0].stdout != made[1].stdout
