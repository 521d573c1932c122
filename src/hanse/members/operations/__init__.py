"""Writes of the members."""

from hanse.members.operations.loading import (
    network_ids,
    organisation_ids,
    untranslated,
    write_networks,
    write_organisations,
    write_people,
    write_places,
)

__all__ = [
    "network_ids",
    "organisation_ids",
    "untranslated",
    "write_networks",
    "write_organisations",
    "write_people",
    "write_places",
]
