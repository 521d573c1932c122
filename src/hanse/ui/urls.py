"""Addresses of the house itself: how to read it, and its mark."""

from django.urls import path

from hanse.ui import views

app_name = "ui"
urlpatterns = [
    path("reading/", views.reading, name="reading"),
    path("kept/", views.kept, name="kept"),
    path("favicon.ico", views.favicon, name="favicon"),
]
