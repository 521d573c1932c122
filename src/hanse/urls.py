"""All addresses of the house; each room keeps its own."""

from django.conf import settings
from django.urls import include, path

from hanse.post.events import event_addresses
from hanse.year.api import api_patterns

urlpatterns = [
    *api_patterns,
    path("post/", include("hanse.year.letters.urls")),
    path("", include("hanse.year.urls")),
    path("", include("hanse.year.importing.urls")),
    path("", include("hanse.calendar.urls")),
    path("", include("hanse.calendar.interest.urls")),
    path("", include("hanse.calendar.registration.urls")),
    path("", include("hanse.calendar.registration.day_urls")),
    path("", include("hanse.regions.urls")),
    path("", include("hanse.joining.urls")),
    path("", include("hanse.members.urls")),
    path("", include("hanse.accounts.tokens.urls")),
    path("", include("hanse.post.webhooks.urls")),
    path("accounts/", include("hanse.accounts.urls")),
    path("", include("hanse.ui.urls")),
]
if settings.CONFIG.email_events_secret:
    urlpatterns.append(path("post/events/", event_addresses()))

handler400 = "hanse.ui.errors.bad_request"
handler403 = "hanse.ui.errors.forbidden"
handler404 = "hanse.ui.errors.not_found"
# Asked for by allauth, when somebody tries too many codes.
handler429 = "hanse.ui.errors.too_many"
handler500 = "hanse.ui.errors.server_error"
