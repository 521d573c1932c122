"""The form of an agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import AgreementKind
from hanse.members.forms.fields import OrganisationField, day, plain, text, web_address
from hanse.members.operations.agreements import Terms


class TermsForm(forms.Form):
    """What is agreed."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgreementKind.choices)
    starts_on = day(_("Since"))
    ends_on = day(_("Until and including"), required=False, help_text=_("Empty: until somebody ends it."))
    document = web_address(_("Document"), help_text=_("Where the signed text is kept."))
    note = text(_("Note"), longest=2000, rows=3)

    def clean(self) -> dict[str, Any]:
        """It cannot end before it begins."""
        clean = super().clean() or {}
        if clean.get("starts_on") and clean.get("ends_on") and clean["ends_on"] < clean["starts_on"]:
            self.add_error("ends_on", _("It ends before it begins. Swap the two days."))
        return clean

    def terms(self) -> Terms:
        """The cleaned values."""
        names = ("title", "kind", "starts_on", "ends_on", "document")
        return Terms(**{name: self.cleaned_data[name] for name in names}, note=plain(self.cleaned_data["note"]))


class AgreementForm(TermsForm):
    """A new agreement, with its partner."""

    partner = OrganisationField(
        label=_("Partner"), help_text=_("An organisation of the directory; add it there first.")
    )
    field_order = ("partner", "title", "kind", "starts_on", "ends_on", "document", "note")
