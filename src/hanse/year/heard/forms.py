"""The form by which somebody interested is asked to register; it saves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanse.calendar.models import Activity
from hanse.ui.languages import wording


class InviteForm(forms.Form):
    """For what. An activity that the interest is for is chosen beforehand."""

    activity = forms.TypedChoiceField(label=_("Activity with open registration"), coerce=int, choices=())

    def __init__(self, *args: Any, activities: Sequence[Activity], wanted: frozenset[int], **kwargs: Any) -> None:
        first = next((one.pk for one in activities if one.pk in wanted), None)
        super().__init__(*args, **{"initial": {"activity": first}, **kwargs})
        field = self.fields["activity"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *((one.pk, wording(one, "title")) for one in activities)]
