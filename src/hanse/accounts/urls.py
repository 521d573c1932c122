"""Signing in and up, and one's own account. Of allauth's addresses only those that stand here can be reached."""

from allauth.account import views as allauth
from django.urls import include, path

from hanse.accounts.views import entering, factors, identities, joining, links, me, people, proving

# allauth looks its own addresses up by these names, which are in no room's name space.
named_by_allauth = [
    path("login/", entering.enter, name="account_login"),
    path("login/", entering.enter, name="account_request_login_code"),
    path("login/code/", entering.enter_code, name="account_confirm_login_code"),
    path("login/passkey/", entering.enter_key, name="mfa_login_webauthn"),
    path("login/factor/", entering.enter_factor, name="mfa_authenticate"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", joining.signup, name="account_signup"),
    path("link/<str:token>/", links.link, name="account_link"),
    path("prove/password/", proving.by_password, name="account_reauthenticate"),
    path("prove/factor/", proving.by_factor, name="mfa_reauthenticate"),
    path("prove/passkey/", proving.by_key, name="mfa_reauthenticate_webauthn"),
    path("security/", factors.security, name="mfa_index"),
    path("security/app/", factors.add_app, name="mfa_activate_totp"),
    path("security/app/remove/", factors.remove_app, name="mfa_deactivate_totp"),
    path("security/codes/", factors.show_codes, name="mfa_view_recovery_codes"),
    path("security/codes/renew/", factors.renew_codes, name="mfa_generate_recovery_codes"),
    path("security/passkeys/add/", factors.add_key, name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/name/", factors.rename_key, name="mfa_edit_webauthn"),
    path("security/passkeys/<int:pk>/remove/", factors.remove_key, name="mfa_remove_webauthn"),
    path("oidc/cancelled/", identities.cancelled, name="socialaccount_login_cancelled"),
    path("oidc/<slug:provider_id>/login/", identities.start, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", identities.callback, name="openid_connect_callback"),
]

own = [
    path("login/password/", entering.enter_password, name="password-login"),
    path("signup/code/", joining.signup_code, name="signup-code"),
    path("welcome/", me.welcome, name="welcome"),
    path("enter/<str:token>/", links.sign_in_link, name="sign-in-link"),
    path("invitation/<str:token>/", links.invitation, name="invitation"),
    path("prove/code/", proving.by_code, name="prove-code"),
    path("me/", me.me, name="me"),
    path("me/address/", me.address, name="address"),
    path("me/address/confirm/<str:token>/", links.address_confirm, name="address-confirm"),
    path("me/address/stop/<str:token>/", links.address_stop, name="address-stop"),
    path("me/consent/withdraw/", me.consent_withdrawn, name="consent-withdraw"),
    path("security/needed/", factors.factor_needed, name="factor-needed"),
    path("security/password/", me.password, name="password"),
    path("security/sessions/", me.sessions, name="sessions"),
    path("security/unlink/", identities.unlink, name="identity-unlink"),
    path("oidc/prove/", identities.prove, name="identity-prove"),
    path("oidc/link/", identities.link, name="identity-link"),
    path("oidc/<slug:provider_id>/", identities.identity, name="identity"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invite/<int:invitation>/<slug:verb>/", people.invitation_act, name="invitation-act"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/<slug:verb>/", people.person_act, name="person-act"),
    path("providers/", identities.providers_page, name="providers"),
    path("providers/add/", identities.provider_add, name="provider-add"),
    path("providers/<int:provider>/", identities.provider, name="provider"),
]

urlpatterns = [*named_by_allauth, path("", include((own, "accounts")))]
