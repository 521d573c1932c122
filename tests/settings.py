"""The house's settings as tests need them: a demonstration in a folder of its own."""

import os
import tempfile
from pathlib import Path

for name in [n for n in os.environ if n.startswith("HANSE_")]:
    del os.environ[name]
os.environ["HANSE_DEMO"] = "yes"
os.environ["HANSE_DATA_DIR"] = tempfile.mkdtemp(prefix="hanse-tests-")
(Path(os.environ["HANSE_DATA_DIR"]) / "static").mkdir()
os.environ["HANSE_LOG_LEVEL"] = "ERROR"
os.environ["HANSE_DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")

from hanse.settings import *  # noqa: E402, F403  # the environment stands first

# The manifest of hashed names is production's; tests find static files where they lie.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405  # from the house's settings
