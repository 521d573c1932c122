"""What performance claims rest on. Each module is run as `python -m benchmarks.NAME` and prints JSON lines.

A database of its own: SQLite in a folder that goes with the process, or the PostgreSQL server that
`BENCH_DATABASE_URL` names. Tests that borrow `world` keep theirs.
"""

import os
import tempfile

import django
from django.conf import settings
from django.core.management import call_command

CHILD = "BENCH_CHILD"  # set by a benchmark that starts processes of its own

if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="hanse-bench-")
    for _name in [name for name in os.environ if name.startswith("HANSE_")]:
        del os.environ[_name]
    os.environ["HANSE_DEMO"] = "yes"
    os.environ["HANSE_DATA_DIR"] = _folder.name
    os.environ["HANSE_DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL", "")
    os.environ["DJANGO_SETTINGS_MODULE"] = "hanse.settings"
    django.setup()
elif os.environ.get(CHILD):
    # A child of a benchmark, which inherits its parent's settings, and with them its database.
    django.setup()


def fresh_database() -> None:
    """All tables, all empty."""
    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
