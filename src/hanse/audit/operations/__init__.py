"""Writing the record, sealing it, and taking personal values out of it."""

from hanse.audit.operations.forgetting import forget_person, forget_things, forget_value
from hanse.audit.operations.recording import Act, compose, record, record_many
from hanse.audit.operations.sealing import seal_waiting

__all__ = [
    "Act",
    "compose",
    "forget_person",
    "forget_things",
    "forget_value",
    "record",
    "record_many",
    "seal_waiting",
]
