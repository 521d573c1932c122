"""A part of the record, and how it is shown to whom it belongs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Q

from hanse.audit.actor import without_address
from hanse.audit.queries import Record

# What belongs to an organisation is recorded under its address.
OF_ORGANISATIONS = ("organisation", "membership", "mandate", "invitation", "application")


@dataclass(frozen=True, slots=True)
class Part:
    """The acts that a reader may see; `organisation` is the address of the one whose administrators read it."""

    within: Q
    organisation: str = ""

    @classmethod
    def of(cls, organisation: str) -> Part:
        """What was done for an organisation, and to its profile, membership and mandates."""
        return cls(Q(acted_for=organisation) | Q(kind__in=OF_ORGANISATIONS, key=organisation), organisation)

    def shown(self, record: Record) -> Record:
        """An act as this reader sees it: others' e-mail addresses, and the secretariat's notes, are not an organisation's."""
        if not self.organisation:
            return record
        note = record.note if record.acted_for == self.organisation else ""
        return replace(record, by=without_address(record.by), note=note)
