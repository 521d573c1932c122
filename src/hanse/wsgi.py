"""The door for gunicorn: `gunicorn hanse.wsgi`."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from hanse.config import ConfigError
from hanse.ui.checks import COLLECT, NO_STATIC, static_is_collected

NOT_STARTED = 3  # by which gunicorn knows that another attempt would end the same way


def refuse(says: str) -> None:
    """End with a sentence instead of a trace."""
    sys.stderr.write(f"hanse: {says}\n")
    sys.exit(NOT_STARTED)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanse.settings")
try:
    application = get_wsgi_application()
except ConfigError as fault:
    refuse(str(fault))
# Better no server than one whose every page is an error: whoever starts it reads why.
if not static_is_collected():
    refuse(f"{NO_STATIC} {COLLECT}")
