"""Work on personal data that takes too long for a page."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from hanse.accounts.models import User
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.year.personal.copying import DAYS, Copy, make_copy
from hanse.year.personal.letters import COPY_READY


@task()
def make_copy_of(person: int, uid: str, language: str) -> None:
    """Make somebody's copy, and tell them where it is. An account that is gone by now needs none."""
    user = User.objects.filter(pk=person, is_active=True).first()
    if user is None:
        return
    copy = Copy(person, uid)
    make_copy(copy=copy, user=user, language=language)
    with override(language):
        link = settings.BASE_URL + reverse("year:my-copy", args=[copy.token])
    queue_message(
        kind=COPY_READY,
        to=Recipient(user.email, user.name, language, user.pk),
        values={"name": str(user), "link": link, "days": str(DAYS)},
        key=f"personal-copy-{uid}",
        now=timezone.now(),
        about=link,
    )
