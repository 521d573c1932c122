"""Writes of webhooks."""

from hanse.post.webhooks.operations.delivering import collect_calls, deliver_calls
from hanse.post.webhooks.operations.keeping import NoSuchHook, TooMany, make_hook, remove_hook, restart_hook, test_hook

__all__ = [
    "NoSuchHook",
    "TooMany",
    "collect_calls",
    "deliver_calls",
    "make_hook",
    "remove_hook",
    "restart_hook",
    "test_hook",
]
