"""Who changed what of an organisation, its register and its people, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hanse.audit.actor import name_signed
from hanse.audit.models import Entry
from hanse.audit.queries import Act, Changed, Record, history, records
from hanse.members.choices import (
    AgreementKind,
    Category,
    DuesState,
    Kind,
    MandateRole,
    MembershipStatus,
    Standing,
    Subkind,
)
from hanse.members.geography import country_name
from hanse.members.identifiers import language_name
from hanse.members.models import Agreement, Invitation, Mandate, Organisation

KINDS = ("organisation", "membership", "mandate", "invitation", "agreement")
MOST_ACTS = 200
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Named:
    """What acts point to by address or number, by its name; read once for a page."""

    organisations: Mapping[str, str]
    mandates: Mapping[int, str]
    invitations: Mapping[int, str]

    @classmethod
    def of(cls, found: Iterable[Record]) -> Named:
        """Three queries, whatever the number of acts."""
        listed = list(found)
        slugs = {slug for one in listed for slug in (one.acted_for, *_slugs(one)) if slug}
        resting = {key for one in listed for key in _keys(one, "to confirm")}
        withdrawn = {key for one in listed for key in _keys(one, "withdrawn")}
        mandates = Mandate.objects.filter(pk__in=resting).select_related("person")
        return cls(
            dict(Organisation.everything.filter(slug__in=slugs).values_list("slug", "name")),
            {row.pk: f"{row.person} ({row.get_role_display()})" for row in mandates},
            dict(Invitation.objects.filter(pk__in=withdrawn).values_list("pk", "email")),
        )


def history_of(slug: str) -> tuple[Act, ...]:
    """The acts on an organisation, newest first; those on the doubles that went into it are among them."""
    slugs = [slug, *Organisation.everything.filter(merged_into__slug=slug).values_list("slug", flat=True)]
    entries = Entry.objects.filter(Q(kind__in=KINDS), key__in=slugs).order_by("-at", "-id")[:MOST_ACTS]
    found = records(entries)
    named = Named.of(found)
    return tuple(act_of(one, named) for one in found)


def changes_since_revision(slug: str, revisions: int) -> tuple[Changed, ...]:
    """What the latest revisions of a profile changed, oldest first."""
    newest = history("organisation", slug, max(0, min(revisions, 20)))
    named = Named.of(newest)
    return tuple(change for one in reversed(newest) for change in act_of(one, named).changes)


def act_of(one: Record, named: Named) -> Act:
    """An entry of the record in the reader's words."""
    return Act(
        at=one.at,
        by=name_signed(one.by),
        acted_for=named.organisations.get(one.acted_for, one.acted_for),
        verb=verb_words().get((one.kind, one.verb)) or verb_words().get(("", one.verb), one.verb),
        label=one.label,
        note=one.note,
        changes=changes_of(one, named),
    )


def changes_of(one: Record, named: Named) -> tuple[Changed, ...]:
    """What an act changed, in the reader's words."""
    return tuple(
        Changed(field_name(name), *(_value(one.kind, name, side, named) for side in pair)) for name, *pair in one.pairs
    )


def field_name(name: str) -> str:
    """What people call a field: “summary, in Arabic” for `summary@ar`, “dues, 2023” for `dues 2023`."""
    bare, at, code = name.partition("@")
    words = field_words()
    if at:
        values = {"field": words.get(bare, bare), "language": language_name(code, get_language() or "en")}
        return _("%(field)s, in %(language)s") % values
    if name.startswith("dues "):
        return _("dues, %(year)s") % {"year": name.removeprefix("dues ")}
    return words.get(name, name)


def verb_words() -> dict[tuple[str, str], str]:
    """Acts as the history calls them."""
    return {
        ("", "load"): _("loaded from files"),
        ("organisation", "create"): _("added the organisation"),
        ("organisation", "revise"): _("edited the profile"),
        ("organisation", "merge"): _("merged a double into it"),
        ("organisation", "take-back"): _("took the organisation back"),
        ("organisation", "tell apart"): _("said that two look-alikes are two"),
        ("membership", "begin"): _("recorded a new period of membership"),
        ("membership", "correct"): _("corrected a period of membership"),
        ("membership", "strike"): _("struck a period of membership"),
        ("membership", "note dues"): _("noted the standing of dues"),
        ("mandate", "grant"): _("granted a mandate"),
        ("mandate", "revise"): _("changed a mandate"),
        ("mandate", "end"): _("set the end of a mandate"),
        ("mandate", "revoke"): _("revoked a mandate"),
        ("mandate", "confirm"): _("confirmed a mandate"),
        ("mandate", "agree"): _("chose what is shown"),
        ("invitation", "invite"): _("invited somebody"),
        ("invitation", "accept"): _("accepted an invitation"),
        ("invitation", "withdraw"): _("withdrew an invitation"),
        ("agreement", "add agreement"): _("added an agreement"),
        ("agreement", "renew agreement"): _("renewed an agreement"),
        ("agreement", "revise agreement"): _("changed an agreement"),
        ("agreement", "let agreement lapse"): _("let an agreement lapse"),
    }


def field_words() -> dict[str, str]:
    """What people call the fields of these acts."""
    tables = (Agreement, Organisation)
    own = {field.name: str(field.verbose_name) for table in tables for field in table._meta.concrete_fields}
    return own | {
        "from": _("from"),
        "until": _("until"),
        "status": _("status"),
        "role": _("role"),
        "office": _("office"),
        "is_administrator": _("administrator"),
        "ends_on": _("until"),
        "starts_on": _("from"),
        "awaits_confirmation": _("awaits confirmation"),
        "shows_name": _("name is shown"),
        "shows_office": _("office is shown"),
        "shows_email": _("e-mail is shown"),
        "merged": _("merged"),
        "moved": _("moved"),
        "stayed": _("stayed with the double"),
        "to confirm": _("mandates to confirm"),
        "withdrawn": _("invitations withdrawn"),
        "periods": _("end of what is on record only"),
        "logo": _("logo"),
        "category": _("category"),
        "place": _("place"),
    }


def _value(kind: str, name: str, value: Any, named: Named) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in ("moved", "stayed") and isinstance(value, dict):
        value = [f"{_things(label)} {len(keys) if isinstance(keys, list) else keys}" for label, keys in value.items()]
    elif name == "to confirm" and isinstance(value, list):
        value = [named.mandates.get(key, _("a mandate that is gone")) for key in value]
    elif name == "withdrawn" and isinstance(value, list):
        value = [named.invitations.get(key, _("an invitation that is gone")) for key in value]
    elif name == "periods" and isinstance(value, dict):
        value = list(value.values())
    elif name == "merged":
        value = named.organisations.get(value, value)
    elif name == "country" and value:
        value = country_name(str(value), get_language() or "en")
    else:
        value = _choice(kind, name, value)
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value if one)
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _choice(kind: str, name: str, value: Any) -> Any:
    """The words of a value that was chosen from a list; other values as they are."""
    choices: dict[str, type[TextChoices]] = {
        "kind": AgreementKind if kind == "agreement" else Kind,
        "subkind": Subkind,
        "standing": Standing,
        "category": Category,
        "status": MembershipStatus,
        "role": MandateRole,
    }
    chosen = DuesState if name.startswith("dues ") else choices.get(name)
    return str(chosen(value).label) if chosen and value in chosen.values else value


def _things(label: str) -> str:
    """What people call the rows of a table, such as “mandates”; its label where the table is gone."""
    try:
        return str(apps.get_model(label)._meta.verbose_name_plural)
    except (LookupError, ValueError):
        return label


def _slugs(one: Record) -> list[str]:
    pair = one.changes.get("merged") if one.kind == "organisation" else None
    return [str(side) for side in pair] if isinstance(pair, list) else []


def _keys(one: Record, name: str) -> list[int]:
    pair = one.changes.get(name)
    sides = pair if isinstance(pair, list) else []
    return [key for side in sides if isinstance(side, list) for key in side if isinstance(key, int)]
