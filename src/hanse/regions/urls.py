"""Addresses of the regional networks."""

from django.urls import path

from hanse.regions.views import care, pages

app_name = "regions"
urlpatterns = [
    path("regions/", pages.index, name="index"),
    path("regions/<slug:code>/", pages.network, name="network"),
    path("regions/<slug:code>/care/", care.care, name="care"),
    path("regions/<slug:code>/places/new/", care.new_place, name="new-place"),
    path("regions/<slug:code>/places/<int:place>/", care.last_day, name="last-day"),
    path("regions/<slug:code>/coordinators/new/", care.new_coordinator, name="new-coordinator"),
    path("regions/<slug:code>/coordinators/<int:coordination>/relieve/", care.relieve, name="relieve"),
]
