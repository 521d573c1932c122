"""Forms of the secretariat: what was checked, questions, decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Check, DecisionBody
from hanse.members.forms.fields import OrganisationField, day, text
from hanse.members.forms.register import DecisionForm


class ChecksForm(forms.Form):
    """What a screener has looked at."""

    checks = forms.MultipleChoiceField(
        label=_("Checked"), choices=Check.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    organisation = OrganisationField(
        label=_("The organisation of the directory"),
        required=False,
        help_text=_("Where it is there already. Empty: it will be added when it is welcomed."),
    )
    note = text(_("Note"), longest=2000, rows=2, help_text=_("For the secretariat; the applicant does not read it."))


class QuestionForm(forms.Form):
    """What the applicant is asked."""

    text = text(_("Question"), longest=3000, required=True, help_text=_("It goes to the applicant by e-mail."))


class NoteForm(forms.Form):
    """A note for the secretariat."""

    text = text(_("Note"), longest=2000, required=True, rows=2)


class ApprovalForm(DecisionForm):
    """The committee's decision, and from when the membership counts."""

    body = forms.ChoiceField(
        label=_("Who decided"), choices=[one for one in DecisionBody.choices if one[0] != DecisionBody.ORGANISATION]
    )
    starts_on = day(_("Member from"))
    field_order = ("body", "decided_on", "minute", "document", "starts_on", "counts_earlier", "note")


class DeclineForm(forms.Form):
    """Why an application is declined."""

    reason = text(_("Reason"), longest=3000, required=True, help_text=_("The applicant reads it as you write it."))
    by_committee = forms.BooleanField(label=_("The committee decided so"), required=False)
    decided_on = day(_("Decided on"), required=False)
    minute = forms.CharField(label=_("Reference in the minutes"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """A decision of the committee has its day."""
        clean = super().clean() or {}
        if clean.get("by_committee") and not clean.get("decided_on"):
            self.add_error("decided_on", _("On which day did the committee decide?"))
        return clean
