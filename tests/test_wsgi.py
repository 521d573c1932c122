"""The server does not start where no page could be shown, and says why."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.test import Client

from hanse.ui.checks import mail_leaves, static_files

NOT_STARTED = 3


def started(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Import the door as gunicorn does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HANSE_", "DJANGO_"))}
    environment = {**kept, "HANSE_DEMO": "yes", "HANSE_DATA_DIR": str(data), **settings}
    command = [sys.executable, "-W", "ignore", "-c", "import hanse.wsgi"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_fault_in_the_settings_is_one_sentence(tmp_path: Path) -> None:
    answer = started(tmp_path, HANSE_LANGUAGE="xx")
    assert answer.returncode == NOT_STARTED
    assert answer.stderr == "hanse: HANSE_LANGUAGE is xx; use one of en, ko.\n"


def test_without_static_files_it_says_how_to_get_them(tmp_path: Path) -> None:
    answer = started(tmp_path)
    assert answer.returncode == NOT_STARTED
    assert "Run: hanse collectstatic" in answer.stderr
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text('{"paths": {}, "version": "1.1"}', encoding="utf-8")
    assert started(tmp_path).returncode == 0


def test_deployment_asks_whether_mail_leaves(settings: Any) -> None:
    assert mail_leaves(None) == []
    settings.CONFIG = type("Settings", (), {"demo": False, "email_url": ""})
    assert [warning.id for warning in mail_leaves(None)] == ["hanse.W001"]
    settings.CONFIG.email_url = "smtps://mail.example.org"
    assert mail_leaves(None) == []


def test_deployment_asks_whether_static_files_are_collected(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    assert [warning.id for warning in static_files(None)] == ["hanse.W002"]
    (tmp_path / "staticfiles.json").write_text("{}", encoding="utf-8")
    assert static_files(None) == []


@pytest.mark.django_db
def test_whoever_watches_over_the_server_needs_no_tls(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    browser = Client()
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/").status_code == 301


@pytest.mark.django_db
def test_both_are_asked_at_deployment_only() -> None:
    asked = {message.id for message in run_checks(include_deployment_checks=True)}
    assert "hanse.W002" in asked
    assert not {message.id for message in run_checks()} & {"hanse.W001", "hanse.W002"}
    call_command("check")
