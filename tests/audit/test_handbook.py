"""What the handbook tells people to run does what it says."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from django.core.management import CommandError, call_command

from hanse.audit.operations import record, seal_waiting

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs" / "handbook" / "record.md"


def program() -> str:
    """The program that the handbook prints."""
    text = PAGE.read_text(encoding="utf-8")
    lines = text[text.index("    import hashlib") :].split("\n\n")[0]
    return dedent(lines)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    for number, label in enumerate(("Forum", '서울 "quoted" \\ back', "São Paulo\n🎉"), 1):
        changes = {"😀": [0.5, 1e22], "דּ": [None, True], "seats": [1.0, -0.0]}
        record(at=datetime(2026, 1, number, tzinfo=UTC), by="Amara <a@example.org>", verb="x", kind="thing", key="1", label=label, changes=changes)  # fmt: skip
    seal_waiting()
    call_command("audit", "export", "-o", str(tmp_path / "record.jsonl"), "--personal", verbosity=0)
    return tmp_path


def run(folder: Path) -> int:
    command = [sys.executable, "-c", program()]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, check=False
    ).returncode


def test_the_program_in_the_handbook_checks_an_export(exported: Path) -> None:
    assert run(exported) == 0


def test_it_finds_a_changed_line(exported: Path) -> None:
    file = exported / "record.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("Forum", "Fair"), encoding="utf-8")
    assert run(exported) == 1


def test_an_export_opens_what_is_kept_only_when_asked(exported: Path, tmp_path: Path) -> None:
    assert "a@example.org" in (exported / "record.jsonl").read_text(encoding="utf-8")
    call_command("audit", "export", "-o", str(tmp_path / "plain.jsonl"), verbosity=0)
    assert "a@example.org" not in (tmp_path / "plain.jsonl").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("audit", "export", "-o", str(tmp_path / "no" / "x.jsonl"))
