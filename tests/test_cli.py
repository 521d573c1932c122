"""The command line speaks in sentences, whatever is wrong around it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

YEAR = Path(__file__).resolve().parents[1] / "years" / "2023"


def hanse(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HANSE_", "DJANGO_"))}
    command = [sys.executable, "-m", "hanse.cli", *arguments]
    return subprocess.run(command, env={**kept, **settings}, capture_output=True, text=True, check=False)


def sentence(answer: subprocess.CompletedProcess[str]) -> str:
    """What a command said when it refused, in one line and without a trace."""
    assert answer.returncode == 1, answer.stderr
    assert "Traceback" not in answer.stderr, answer.stderr
    lines = answer.stderr.strip().split("\n")
    assert len(lines) == 1, answer.stderr
    return lines[0]


@pytest.mark.parametrize(
    "arguments", [(), ("--help",), ("help",), ("load", "--help"), ("help", "export"), ("--version",)]
)
def test_help_needs_no_settings_and_leaves_nothing_behind(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(str(Path(p).absolute()) for p in sys.path if p))
    answer = hanse(*arguments)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip()
    assert not list(tmp_path.iterdir())


def test_help_comes_although_the_settings_are_wrong() -> None:
    assert "--dry-run" in hanse("load", "--help", HANSE_LANGUAGE="xx", HANSE_SECRT="y").stdout


@pytest.mark.parametrize(
    "arguments", [("load", str(YEAR)), ("export", "2023", "out"), ("brochure", "2023", "-o", "x.pdf"), ("cast",)]
)
def test_before_the_database_is_prepared(arguments: tuple[str, ...], tmp_path: Path) -> None:
    answer = hanse(*arguments, HANSE_DEMO="yes", HANSE_DATA_DIR=str(tmp_path / "data"))
    assert "Run: hanse migrate" in sentence(answer)


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    url = "postgres://hanse:hidden@127.0.0.1:1/hanse"
    answer = hanse("load", str(YEAR), HANSE_DEMO="yes", HANSE_DATA_DIR=str(tmp_path), HANSE_DATABASE_URL=url)
    says = sentence(answer)
    assert "The database does not answer" in says
    assert "hidden" not in says


def test_a_data_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in (tmp_path / "file" / "data", Path("/proc/nope")):
        answer = hanse("migrate", HANSE_DEMO="yes", HANSE_DATA_DIR=str(folder))
        assert f"HANSE_DATA_DIR is {folder}, and cannot be made there" in sentence(answer)


def test_an_export_into_what_is_no_folder(tmp_path: Path) -> None:
    settings = {"HANSE_DEMO": "yes", "HANSE_DATA_DIR": str(tmp_path / "data")}
    assert hanse("migrate", "-v0", **settings).returncode == 0
    assert hanse("load", str(YEAR), **settings).returncode == 0
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in (tmp_path / "file", Path("/proc/nope")):
        assert "cannot be written" in sentence(hanse("export", "2023", str(folder), **settings))
