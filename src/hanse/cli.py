"""The `hanse` command: every management command of the house under one name."""

import os
import secrets
import sys
import tempfile

from django.core.management import execute_from_command_line
from django.db.utils import OperationalError, ProgrammingError

from hanse.config import ConfigError


def main() -> None:
    """Run a command; a fault in the settings or of the database is one sentence, not a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanse.settings")
    arguments = sys.argv[1:]
    if arguments == ["secret"]:
        # Before anything is configured: it prints what the configuration still needs.
        sys.stdout.write(secrets.token_urlsafe(50) + "\n")
        return
    if asks_for_help(arguments):
        forget_settings()
    try:
        execute_from_command_line(sys.argv)
    except ConfigError as fault:
        sys.exit(f"hanse: {fault}")
    except (OperationalError, ProgrammingError) as fault:
        says = sentence_of(fault)
        if not says or "--traceback" in arguments:
            raise
        sys.exit(f"hanse: {says}")


def asks_for_help(arguments: list[str]) -> bool:
    """Whether nothing is to be done but to explain, for which no settings are needed."""
    asks = {"-h", "--help"} & set(arguments)
    return not arguments or arguments[0] in ("help", "version", "--version") or bool(asks)


def forget_settings() -> None:
    """Help comes whatever the settings are, and leaves no folder behind."""
    for name in [name for name in os.environ if name.startswith("HANSE_")]:
        del os.environ[name]
    os.environ |= {"HANSE_DEMO": "yes", "HANSE_DATA_DIR": tempfile.gettempdir()}


def sentence_of(fault: Exception) -> str:
    """What a fault of the database means to whoever runs a command; empty where only the trace can tell."""
    text, code = str(fault), str(getattr(fault.__cause__, "sqlstate", "") or "")
    if code in ("42P01", "42703") or "no such table" in text or "no such column" in text:
        return "The database is not prepared for this version yet. Run: hanse migrate"
    if code == "40P01" or "database is locked" in text:
        return "Somebody was writing at the same moment. Nothing was changed; run the command again."
    if "unable to open database file" in text or "readonly database" in text:
        return "The database file cannot be opened for writing. Look at HANSE_DATA_DIR, and who owns what is in it."
    if "disk is full" in text or code == "53100":
        return "The disk is full. Nothing was changed; make room, and run the command again."
    if not code and isinstance(fault, OperationalError) and "connection" in text:
        first = text.strip().split("\n")[0]
        return f"The database does not answer: {first}. Look at HANSE_DATABASE_URL, and whether the server runs."
    return ""


if __name__ == "__main__":
    main()
