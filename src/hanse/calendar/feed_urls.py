"""Addresses of the feeds and the brochure; `calendar.urls` includes them in the room's own."""

from django.urls import path

from hanse.calendar.views import brochure, feeds

feed_patterns = [
    path("<int:number>/calendar.ics", feeds.year_ics, name="ics"),
    path("<int:number>/calendar.atom", feeds.year_atom, name="atom"),
    path("<int:number>/brochure.pdf", brochure.brochure, name="brochure"),
    path("activities/<slug:slug>/calendar.ics", feeds.activity_ics, name="activity-ics"),
]
