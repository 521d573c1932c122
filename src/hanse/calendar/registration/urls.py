"""Addresses of registration."""

from django.urls import path

from hanse.calendar.registration.views import deciding, delegations, invitations, links, mine, registering, terms

app_name = "registration"
urlpatterns = [
    path("activities/<slug:slug>/register/", registering.register, name="register"),
    path("activities/<slug:slug>/register/sent/", registering.sent, name="sent"),
    path("activities/<slug:slug>/register/delegation/", delegations.bring, name="bring"),
    path("activities/<slug:slug>/registration/", deciding.registrations, name="list"),
    path("activities/<slug:slug>/registration/terms/", terms.terms, name="terms"),
    path("activities/<slug:slug>/registration/invitations/", invitations.invitations, name="invitations"),
    path("registrations/", deciding.queue, name="queue"),
    path("registrations/links/", links.ask_again, name="ask-again"),
    path("registrations/link/<str:token>/", links.link, name="link"),
    path("registrations/confirm/<str:token>/", links.confirm, name="confirm"),
    path("registrations/delegations/<uuid:uid>/", delegations.delegation, name="delegation"),
    path("registrations/<uuid:uid>/", mine.page, name="page"),
    path("registrations/<uuid:uid>/change/", mine.change, name="change"),
    path("registrations/<uuid:uid>/cancel/", mine.cancel, name="cancel"),
    path("registrations/<uuid:uid>/answer/", mine.answer, name="answer"),
    path("registrations/<uuid:uid>/decide/", deciding.decide, name="decide"),
    path("registrations/<uuid:uid>/files/<int:pk>/", mine.file, name="file"),
    path("registrations/<uuid:uid>/calendar.ics", mine.calendar, name="calendar"),
]
