"""Addresses of imports."""

from django.urls import path

from hanse.year.importing import views

app_name = "importing"
urlpatterns = [
    path("imports/", views.listed, name="list"),
    path("imports/<uuid:uid>/", views.run, name="run"),
    path("imports/<uuid:uid>/columns/", views.columns, name="columns"),
    path("imports/<uuid:uid>/do/", views.do, name="do"),
    path("imports/<uuid:uid>/go-on/", views.go_on, name="go-on"),
    path("imports/<uuid:uid>/undo/", views.undo, name="undo"),
    path("imports/<uuid:uid>/discard/", views.discard, name="discard"),
    path("imports/<uuid:uid>/refused.csv", views.refused, name="refused"),
]
