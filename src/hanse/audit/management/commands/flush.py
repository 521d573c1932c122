"""`hanse flush`: Django's command, which empties every table, and here also the record, which refuses anything else."""

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from hanse.audit import guards


class Command(flush.Command):
    """Empty every table. It is how tests begin anew, and how a demonstration is thrown away."""

    help = "Remove ALL data, the record of acts with its chain, too. It asks first."

    def handle(self, **options: Any) -> None:
        """Flush while the guards of the record are down, and set them up again."""
        connection = connections[options["database"]]
        guards.fall(connection)
        try:
            super().handle(**options)
        finally:
            guards.stand(connection)
