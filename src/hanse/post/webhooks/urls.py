"""Addresses of webhooks."""

from django.urls import path

from hanse.post.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("webhooks/", views.hooks, name="hooks"),
    path("webhooks/<uuid:uid>/<slug:verb>/", views.act, name="act"),
]
