"""The top floor: home, search, pages about the network, and organisations with their year."""

from django.urls import path

from hanse.year import views
from hanse.year.sitemap import sitemap_patterns

app_name = "year"
urlpatterns = [
    *sitemap_patterns,
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("ui/", views.gallery, name="gallery"),
    path("about/", views.about, name="about"),
    path("contact/", views.contact, name="contact"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.health, name="health"),
]
