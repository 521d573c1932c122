"""Who changed what of an organisation, its register and its people, in words."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hanse.audit.actor import name_signed
from hanse.audit.models import Entry
from hanse.audit.queries import Act, Changed, Record, history, records
from hanse.members.models import Organisation

KINDS = ("organisation", "membership", "mandate", "invitation", "agreement")
MOST_ACTS = 200
LONGEST = 400


def history_of(slug: str) -> tuple[Act, ...]:
    """The acts on an organisation, newest first; those on the doubles that went into it are among them."""
    slugs = [slug, *Organisation.everything.filter(merged_into__slug=slug).values_list("slug", flat=True)]
    entries = Entry.objects.filter(Q(kind__in=KINDS), key__in=slugs).order_by("-at", "-id")[:MOST_ACTS]
    return tuple(act_of(one) for one in records(entries))


def changes_since_revision(slug: str, revisions: int) -> tuple[Changed, ...]:
    """What the latest revisions of a profile changed, oldest first."""
    newest = history("organisation", slug, max(0, min(revisions, 20)))
    return tuple(change for one in reversed(newest) for change in act_of(one).changes)


def act_of(one: Record) -> Act:
    """An entry of the record in the reader's words."""
    return Act(
        at=one.at,
        by=name_signed(one.by),
        acted_for=one.acted_for,
        verb=verb_words().get((one.kind, one.verb)) or verb_words().get(("", one.verb), one.verb),
        label=one.label,
        note=one.note,
        changes=tuple(
            Changed(field_words().get(name, name), _value(before), _value(after)) for name, before, after in one.pairs
        ),
    )


def verb_words() -> dict[tuple[str, str], str]:
    """Acts as the history calls them."""
    return {
        ("", "load"): _("loaded from files"),
        ("organisation", "create"): _("added the organisation"),
        ("organisation", "revise"): _("edited the profile"),
        ("organisation", "merge"): _("merged a double into it"),
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
    own = {field.name: str(field.verbose_name) for field in Organisation._meta.concrete_fields}
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
        "place": _("place"),
    }


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        value = ", ".join(f"{name} {len(v) if isinstance(v, list) else v}" for name, v in value.items())
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
