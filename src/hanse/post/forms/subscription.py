"""A stranger's wish for the news of the year."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SubscriptionForm(forms.Form):
    """An address, a language, and a yes to what is done with them."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    agreed = forms.BooleanField(
        label=_("Send me the news of the year, and keep my address and language for it until I say stop."),
        error_messages={"required": _("Without your yes we may not write to you.")},
    )
