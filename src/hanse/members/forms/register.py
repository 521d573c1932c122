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
    counts_earlier = forms.BooleanField(
        label=_("It counts from a day before the decision"),
        required=False,
        help_text=_("Only where the minutes say so."),
    )
    note = text(_("Note"), longest=2000, rows=2)

    def clean(self) -> dict[str, Any]:
        """What a decision begins does not begin before it, unless somebody says that it does."""
        clean = super().clean() or {}
        decided_on, starts_on = clean.get("decided_on"), clean.get("starts_on")
        if decided_on and starts_on and decided_on > starts_on and not clean.get("counts_earlier"):
            self.add_error("decided_on", _("The decision is later than the first day. Correct one of the two; where the minutes say that it counts from before, tick that."))  # fmt: skip
        return clean

    def facts(self) -> DecisionFacts:
        """The cleaned values."""
        names = ("body", "decided_on", "minute", "document", "note")
        return DecisionFacts(**{name: self.cleaned_data[name] for name in names})


class PeriodForm(DecisionForm):
    """A new period of membership with the decision that begins it."""

    category = forms.ChoiceField(
        label=_("Category"),
        choices=[("", "–"), *Category.choices],
        required=False,
        help_text=_("What ends keeps the category that is on record; it needs none here."),
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=MembershipStatus.choices,
        initial=MembershipStatus.ACTIVE,
        help_text=_("“Ended” records that the membership is over, and who ended it."),
    )
    starts_on = day(_("From"))
    ends_on = day(_("Until and including"), required=False, help_text=_("Empty: until something else is recorded."))
    field_order = ("status", "category", "starts_on", "ends_on", "body", "decided_on", "counts_earlier", "minute", "document", "note")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """It cannot end before it begins, and is of a category unless it ends."""
        clean = super().clean() or {}
        if clean.get("starts_on") and clean.get("ends_on") and clean["ends_on"] < clean["starts_on"]:
            self.add_error("ends_on", _("It ends before it begins. Swap the two days."))
        _ask_for_category(self, clean)
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
        self.may_be_unnamed = may_be_unnamed
        field = self.fields["category"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("not named by the record")), *Category.choices]

    def clean(self) -> dict[str, Any]:
        """It cannot end before it begins, and is of a category unless only the record tells of it, or it ends."""
        clean = super().clean() or {}
        if clean.get("starts_on") and clean.get("ends_on") and clean["ends_on"] < clean["starts_on"]:
            self.add_error("ends_on", _("It ends before it begins. Swap the two days."))
        if not self.may_be_unnamed:
            _ask_for_category(self, clean)
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


def _ask_for_category(form: forms.Form, clean: dict[str, Any]) -> None:
    if "category" in clean and not clean["category"] and clean.get("status") not in (None, MembershipStatus.ENDED):
        form.add_error("category", _("In which category? Choose one."))
