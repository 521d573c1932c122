"""One chain from many processes on SQLite, in a file as a small server has it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_eight_processes_make_one_chain_on_sqlite(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.audit.storm", str(tmp_path)]
    own = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    answer = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=120, check=True)
    assert answer.stdout.split("\n")[0] == "200 0 None {0}"
