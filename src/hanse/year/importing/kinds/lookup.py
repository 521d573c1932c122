"""Organisations as a table names them: by address, identifier or any of their names. One query for a whole table."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from hanse.members.models import Organisation
from hanse.members.queries.doubles import bare_name
from hanse.ui.folding import sort_key


class Ambiguous(Exception):
    """Several are called so."""


class Directory:
    """All organisations, by what people call them."""

    def __init__(self) -> None:
        self.by_slug: dict[str, Organisation] = {}
        self._named: dict[str, set[str]] = defaultdict(set)
        self._bare: dict[str, set[str]] = defaultdict(set)
        self._known: dict[tuple[str, str], str] = {}
        for one in Organisation.objects.order_by("id"):
            self.add(one)

    def add(self, one: Organisation) -> None:
        """Know one more."""
        self.by_slug[one.slug] = one
        for name in filter(None, one.names):
            self._named[sort_key(name)].add(one.slug)
            self._bare[bare_name(name)].add(one.slug)
        for sort in ("wikidata", "ror", "geonames"):
            if value := getattr(one, sort):
                self._known[sort, str(value)] = one.slug

    def find(self, words: str, *, country: str = "") -> Organisation | None:
        """The one that is meant, or nothing; raises `Ambiguous`."""
        if words in self.by_slug:
            return self.by_slug[words]
        slugs = self._named.get(sort_key(words), set())
        found = [self.by_slug[slug] for slug in sorted(slugs)]
        if country:
            found = [one for one in found if not one.country or one.country == country]
        if len(found) > 1:
            raise Ambiguous(words)
        return found[0] if found else None

    def identified(self, sort: str, value: str) -> Organisation | None:
        """The one with an identifier."""
        slug = self._known.get((sort, value)) if value else None
        return self.by_slug[slug] if slug else None

    def alike(self, name: str, *, country: str = "") -> list[str]:
        """What a newcomer may be the double of, in words."""
        found = [self.by_slug[slug] for slug in sorted(self._bare.get(bare_name(name), set()))]
        near = [one for one in found if not country or not one.country or one.country == country]
        return [_("It may be %(name)s (%(slug)s).") % {"name": one.name, "slug": one.slug} for one in near[:3]]
