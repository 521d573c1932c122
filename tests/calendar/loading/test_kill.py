"""Killing `hanse load` at any moment leaves the old year."""

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.own_database import own_database

YEAR = Path(__file__).resolve().parents[3] / "years" / "2023"
MORE = 1500


def hanse(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hanse.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True)


def grow(folder: Path) -> None:
    """The same year with changed titles and many more activities, so that writing takes a while."""
    path = folder / "activities.csv"
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "title": f"Changed: {row['title']}"})
    for number in range(MORE):
        own = {
            "slug": f"more-{number}",
            "uid": "",
            "title": f"More {number}",
            "overview": "",
            "parent": "",
            "label": "",
        }
        writer.writerow({**rows[0], **own})
    path.write_text(out.getvalue(), encoding="utf-8")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database of its own on the server under test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HANSE_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {
        **kept,
        "HANSE_DEMO": "yes",
        "HANSE_DATA_DIR": str(tmp_path / "data"),
        "HANSE_DATABASE_URL": own_database("kill"),
    }


def exported(environment: dict[str, str], folder: Path) -> dict[str, bytes]:
    hanse(environment, "export", "2023", str(folder))
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_killed_load_leaves_the_old_year_whole(environment: dict[str, str], tmp_path: Path) -> None:
    hanse(environment, "migrate", "-v0")
    hanse(environment, "load", str(YEAR))
    before = exported(environment, tmp_path / "before")
    grown = Path(shutil.copytree(YEAR, tmp_path / "grown"))
    grow(grown)
    command = [sys.executable, "-m", "hanse.cli", "load", str(grown)]
    while_writing = 0
    for pause in (0.0, 0.02, 0.06, 0.12, 0.25):
        # What it does is printed before anything is written: the kill lands in the midst of the transaction.
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as load:
            assert load.stdout is not None
            load.stdout.readline()
            time.sleep(pause)
            while_writing += load.poll() is None
            load.send_signal(signal.SIGKILL)
            load.stdout.read()
    assert while_writing >= 3
    assert exported(environment, tmp_path / "after") == before
    hanse(environment, "load", str(grown))
    rows = exported(environment, tmp_path / "grown-export")["activities.csv"].decode().count("\nmore-")
    assert rows == MORE
