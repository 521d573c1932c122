"""`hanse link EMAIL`: a link that lets one person in, once."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from hanse.accounts.models import User
from hanse.accounts.operations import make_link


class Command(BaseCommand):
    """For operators who cannot receive mail, and for demonstrations."""

    help = "Print a link that lets one person in, once, within 30 days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom to let in."""
        parser.add_argument("email", help="whose")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the link."""
        user = User.objects.filter(email__iexact=options["email"], is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {options['email']}. Add them with “hanse person”.")
        self.stdout.write(settings.BASE_URL + reverse("account_link", args=[make_link(user=user)]))
