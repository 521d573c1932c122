"""Eight processes on one SQLite file: run by a test as `python -m tests.audit.storm FOLDER`."""

import multiprocessing
import os
import sys
from datetime import UTC, datetime

PROCESSES, ACTS = 8, 25

os.environ |= {"HANSE_DEMO": "yes", "HANSE_DATA_DIR": sys.argv[-1], "DJANGO_SETTINGS_MODULE": "hanse.settings"}
os.environ["HANSE_LOG_LEVEL"] = "ERROR"
os.environ.pop("HANSE_DATABASE_URL", "")

import django  # noqa: E402  # the settings have a name first

django.setup()

from django.core.management import call_command  # noqa: E402  # apps are ready only now
from django.db import connections  # noqa: E402  # as above

from hanse.audit.operations import record, seal_waiting  # noqa: E402  # as above
from hanse.audit.queries.verifying import verify  # noqa: E402  # as above


def writer(number: int) -> None:
    """Record, and seal every now and then."""
    for count in range(ACTS):
        record(at=datetime.now(UTC), by="storm", verb="add", kind="thing", key=f"{number}-{count}", label="x")
        if count % 5 == 0:
            seal_waiting()


def main() -> None:
    """Say what the chain says."""
    call_command("migrate", "audit", verbosity=0)
    connections.close_all()
    processes = [multiprocessing.Process(target=writer, args=(number,)) for number in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    seal_waiting()
    verdict = verify()
    codes = {process.exitcode for process in processes}
    sys.stdout.write(f"{verdict.sealed} {verdict.waiting} {verdict.fault} {codes}\n")


if __name__ == "__main__":
    main()
