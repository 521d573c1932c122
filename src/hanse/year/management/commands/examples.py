"""`hanse examples`: what a demonstration shows beyond the public record, plainly marked as examples."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hanse.calendar.interest.examples import make_examples as of_interest
from hanse.calendar.registration.examples import make_examples as of_registration
from hanse.members.examples import make_examples as of_members
from hanse.ui import clock


class Command(BaseCommand):
    """Each room adds what is missing of its examples; done again, it changes nothing."""

    help = "For demonstrations only: add example mandates, applications, registrations and interests."

    def handle(self, *args: Any, **options: Any) -> None:
        """Room by room, from below."""
        if not settings.CONFIG.demo:
            raise CommandError("Examples belong to demonstrations. Set HANSE_DEMO=yes on a machine of your own.")
        now = clock.now()
        of_members(now)
        of_registration(now)
        of_interest(now)
        of_registration(now)
