"""Addresses of the regional networks."""

from django.urls import path

from hanse.regions import views

app_name = "regions"
urlpatterns = [
    path("regions/", views.index, name="index"),
    path("regions/<slug:code>/", views.network, name="network"),
]
