"""The top floor: home, search, pages about the network, and organisations with their year."""

from django.urls import path

from hanse.year import views
from hanse.year.desk import views as desk
from hanse.year.heard import views as heard
from hanse.year.personal import views as personal
from hanse.year.sitemap import sitemap_patterns
from hanse.year.trail import views as trail

app_name = "year"
urlpatterns = [
    *sitemap_patterns,
    path("", views.home, name="home"),
    path("interest/dates/<str:token>/", heard.heard, name="heard"),
    path("interest/dates/<str:token>/joined/", heard.joined, name="joined"),
    path("interest/<uuid:uid>/register/", heard.to_register, name="to-register"),
    path("desk/", desk.desk, name="desk"),
    path("desk/secretariat/", desk.secretariat, name="secretariat-desk"),
    path("search/", views.search, name="search"),
    path("ui/", views.gallery, name="gallery"),
    path("about/", views.about, name="about"),
    path("contact/", views.contact, name="contact"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("trail/", trail.trail, name="trail"),
    path("trail/export.csv", trail.export, name="trail-csv"),
    path("organisations/<slug:slug>/trail/", trail.organisation_trail, name="organisation-trail"),
    path("organisations/<slug:slug>/trail/export.csv", trail.organisation_export, name="organisation-trail-csv"),
    path("me/data/", personal.data, name="my-data"),
    path("me/data/<str:token>/", personal.my_copy, name="my-copy"),
    path("me/data/<str:token>/copy.zip", personal.my_copy_file, name="my-copy-file"),
    path("me/erase/", personal.erase_me, name="erase-me"),
    path("me/erased/", personal.erased, name="erased"),
    path("personal-data/", personal.on_request, name="on-request"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.health, name="health"),
]
