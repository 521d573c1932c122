"""Signing in and up."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, ReauthenticateForm, RequestLoginCodeForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from hanse.ui.naming import NameField


def code_field() -> forms.CharField:
    """Where a code is typed; browsers and phones offer what the last mail or message said."""
    attributes = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
    return forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={**attributes, "class": "input input--short", "autofocus": True}),
    )


def email_field(**kwargs: Any) -> forms.EmailField:
    """An e-mail address that the browser may fill in."""
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    return forms.EmailField(label=_("E-mail address"), max_length=254, widget=widget, **kwargs)


def remember_field() -> forms.BooleanField:
    """Whether the device is one's own."""
    return forms.BooleanField(
        label=_("Keep me signed in on this device"),
        required=False,
        help_text=_("Only on a device of your own. Elsewhere the session ends when the browser closes."),
    )


class EnterForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """The address that a code is sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field()
        self.fields["remember"] = remember_field()


class EnterCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """The code that was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()


class PasswordForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        password = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        self.fields["password"] = forms.CharField(label=_("Password"), widget=password, strip=False, max_length=200)
        self.fields["remember"] = remember_field()


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True})
        self.fields["password"] = forms.CharField(label=_("Password"), widget=password, strip=False, max_length=200)


class TypedCodeForm(forms.Form):
    """A code of ours, compared by the view that knows which one it is."""

    code = code_field()


class JoinForm(forms.Form):
    """Who somebody is, and that they agree."""

    name = NameField(
        label=_("Name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As others should read it."),
    )
    email = email_field(help_text=_("We send a code there."))
    consent = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Without your consent we may not keep an account for you.")}
    )


class SetPasswordForm(forms.Form):
    """A new password, once: the browser shows or keeps it. Django's validators judge it."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; three or four words that do not belong together are good."),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Neither short, nor common, nor one's own name or address."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password
