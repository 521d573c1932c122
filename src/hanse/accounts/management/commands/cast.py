"""`hanse cast`: the example people of a demonstration, each with a link to sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from hanse.accounts.models import User
from hanse.accounts.operations import add_person, make_link

CAST = (
    ("mina@example.org", "Mina Park (example)", "secretariat", "keeps the year for the secretariat"),
    ("amara@example.org", "Amara Nakato (example)", "person", "an official of Kampala"),
    ("ben@example.org", "Ben Okello (example)", "person", "her colleague"),
    ("chloe@example.org", "Chloé Martin (example)", "person", "an official of another city"),
    ("dae@example.org", "Dae-jung Kim (example)", "person", "speaks for a company"),
    ("esra@example.org", "Esra Yıldız (example)", "person", "a juror"),
    ("farid@example.org", "Farid Rahimi (example)", "person", "24 years old, an applicant"),
)


class Command(BaseCommand):
    """Add the cast where it is missing, and print their links."""

    help = "For demonstrations only: add the example people, and print a sign-in link for each."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add and print."""
        if not settings.CONFIG.demo:
            raise CommandError("The cast belongs to demonstrations. Set HANSE_DEMO=yes on a machine of your own.")
        for email, name, role, does in CAST:
            user = User.objects.filter(email=email).first()
            if user is None:
                user = add_person(
                    email=email, name=name, role=role, by="hanse cast", now=timezone.now(), is_example=True
                )
            link = settings.BASE_URL + reverse("account_link", args=[make_link(user=user)])
            self.stdout.write(f"  {name:26} {does}\n      {link}")
