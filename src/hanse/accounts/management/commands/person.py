"""`hanse person EMAIL`: add a person who may sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hanse.accounts.choices import AreaKey, Role
from hanse.accounts.operations import PersonExists, add_person


class Command(BaseCommand):
    """Add a person, such as the first of the secretariat."""

    help = "Add a person who may then sign in with a code by e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is."""
        parser.add_argument("email", help="where codes are sent")
        parser.add_argument("--name", help="what pages and the record call the person", default="")
        parser.add_argument(
            "--role",
            help="secretariat keeps everything, a manager some areas",
            choices=Role.values,
            default=Role.PERSON,
        )
        parser.add_argument(
            "--area",
            help="an area that a manager keeps; may be repeated",
            choices=AreaKey.values,
            action="append",
            default=[],
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Add and say so."""
        try:
            add_person(
                email=options["email"],
                name=options["name"],
                role=options["role"],
                areas=options["area"],
                by="hanse person",
                now=timezone.now(),
            )
        except PersonExists:
            raise CommandError(f"{options['email']} is here already.") from None
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        self.stdout.write(f"{options['email']} may sign in now.")
