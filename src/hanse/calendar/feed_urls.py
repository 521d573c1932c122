"""Addresses of the feeds, the brochure and the cards; `calendar.urls` includes them in the room's own."""

from django.urls import path

from hanse.calendar.views import brochure, cards, feeds

feed_patterns = [
    path("<int:number>/calendar.ics", feeds.year_ics, name="ics"),
    path("<int:number>/calendar.atom", feeds.year_atom, name="atom"),
    path("<int:number>/brochure.pdf", brochure.brochure, name="brochure"),
    path("<int:number>/card.png", cards.year_card, name="card"),
    path("activities/<slug:slug>/card.png", cards.activity_card, name="activity-card"),
    path("activities/<slug:slug>/calendar.ics", feeds.activity_ics, name="activity-ics"),
]
