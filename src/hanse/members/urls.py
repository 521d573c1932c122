"""Addresses of the directory."""

from django.urls import path

from hanse.members import views

app_name = "members"
urlpatterns = [path("organisations/", views.directory, name="directory")]
