"""The `hanse` command: every management command of the house under one name."""

import os
import secrets
import sys

from django.core.management import execute_from_command_line

from hanse.config import ConfigError


def main() -> None:
    """Run a command; a fault in the settings is one sentence, not a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanse.settings")
    if sys.argv[1:] == ["secret"]:
        # Before anything is configured: it prints what the configuration still needs.
        sys.stdout.write(secrets.token_urlsafe(50) + "\n")
        return
    try:
        execute_from_command_line(sys.argv)
    except ConfigError as fault:
        sys.exit(f"hanse: {fault}")


if __name__ == "__main__":
    main()
