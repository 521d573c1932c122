"""Addresses of joining."""

from django.urls import path

from hanse.joining.views import applying, inviting, merging, screening

app_name = "joining"
urlpatterns = [
    path("join/", applying.join, name="join"),
    path("join/<slug:category>/", applying.application, name="application"),
    path("join/application/<str:token>/", applying.own_application, name="own-application"),
    path("applications/", screening.applications, name="applications"),
    path("applications/<slug:reference>/", screening.screen, name="screen"),
    path("applications/<slug:reference>/letter/", screening.letter, name="letter"),
    path("organisations/<slug:slug>/people/invite/", inviting.invite, name="invite"),
    path("organisations/<slug:slug>/people/grant/", inviting.grant, name="grant"),
    path("organisations/<slug:slug>/people/<int:mandate>/revoke/", inviting.revoke, name="revoke"),
    path("organisations/<slug:slug>/people/invitations/<int:invitation>/withdraw/", inviting.withdraw, name="withdraw"),
    path("register/merge/", merging.merge, name="merge"),
    path("register/merge/people/", merging.merge_accounts, name="merge-people"),
    path("invitations/<str:token>/", inviting.invitation, name="invitation"),
]
