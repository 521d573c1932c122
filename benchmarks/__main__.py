"""All benchmarks, each in a process of its own: `python -m benchmarks`."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run every module that measures; 1 when one of them missed a limit."""
    names = sorted(p.stem for p in HERE.glob("*.py") if p.stem not in ("__init__", "__main__", "reporting", "world"))
    # Importing this package has set Django up here; each process sets it up anew, with a folder of its own.
    clean = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE" and not k.startswith("HANSE_")}
    codes = [
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], env=clean, check=False).returncode
        for name in names
    ]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
