"""What a file is to hold."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hanse.calendar.registration.choices import State

SENT = [(state.value, state.label) for state in State if state != State.DRAFT]


class ExportForm(forms.Form):
    """Kind of file, and which registrations."""

    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[("xlsx", _("Workbook for Excel and others (.xlsx)")), ("csv", _("Plain table (.csv)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    states = forms.MultipleChoiceField(
        label=_("Only those who are"),
        choices=SENT,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none for all that were sent."),
    )
