"""Forms that ask twice before anything is erased."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TypedForm(forms.Form):
    """The address in full, typed by hand: nobody does that by a slip of the hand."""

    typed = forms.CharField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("Type it in full to confirm."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
        error_messages={"required": _("Type the address to confirm.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_typed(self) -> str:
        """The same address, whatever its capitals."""
        typed: str = self.cleaned_data["typed"].strip()
        if typed.casefold() != self.email.casefold():
            raise forms.ValidationError(_("This is not the address above. Nothing was erased."))
        return typed


class AddressForm(forms.Form):
    """Whose data the secretariat looks for."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_(
            "Of somebody without an account, who asked for it from this very address or showed that it is theirs."
        ),
    )


class OnRequestForm(TypedForm):
    """The secretariat erases for somebody, and says how it was asked."""

    typed = forms.CharField(
        label=_("The e-mail address, once more"),
        max_length=254,
        help_text=_("Type it in full to confirm."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
        error_messages={"required": _("Type the address to confirm.")},
    )
    how = forms.ChoiceField(
        label=_("How were we asked?"),
        choices=[
            ("e-mail", _("By e-mail from this address")),
            ("letter", _("By letter")),
            ("in person", _("In person")),
            ("authority", _("By an authority")),
        ],
        widget=forms.RadioSelect,
    )
