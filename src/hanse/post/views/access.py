"""Who gets in, and what is said to those who do not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from hanse.post.permissions import may_announce, may_reword, may_see_all_messages

View = Callable[..., HttpResponse]


def _only(may: Callable[[Any], bool], words: Any) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                raise PermissionDenied(str(words))
            return view(request, *args, **kwargs)

        return never_cache(answer)

    return decorate


for_postmasters = _only(
    may_see_all_messages,
    gettext_lazy(
        "Other people's messages are for the secretariat. If you work there, sign in with the address of your office."
    ),
)
for_editors = _only(
    may_reword,
    gettext_lazy(
        "The words of messages are the secretariat's. If you work there, sign in with the address of your office."
    ),
)
for_announcers = _only(
    may_announce,
    gettext_lazy(
        "Announcements are written by the secretariat. If you work there, sign in with the address of your office."
    ),
)


def for_demonstrations(view: View) -> View:
    """Only on a machine of one's own; elsewhere the page does not exist."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.CONFIG.demo:
            raise Http404(_("The mailbox belongs to demonstrations. Here messages go out into the world."))
        return view(request, *args, **kwargs)

    return never_cache(answer)
