"""`python -m tests.house.write_retention`: write the table of periods anew."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # the settings have a name first

django.setup()

from tests.house.test_personal import PAGE, reference  # noqa: E402  # apps are ready only now

PAGE.write_text(reference(), encoding="utf-8")
