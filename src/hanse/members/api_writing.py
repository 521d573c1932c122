"""Adding and changing organisations by a token, through the same operations as the pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema, Status
from pydantic import Field, field_validator

from hanse.accounts.permissions import is_secretariat
from hanse.accounts.tokens.calls import private
from hanse.members.acting_by_token import acting_by_token, actor_of_call
from hanse.members.api import router
from hanse.members.choices import Kind, Subkind
from hanse.members.geography import is_country
from hanse.members.models import Organisation
from hanse.members.operations.profiles import add_organisation, revise_profile
from hanse.members.queries.directory import organisation
from hanse.members.queries.rights import standing_on
from hanse.ui import clock
from hanse.ui.api import Strict

members_router = router  # reading and writing stand on one router: an address answers all its methods


class OrganisationChange(Strict):
    """What changes; what is left out stays. An organisation's own administrator may change what it says of itself."""

    name: str | None = Field(None, min_length=1, max_length=200)
    native_name: str | None = Field(None, max_length=200)
    kind: Kind | None = None
    subkind: Subkind | None = None
    city: str | None = Field(None, max_length=120)
    country: str | None = Field(None, pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    population: int | None = Field(None, ge=0, le=10**9)
    website: str | None = Field(None, max_length=500, pattern=r"^(https?://\S+)?$")
    summary: str | None = Field(None, max_length=20_000)
    aliases: list[str] | None = Field(None, max_length=50)

    @field_validator("country")
    @classmethod
    def known_country(cls, code: str | None) -> str | None:
        """A country that there is."""
        if code and not is_country(code):
            raise ValueError("Use the two letters of ISO 3166-1.")
        return code


class OrganisationIn(OrganisationChange):
    """A new organisation, neither member nor partner; membership is decided elsewhere."""

    name: str = Field(min_length=1, max_length=200)
    kind: Kind
    country: str = Field(pattern="^[A-Z]{2}$")


class OrganisationPatch(OrganisationChange):
    """A change to what was read at a revision."""

    revision: int = Field(ge=1, description="As it was read; 409 where somebody saved since.")


class OrganisationKept(Schema):
    """An organisation with what only a token reads."""

    slug: str
    url: str
    revision: int
    name: str
    native_name: str
    kind: Kind
    city: str
    country: str
    population: int | None
    website: str
    summary: str
    category: str = Field(description="Category of membership today; empty for who is no member.")
    status: str = Field(description="State of the membership today.")
    may_vote: bool


@private(
    router, "GET", "/organisations/{slug:slug}/kept", OrganisationKept, scope="organisations:read",
    summary="One organisation with its revision and membership", operation_id="kept_organisation",
)  # fmt: skip
def one_kept(request: HttpRequest, slug: str) -> Any:
    """Read it before you change it."""
    return _kept(_organisation(slug))


@private(
    router, "POST", "/organisations", OrganisationKept, scope="organisations:write", status=201,
    summary="Add an organisation", operation_id="add_organisation",
)  # fmt: skip
def add(request: HttpRequest, sent: OrganisationIn) -> Any:
    """For the secretariat."""
    if not is_secretariat(request.user):
        raise PermissionDenied(_("Organisations are added by the secretariat. Apply for membership at /join/."))
    made = add_organisation(values=_values(sent), by=actor_of_call(request), now=clock.stamp())
    return Status(201, _kept(_organisation(made.slug)))


@private(
    router, "PATCH", "/organisations/{slug:slug}", OrganisationKept, scope="organisations:write",
    summary="Change an organisation", operation_id="change_organisation",
)  # fmt: skip
def change(request: HttpRequest, slug: str, sent: OrganisationPatch) -> Any:
    """Only what is sent changes; of it, an organisation's administrator changes what it says of itself."""
    _organisation(slug)
    may_all = is_secretariat(request.user)
    acting = acting_by_token(request)
    if not may_all and not (acting and acting.slug == slug and acting.is_administrator):
        raise PermissionDenied(
            _("A profile is changed by its organisation's administrator, by a token that acts for it.")
        )
    revise_profile(
        slug=slug,
        seen=sent.revision,
        values=_values(sent),
        may_all=may_all,
        by=actor_of_call(request),
        now=clock.stamp(),
    )
    return _kept(_organisation(slug))


def _values(sent: OrganisationChange) -> dict[str, Any]:
    values = sent.model_dump(exclude_none=True, exclude={"revision"})
    return {name: str(value.value) if hasattr(value, "value") else value for name, value in values.items()}


def _organisation(slug: str) -> Organisation:
    found = organisation(slug)
    if found is None:
        raise Http404(_("There is no organisation “%(slug)s” here.") % {"slug": slug})
    return found


def _kept(one: Organisation) -> dict[str, Any]:
    standing = standing_on([one.pk], clock.stamp().date()).get(one.pk)
    return {
        "slug": one.slug,
        "url": f"/organisations/{one.slug}/",
        "revision": one.revision,
        "name": one.name,
        "native_name": one.native_name,
        "kind": one.kind,
        "city": one.city,
        "country": one.country,
        "population": one.population,
        "website": one.website,
        "summary": one.summary,
        "category": standing.category if standing else "",
        "status": standing.status if standing else "",
        "may_vote": bool(standing and standing.rights.vote),
    }
