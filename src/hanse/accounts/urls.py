"""Signing in and out: a code by e-mail, or a link that the operator made. Nothing else of allauth is reachable."""

from allauth.account import views as allauth_views
from django.urls import path

from hanse.accounts import views
from hanse.ui.limits import limited

# allauth counts what is tried with addresses that somebody has; this counts the rest, from one place.
ask = limited("ask for a code", per_minute=30)(allauth_views.request_login_code)
answer = limited("answer with a code", per_minute=30)(allauth_views.confirm_login_code)

urlpatterns = [
    path("login/", ask, name="account_login"),
    path("login/", ask, name="account_request_login_code"),
    path("login/code/", answer, name="account_confirm_login_code"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("joining/", views.joining, name="account_signup"),
    path("link/<str:token>/", views.link, name="account_link"),
]
