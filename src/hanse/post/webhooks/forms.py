"""The form of a hook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.post.webhooks.calling import NotCallable, check_reach, fault_words
from hanse.post.webhooks.choices import Kind


class HookForm(forms.Form):
    """Where to call, and of what to tell."""

    url = forms.URLField(
        label=_("Address"), max_length=500, assume_scheme="https", help_text=_("Called by POST, over https.")
    )
    kinds = forms.MultipleChoiceField(label=_("Tell of"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple)

    def clean_url(self) -> str:
        """An address that may be called."""
        url: Any = self.cleaned_data["url"]
        try:
            check_reach(url, allow_local=settings.CONFIG.demo)
        except NotCallable as refusal:
            cure = gettext("Write an address on the public internet that begins with https://.")
            raise ValidationError(f"{fault_words(str(refusal))} {cure}") from None
        return str(url)
