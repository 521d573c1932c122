"""Short keys of the record and of sessions, as people read them."""

from __future__ import annotations

from django.utils.translation import gettext as _


def way_words(way: str) -> str:
    """By what somebody signed in, such as “code by e-mail, then authenticator app”."""
    names = {
        "code": _("code by e-mail"),
        "link": _("link by e-mail"),
        "password": _("password"),
        "totp": _("authenticator app"),
        "recovery_codes": _("recovery code"),
        "webauthn": _("passkey"),
    }
    parts = []
    for part in way.split():
        method, _colon, provider = part.partition(":")
        parts.append(_("provider of %(name)s") % {"name": provider} if provider else names.get(method, method))
    return _(", then ").join(parts)
