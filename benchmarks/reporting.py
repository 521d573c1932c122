"""How a benchmark reports: one JSON line a figure, and 1 at the end when one is beyond its limit."""

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks import CHILD


def figure(name: str, value: float, unit: str, limit: float | None) -> dict[str, Any]:
    """One line of the report."""
    return {"name": name, "value": round(value, 2), "unit": unit, "limit": limit}


def report(lines: Iterable[dict[str, Any]]) -> int:
    """Print each figure as soon as it is known; 1 when one is beyond its limit."""
    missed = False
    for line in lines:
        print(json.dumps(line), flush=True)
        missed |= line["limit"] is not None and line["value"] > line["limit"]
    return int(missed)


def again_on_postgresql(name: str) -> int:
    """The same benchmark in a process of its own, because a process keeps its database."""
    tests = runpy.run_path(str(Path(__file__).resolve().parents[1] / "tests" / "run"), run_name="for its server")
    programs = tests["newest_postgresql"]()
    if programs is None:
        print(json.dumps({"name": f"{name}/postgresql", "skipped": "PostgreSQL is not installed."}), flush=True)
        return 0
    clean = {
        k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", CHILD) and not k.startswith("HANSE_")
    }
    with tests["server"](programs) as address:
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        environment = {**clean, "BENCH_DATABASE_URL": address.rsplit("/", 1)[0] + "/postgres"}
        return subprocess.run(command, env=environment, check=False).returncode
