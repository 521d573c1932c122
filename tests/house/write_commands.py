"""`python -m tests.house.write_commands`: write the references of commands, files and settings anew."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # the settings have a name first

django.setup()

from hanse import config  # noqa: E402  # apps are ready only now
from hanse.calendar.loading import describing  # noqa: E402  # as above
from tests.house import test_commands, test_files  # noqa: E402  # as above

test_commands.PAGE.write_text(test_commands.reference(), encoding="utf-8")
test_files.PAGE.write_text(describing.reference(), encoding="utf-8")
test_files.PAGE.with_name("settings.md").write_text(config.reference(), encoding="utf-8")
