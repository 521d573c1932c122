"""Once a week the secretariat hears how the year stands. The tick calls this."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hanse.accounts.models import User
from hanse.accounts.permissions import is_administrator, managed_areas
from hanse.calendar.queries.years import current_year
from hanse.post.kinds import Markdown
from hanse.post.models import Message
from hanse.post.operations.queueing import Recipient, queue_message
from hanse.year.desk.letters import WEEK
from hanse.year.desk.queries import SecretariatDesk, secretariat_desk

MONDAY, EIGHT = 0, 8


def send_weeks(now: datetime) -> int:
    """Queue the digest of this week for each colleague who has none yet, from Monday 08:00 of the network's clock."""
    year = current_year(now.date())
    if year is None:
        return 0
    local = now.astimezone(ZoneInfo(year.zone))
    if local.weekday() == MONDAY and local.hour < EIGHT:
        return 0
    week = f"{local:%G-W%V}"
    path, sent = reverse("year:secretariat-desk"), 0
    have = set(
        Message.objects.filter(kind=WEEK.key, key__startswith=f"desk-week:{week}:").values_list("person", flat=True)
    )
    colleagues = User.objects.filter(role__in=("secretariat", "manager"), is_active=True).exclude(pk__in=have)
    for user in colleagues.order_by("pk"):
        language = getattr(user, "language", "") or settings.LANGUAGE_CODE
        with override(language), transaction.atomic():
            areas = None if is_administrator(user) else managed_areas(user)
            page = secretariat_desk(year, areas=areas, now=now, language=language)
            queue_message(
                kind=WEEK,
                to=Recipient(user.email, user.name, language, user.pk),
                values={
                    "name": str(user),
                    "late": str(page.late),
                    "waiting": str(page.waiting),
                    "areas": Markdown(_areas(page)),
                    "queues": Markdown(_queues(page)),
                    "link": settings.BASE_URL + path,
                },
                key=f"desk-week:{week}:{user.pk}",
                now=now,
                about=path,
            )
            sent += 1
    return sent


def _areas(page: SecretariatDesk) -> str:
    lines = []
    for area in page.areas:
        said = []
        if area.late:
            said.append(ngettext("%(count)s needs you", "%(count)s need you", area.late) % {"count": area.late})
        if area.next:
            said.append(_("next: %(title)s, %(date)s") % {"title": area.next.title, "date": area.next.date})
        if said:
            lines.append(f"- **{area.name}**: {'; '.join(said)}")
    return "\n".join(lines) or _("Nothing is planned.")


def _queues(page: SecretariatDesk) -> str:
    lines = []
    for queue in page.queues:
        late = ngettext("%(count)s late", "%(count)s late", queue.late) % {"count": queue.late} if queue.late else ""
        lines.append(f"- {queue.name}: {queue.count}{f' ({late})' if late else ''}, {settings.BASE_URL}{queue.url}")
    return "\n".join(lines) or _("Nobody waits for an answer.")
