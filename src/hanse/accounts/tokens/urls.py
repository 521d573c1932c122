"""Addresses of tokens."""

from django.urls import path

from hanse.accounts.tokens import views

app_name = "tokens"
urlpatterns = [
    path("accounts/tokens/", views.tokens, name="tokens"),
    path("accounts/tokens/<str:prefix>/revoke/", views.revoke, name="revoke"),
]
