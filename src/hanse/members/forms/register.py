"""Forms of the register: decisions, periods, dues."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Category, DecisionBody, DuesState, MembershipStatus
from hanse.members.forms.fields import day, text, web_address
from hanse.members.operations.register import DecisionFacts


class DecisionForm(forms.Form):
    """Who decided, when, and where it is written."""

    body = forms.ChoiceField(label=_("Who decided"), choices=DecisionBody.choices)
    decided_on = day(_("Decided on"))
    minute = forms.CharField(
        label=_("Reference in the minutes"),
        max_length=200,
        required=False,
        help_text=_("Such as EXCOM 2023, item 7. What has the same reference is one decision."),
    )
    document = web_address(_("Document"), help_text=_("Where the minutes can be read."))
    note = text(_("Note"), longest=2000, rows=2)

    def facts(self) -> DecisionFacts:
        """The cleaned values."""
        names = ("body", "decided_on", "minute", "document", "note")
        return DecisionFacts(**{name: self.cleaned_data[name] for name in names})


class PeriodForm(DecisionForm):
    """A new period of membership with the decision that begins it."""

    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=MembershipStatus.choices,
        initial=MembershipStatus.ACTIVE,
        help_text=_("“Ended” records that the membership is over, and who ended it."),
    )
    starts_on = day(_("From"))
    ends_on = day(_("Until and including"), required=False, help_text=_("Empty: until something else is recorded."))
    field_order = ("category", "status", "starts_on", "ends_on", "body", "decided_on", "minute", "document", "note")

    def clean(self) -> dict[str, Any]:
        """It cannot end before it begins."""
        clean = super().clean() or {}
        if clean.get("starts_on") and clean.get("ends_on") and clean["ends_on"] < clean["starts_on"]:
            self.add_error("ends_on", _("It ends before it begins. Swap the two days."))
        return clean


class CorrectionForm(forms.Form):
    """What was recorded wrongly."""

    category = forms.ChoiceField(label=_("Category"), choices=(), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=MembershipStatus.choices)
    starts_on = day(_("From"))
    ends_on = day(_("Until and including"), required=False)
    note = text(_("Why it was wrong"), longest=1000, required=True, rows=2)

    def __init__(self, *args: Any, may_be_unnamed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        if isinstance(field, forms.ChoiceField):
            unnamed = [("", _("not named by the record"))] if may_be_unnamed else []
            field.choices = [*unnamed, *Category.choices]
        field.required = not may_be_unnamed

    def clean(self) -> dict[str, Any]:
        """It cannot end before it begins."""
        clean = super().clean() or {}
        if clean.get("starts_on") and clean.get("ends_on") and clean["ends_on"] < clean["starts_on"]:
            self.add_error("ends_on", _("It ends before it begins. Swap the two days."))
        return clean


class StrikeForm(forms.Form):
    """Why a period should never have been recorded."""

    note = text(_("Why"), longest=1000, required=True, rows=2)


class DuesForm(forms.Form):
    """What is known of an organisation's dues."""

    year = forms.IntegerField(label=_("For the year"), min_value=1990, max_value=2200)
    state = forms.ChoiceField(label=_("How they stand"), choices=DuesState.choices)
    on = day(_("Known on"))
    note = text(_("Note"), longest=1000, rows=2)
