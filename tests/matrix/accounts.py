"""Who may open what of the room `accounts`."""

from datetime import timedelta

from django.utils import timezone

from hanse.accounts.models import AddressChange, User
from hanse.accounts.operations.addresses import CONFIRM, STOP, about_change
from hanse.accounts.operations.entering import PURPOSE as SIGN_IN
from hanse.accounts.operations.invitations import PURPOSE as INVITATION
from hanse.accounts.operations.invitations import about
from hanse.accounts.operations.links import issue_link, make_link
from tests.factories.accounts import make_invitation, make_person, make_provider
from tests.matrix.rows import SECRETARIAT, everybody, only_mina, row, signed_in

LATER = row(others=302)  # whoever has signed in shows once more who they are; nobody is led to the way in

ROWS = {
    "account_confirm_login_code": everybody(302),
    "account_inactive": everybody(),
    "account_link": everybody(),
    "account_login": row(others=302, nobody=200),
    "account_logout": row(others=200, nobody=302),
    "account_reauthenticate": LATER,
    "account_request_login_code": row(others=302, nobody=200),
    "account_signup": row(others=302, nobody=200),
    "accounts:address": LATER,
    # A link for one person does not open in the browser of another.
    "accounts:address-confirm": row(others=410, nobody=200),
    "accounts:address-stop": everybody(),
    "accounts:consent-withdraw": row(others=405, nobody=302),
    "accounts:factor-needed": LATER,
    "accounts:identity": everybody(),
    "accounts:identity-link": LATER,
    "accounts:identity-prove": LATER,
    "accounts:identity-unlink": LATER,
    "accounts:invitation": everybody(),
    "accounts:invitation-act": only_mina(405),
    "accounts:invite": only_mina(),
    "accounts:me": signed_in(),
    "accounts:password": LATER,
    "accounts:password-login": row(others=302, nobody=200),
    "accounts:people": only_mina(),
    "accounts:person": only_mina(),
    "accounts:person-act": only_mina(),
    "accounts:prove-code": signed_in(),
    "accounts:provider": only_mina(),
    "accounts:provider-add": only_mina(),
    "accounts:providers": only_mina(),
    "accounts:sessions": signed_in(),
    "accounts:sign-in-link": everybody(),
    "accounts:signup-code": LATER,
    "accounts:welcome": signed_in(),
    "mfa_activate_totp": LATER,
    "mfa_add_webauthn": LATER,
    "mfa_authenticate": LATER,
    "mfa_deactivate_totp": LATER,
    "mfa_edit_webauthn": LATER,
    "mfa_generate_recovery_codes": LATER,
    "mfa_index": signed_in(),
    "mfa_login_webauthn": LATER,
    "mfa_reauthenticate": LATER,
    "mfa_reauthenticate_webauthn": LATER,
    "mfa_remove_webauthn": LATER,
    "mfa_view_recovery_codes": LATER,
    "openid_connect_callback": everybody(401),
    # The provider of the example does not answer; who asks is told so.
    "openid_connect_login": everybody(502),
    "socialaccount_login_cancelled": everybody(),
}

POSTS = dict.fromkeys(
    (
        "accounts:invitation-act",
        "accounts:invite",
        "accounts:person",
        "accounts:person-act",
        "accounts:provider",
        "accounts:provider-add",
    ),
    SECRETARIAT,
)


def world() -> dict[str, str]:
    """Links that were not used, somebody to keep, an invitation, a provider."""
    now, person = timezone.now(), make_person(email="link@example.org")
    change = AddressChange.objects.create(
        person=person, email="new@example.org", asked_at=now, expires_at=now + timedelta(days=1)
    )
    invitation, provider = make_invitation(), make_provider()

    def link(purpose: str, about: object) -> str:
        return issue_link(purpose=purpose, about=str(about), lasts=timedelta(days=1), now=now)

    return {
        "account_link.token": make_link(user=User.objects.create(email="operator@example.org")),
        "accounts:address-confirm.token": link(CONFIRM, about_change(change.pk)),
        "accounts:address-stop.token": link(STOP, about_change(change.pk)),
        "accounts:invitation.token": link(INVITATION, about(invitation.pk)),
        "accounts:sign-in-link.token": link(SIGN_IN, person.pk),
        "accounts:invitation-act.verb": "revoke",
        "accounts:person-act.verb": "close",
        "invitation": str(invitation.pk),
        "person": str(person.pk),
        "pk": "1",
        "provider": str(provider.pk),
        "provider_id": provider.key,
    }
