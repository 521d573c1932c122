"""Addresses of the directory, of the register, and of who acts for whom."""

from django.urls import path

from hanse.members.views import acting, directory

app_name = "members"
urlpatterns = [
    path("organisations/", directory.directory, name="directory"),
    path("acting/", acting.acting, name="acting"),
]
