"""What an organisation is and says of itself: added, revised, with its logo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hanse.audit.actor import By
from hanse.audit.changes import changes_between
from hanse.audit.operations import record
from hanse.members.geography import region_of
from hanse.members.models import Logo, Organisation
from hanse.members.operations.faults import Gone, InUse, Refused, SavedByOthers
from hanse.members.uploads import Taken

# What an organisation's own administrators may change; the rest identifies it, and the secretariat keeps it.
OWN = frozenset({"native_name", "city", "population", "website", "languages", "summary", "aliases", "translations"})
FIELDS = (
    "name",
    "native_name",
    "kind",
    "subkind",
    "city",
    "country",
    "subdivision",
    "latitude",
    "longitude",
    "population",
    "website",
    "wikidata",
    "geonames",
    "ror",
    "languages",
    "summary",
    "aliases",
    "translations",
)


@transaction.atomic
def add_organisation(*, values: Mapping[str, Any], by: By, now: datetime, slug: str = "") -> Organisation:
    """Add an organisation at an address made from its name; raises `Refused` for an address that is taken."""
    if slug and Organisation.everything.filter(slug=slug).exists():
        raise Refused("slug", _("Another organisation has, or had, this address. Choose another one."))
    one = Organisation(slug=slug or free_slug(str(values["name"])), standing="other")
    for name in FIELDS:
        if name in values:
            setattr(one, name, values[name])
    one.region = region_of(one.country)
    one.save()
    record(at=now, by=by, verb="create", kind="organisation", key=one.slug, label=one.name)
    return one


@transaction.atomic
def revise_profile(*, slug: str, seen: int, values: Mapping[str, Any], may_all: bool, by: By, now: datetime) -> bool:
    """Bring a profile to what a form says; whether anything changed.

    Fields outside of `OWN` count only where `may_all`. Raises `SavedByOthers` when the revision is no longer the one
    that was `seen`, and `Gone`.
    """
    one = _locked(slug)
    if one.revision != seen:
        raise SavedByOthers(slug)
    allowed = FIELDS if may_all else tuple(name for name in FIELDS if name in OWN)
    changes: dict[str, list[Any]] = {}
    for name in allowed:
        if name not in values:
            continue
        before, after = getattr(one, name), values[name]
        if before != after:
            changes |= _changes(name, before, after)
            setattr(one, name, after)
    if not changes:
        return False
    one.region = region_of(one.country)
    one.revision += 1
    one.save()
    record(at=now, by=by, verb="revise", kind="organisation", key=slug, label=one.name, changes=changes)
    return True


@transaction.atomic
def take_back_organisation(*, slug: str, seen: int, by: By, now: datetime) -> None:
    """Remove an organisation that was added by mistake, and that nothing points at yet.

    Raises `SavedByOthers` when it was changed since the revision `seen`, `InUse`, and `Gone`.
    """
    one = _locked(slug)
    if one.revision != seen:
        raise SavedByOthers(slug)
    for link in one._meta.related_objects:
        if link.related_model._base_manager.filter(**{link.field.name: one}).exists():
            raise InUse(slug)
    record(at=now, by=by, verb="take-back", kind="organisation", key=slug, label=one.name)
    one.delete()


@transaction.atomic
def set_logo(*, slug: str, logo: Taken | None, by: By, now: datetime) -> None:
    """Put a logo beside an organisation, or take it away; raises `Gone`."""
    one = _locked(slug)
    before = Logo.objects.filter(organisation=one).values_list("sha256", flat=True).first() or ""
    after = logo.sha256 if logo else ""
    if before == after:
        return
    Logo.objects.filter(organisation=one).delete()
    if logo is not None:
        Logo.objects.create(
            organisation=one,
            content=logo.content,
            media_type=logo.media_type,
            width=logo.width,
            height=logo.height,
            sha256=after,
            uploaded_by=str(by)[:254],
            uploaded_at=now,
        )
    one.revision += 1
    one.save(update_fields=["revision"])
    changes = {"logo": [before[:12], after[:12]]}
    record(at=now, by=by, verb="revise", kind="organisation", key=slug, label=one.name, changes=changes)


def free_slug(name: str) -> str:
    """An address made from a name, or the first of its kind that nothing has or had: kampala, kampala-2, kampala-3."""
    slug = slugify(name)[:90].strip("-") or "organisation"
    taken = set(Organisation.everything.filter(slug__startswith=slug).values_list("slug", flat=True))
    candidates = (slug if n == 1 else f"{slug}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def _locked(slug: str) -> Organisation:
    found = Organisation.objects.select_for_update().filter(slug=slug).first()
    if found is None:
        raise Gone(slug)
    return found


def _changes(name: str, before: Any, after: Any) -> dict[str, list[Any]]:
    """Before and after as JSON and people can read them; translations field by field."""
    if name != "translations":
        return {name: [_plain(before), _plain(after)]}
    return changes_between(_flat(before or {}), _flat(after or {}))


def _flat(translations: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {f"{field}@{code}": text for code, texts in translations.items() for field, text in texts.items()}


def _plain(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else value
