"""The environment is read once, and strictly."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from hanse.config import LANGUAGES, Config, ConfigError, reference

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
        ("HANSE_BASE_URL", "http://exa:notaport", "HANSE_BASE_URL has a port that is no number"),
        ("HANSE_BASE_URL", "https://example.org/hanse", "write https://example.org"),
        ("HANSE_BASE_URL", "https://example.org?a=b", "at the root of a host name"),
        ("HANSE_BASE_URL", "https://user@example.org", "write it in full"),
        ("HANSE_LANGUAGE", "xx", "HANSE_LANGUAGE is xx; use one of en, ko"),
        ("HANSE_DATABASE_URL", "garbage", "HANSE_DATABASE_URL has no scheme"),
        ("HANSE_DATABASE_URL", "mysql://a@b/c", "begins with mysql:; PostgreSQL and SQLite are spoken here"),
        ("HANSE_DATABASE_URL", "postgres://a:b@c", "names no database"),
        ("HANSE_DATABASE_URL", "postgres://a:b@c:d/e", "a port that is no number"),
        ("HANSE_EMAIL_URL", "smtp://u:p@mail:abc", "HANSE_EMAIL_URL has a port that is no number"),
        ("HANSE_EMAIL_URL", "ftp://mail", "HANSE_EMAIL_URL"),
        ("HANSE_EMAIL_URL", "smtp://", "HANSE_EMAIL_URL"),
        ("HANSE_FROM_EMAIL", "the secretariat", "write an e-mail address"),
        ("HANSE_SECRET_KEY", "short", "HANSE_SECRET_KEY has 5 characters, which can be guessed"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_explained(name: str, value: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        Config.from_env({**KEY, name: value})


def test_what_is_right_is_taken() -> None:
    for name, value in (
        ("HANSE_BASE_URL", "https://example.org:8443/"), ("HANSE_DATABASE_URL", "sqlite:////srv/hanse.sqlite3"),
        ("HANSE_DATABASE_URL", "postgresql://a:b%40c@[::1]:5432/e?sslmode=require"),
        ("HANSE_EMAIL_URL", "smtps://u:p@mail.example.org:465"), ("HANSE_FROM_EMAIL", "Example <desk@example.org>"),
    ):  # fmt: skip
        assert Config.from_env({**KEY, name: value})
    assert Config.from_env({"HANSE_DEMO": "yes", "HANSE_SECRET_KEY": "short"}).demo


def test_the_languages_of_the_settings_are_those_that_may_be_chosen() -> None:
    assert [code for code, _ in settings.LANGUAGES] == list(LANGUAGES)


def test_it_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Config.from_env(KEY).demo = True  # type: ignore[misc]  # what may not be done is tried


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
