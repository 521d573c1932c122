"""Addresses of the post. Its views know no other room; what they need of all rooms is handed to them here."""

from typing import Any

from django.urls import URLPattern, URLResolver, path

from hanse.post.views import announcements, choices, mailbox, messages, notices, subscriptions, wordings
from hanse.post.views.access import for_announcers, for_demonstrations, for_editors, for_postmasters
from hanse.year.letters import KINDS
from hanse.year.queries.segments import segment_parts

_KINDS: dict[str, Any] = {"kinds": KINDS}
_PARTS: dict[str, Any] = {"parts": segment_parts}

app_name = "letters"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", notices.listed, name="notices"),
    path("read/", notices.all_read, name="all-read"),
    path("<uuid:uid>/", notices.one, name="notice"),
    path("<uuid:uid>/files/<int:pk>/", notices.file, name="file"),
    path("choices/", choices.choices, _KINDS, name="choices"),
    path("choices/<str:token>/", choices.choices_by_link, _KINDS, name="choices-by-link"),
    path("stop/<str:token>/", choices.stop, _KINDS, name="stop"),
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscribe/<str:token>/", subscriptions.confirm, name="confirm"),
    path("messages/", for_postmasters(messages.listed), _KINDS, name="messages"),
    path("messages/again/", for_postmasters(messages.again), name="again"),
    path("messages/<int:pk>/", for_postmasters(messages.one), _KINDS, name="message"),
    path("messages/<int:pk>/withdraw/", for_postmasters(messages.withdraw), name="withdraw"),
    path("words/", for_editors(wordings.listed), _KINDS, name="wordings"),
    path("words/<str:key>/<slug:language>/", for_editors(wordings.one), _KINDS, name="wording"),
    path("announcements/", for_announcers(announcements.listed), name="announcements"),
    path("announcements/new/", for_announcers(announcements.add), _PARTS, name="announcement-new"),
    path("announcements/count/", for_announcers(announcements.count), _PARTS, name="announcement-count"),
    path("announcements/<int:pk>/", for_announcers(announcements.one), _PARTS, name="announcement"),
    path("announcements/<int:pk>/edit/", for_announcers(announcements.edit), _PARTS, name="announcement-edit"),
    path("announcements/<int:pk>/test/", for_announcers(announcements.test), _PARTS, name="announcement-test"),
    path("announcements/<int:pk>/send/", for_announcers(announcements.send), _PARTS, name="announcement-send"),
    path("announcements/<int:pk>/cancel/", for_announcers(announcements.cancel), _PARTS, name="announcement-cancel"),
    path("mailbox/", for_demonstrations(mailbox.listed), name="mailbox"),
    path("mailbox/empty/", for_demonstrations(mailbox.empty), name="mailbox-empty"),
    path("mailbox/<int:pk>/", for_demonstrations(mailbox.one), name="letter"),
    path("mailbox/<int:pk>/raw/", for_demonstrations(mailbox.raw), name="mailbox-raw"),
    path("mailbox/<int:pk>/files/<int:number>/", for_demonstrations(mailbox.file), name="mailbox-file"),
]
