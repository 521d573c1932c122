"""Addresses of expressions of interest."""

from django.urls import path

from hanse.calendar.interest.views import importing, public, secretariat

app_name = "interest"
urlpatterns = [
    path("<year:number>/interest/", public.express, name="express"),
    path("<year:number>/interest/sent/", public.sent, name="sent"),
    path("interest/confirm/<str:token>/", public.confirm, name="confirm"),
    path("interest/seen/<str:token>/", public.own, name="own"),
    path("interest/<uuid:uid>/", public.one, name="one"),
    path("<year:number>/interests/", secretariat.listed, name="list"),
    path("<year:number>/interests/import/", importing.bring_in, name="import"),
    path("<year:number>/interests.csv", secretariat.export, name="export"),
    path("interest/<uuid:uid>/answer/", secretariat.answer, name="answer"),
]
