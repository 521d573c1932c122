"""Every command of ours is in the reference, as it describes itself."""

import os
import subprocess
import sys
from pathlib import Path

from django.core.management import get_commands, load_command_class

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "commands.md"
HEAD = """# Commands

`hanse <command>`, beside those of Django such as `migrate` and `collectstatic`. `hanse <command> --help` says the same.

## hanse secret

Prints a fresh random key for `HANSE_SECRET_KEY`. It works before anything is configured.
"""
# Options that every command of Django has.
SHARED = ("--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color")


def reference() -> str:
    """All our commands as a page of the handbook."""
    parts = [HEAD]
    for name, app in sorted(get_commands().items()):
        if not app.startswith("hanse."):
            continue
        command = load_command_class(app, name)
        parser = command.create_parser("hanse", name)
        lines = [f"## hanse {name}", "", command.help, ""]
        for action in parser._actions:
            flags = [flag for flag in action.option_strings if flag.startswith("-")]
            if action.dest == "help" or any(flag in SHARED for flag in flags) or action.dest == "skip_checks":
                continue
            called = ", ".join(f"`{flag}`" for flag in flags) or f"`{action.dest}`"
            choices = f" ({', '.join(str(c) for c in action.choices)})" if action.choices else ""
            lines.append(f"- {called}{choices}: {action.help or ''}".rstrip(": "))
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def test_every_command_is_documented() -> None:
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert written == reference(), "write it anew: python -m tests.house.write_commands"


def test_the_command_itself_starts_and_helps() -> None:
    environment = {**os.environ, "HANSE_DEMO": "yes"}
    answer = subprocess.run(
        [sys.executable, "-m", "hanse.cli", "load", "--help"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--dry-run" in answer.stdout
