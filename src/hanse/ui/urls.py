"""Addresses of the house itself: how to read it, and the gallery of its components."""

from django.urls import path

from hanse.ui import views

app_name = "ui"
urlpatterns = [
    path("reading/", views.reading, name="reading"),
    path("kept/", views.kept, name="kept"),
    path("ui/", views.gallery, name="gallery"),
    path("favicon.ico", views.favicon, name="favicon"),
]
