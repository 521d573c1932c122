"""Second factors."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hanse.accounts.forms.entering import code_field

# A code of an app is good for its half minute and for one more on either side, because clocks differ (MFA_TOTP_TOLERANCE).
GOOD_FOR = 90


class _OnceOnly(forms.Form):
    """A code of an app opens once, as long as it is good: somebody may have looked over a shoulder (RFC 6238, 5.2)."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()

    def clean_code(self) -> str:
        """The code, unless it has been used."""
        given = normalize_user_code(str(self.cleaned_data["code"]))
        place = f"factor:{self.user.pk}:{given}"
        if cache.get(place):
            raise ValidationError(_("This code was used already. Wait for the next one."))
        code = str(super().clean_code())  # type: ignore[misc]  # allauth's, which comes next in line
        cache.set(place, True, GOOD_FOR)
        return code


class CodeForm(_OnceOnly, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second step of signing in."""


class CodeAgainForm(_OnceOnly, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Showing who one is again."""


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()


def _name_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Name"), max_length=60, help_text=_("So that you know it among several, such as “Blue key”."), **kwargs
    )


NO_KEY = _("The passkey could not be read, or does not belong here. Try again.")


class _Readable(forms.Form):
    """What claims to be the answer of a passkey comes from anywhere: whatever the libraries stumble over is no passkey."""

    def clean_credential(self) -> Any:
        """The passkey that answered, with a signature that is right."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's, which comes next in line
        except ValidationError:
            raise
        except Exception as fault:
            raise ValidationError(NO_KEY) from fault


class KeyForm(_Readable, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """The second step of signing in."""


class KeyAloneForm(_Readable, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey that signs in alone."""


class KeyAgainForm(_Readable, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Showing who one is again."""


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey. Whether it can sign in alone, the device decides."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field(required=False)
        self.fields.pop("passwordless", None)

    def clean(self) -> dict[str, Any]:
        """A passkey that the libraries can read."""
        try:
            return dict(super().clean())
        except ValidationError:
            raise
        except Exception as fault:
            raise ValidationError(NO_KEY) from fault


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()
