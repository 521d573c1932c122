"""Members in a regional network's part of the world, whether or not the record counts them to the network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.http import urlencode

from hanse.members.choices import Region, Standing
from hanse.members.geography import country_name
from hanse.members.models import NetworkPlace, Organisation, RegionalNetwork
from hanse.members.queries.today import stand_as

MOST_SHOWN = 60
MOST_COUNTRIES = 20  # as many as the directory's filter takes


@dataclass(frozen=True, slots=True)
class Around:
    """Members nearby that are not on record in the network; `where` names the part of the world."""

    organisations: tuple[Organisation, ...]
    total: int
    where: str
    query: str

    @property
    def unshown(self) -> int:
        """How many more the directory has."""
        return self.total - len(self.organisations)


def members_around(network: RegionalNetwork, places: Iterable[NetworkPlace], language: str, on: date) -> Around | None:
    """Members on a day in the network's countries; where none are recorded, in the regions of the cities it has on record.

    `None` where the record says nothing of where it is.
    """
    countries = list(network.countries)[:MOST_COUNTRIES]
    regions = [] if countries else sorted({place.organisation.region for place in places} - {""})
    if countries:
        found = Organisation.objects.filter(country__in=countries)
        where = ", ".join(country_name(code, language) for code in countries)
        asked = [("country", code) for code in countries]
    elif regions:
        found = Organisation.objects.filter(region__in=regions)
        where = ", ".join(str(Region(region).label) for region in regions)
        asked = [("region", region) for region in regions]
    else:
        return None
    recorded = NetworkPlace.objects.filter(network=network).values("organisation_id")
    found = found.filter(stand_as([Standing.MEMBER], on)).exclude(pk__in=recorded)
    shown = tuple(found.only("slug", "name", "translations", "city", "country")[:MOST_SHOWN])
    total = len(shown) if len(shown) < MOST_SHOWN else found.count()
    return Around(shown, total, where, urlencode([*asked, ("standing", Standing.MEMBER.value)]))
