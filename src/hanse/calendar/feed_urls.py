"""Addresses of the feeds; `calendar.urls` includes them in the room's own."""

from django.urls import path

from hanse.calendar.views import feeds

feed_patterns = [
    path("<int:number>/calendar.ics", feeds.year_ics, name="ics"),
    path("<int:number>/calendar.atom", feeds.year_atom, name="atom"),
    path("activities/<slug:slug>/calendar.ics", feeds.activity_ics, name="activity-ics"),
]
