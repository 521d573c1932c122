"""What every page says of the post: how many notices wait to be read, and in a demonstration where mails lie."""

from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from hanse.post.queries.messages import unread_notices
from hanse.ui.requests import Request


def notices(request: Request) -> dict[str, Any]:
    """`unread_notices`, counted only for somebody who is signed in, and `demo_mailbox`."""

    def count() -> Any:
        user: Any = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return 0
        return unread_notices(user.pk, now=request.reader.now)

    return {"unread_notices": SimpleLazyObject(count), "demo_mailbox": settings.CONFIG.demo}
