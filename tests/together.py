"""Things that happen at the same moment, each on a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do things at the same moment; what each gave or raised."""
    start = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def one(place: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(30)
            results[place] = acts[place]()
        except BaseException as fault:  # whatever it was, the test looks at it
            results[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results
