"""What the post keeps of people, what becomes of it on erasure, and for how long it stays."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.audit.holdings import (
    WHOLE,
    Fate,
    Holding,
    Period,
    Room,
    of_account,
    with_account,
)

ROOM = Room(
    (
        Holding(
            model="post.Attachment",
            name=_("Files that were sent to you"),
            whose=with_account("message__person", "message__email"),
            fate=Fate.GOES,
            content="content",
            told={"message": "message__subject"},
            periods=(
                Period(
                    fields=(WHOLE,),
                    months=6,
                    since=_("after the message was written"),
                    reason=_("They can be made anew from what they are about."),
                    due=lambda limit: Q(message__created_at__lt=limit),
                ),
            ),
        ),
        Holding(
            model="post.Addressee",
            name=_("Announcements that were meant for you"),
            whose=with_account(),
            fate=Fate.GOES,
            told={"announcement": "announcement__subject"},
            periods=(
                Period(
                    fields=(WHOLE,),
                    months=24,
                    since=_("after the announcement went out"),
                    reason=_("They show to whom something was announced, and that nobody got it twice."),
                    due=lambda limit: Q(announcement__ended_at__lt=limit),
                ),
            ),
        ),
        Holding(
            model="post.Message",
            name=_("Messages to you"),
            whose=with_account(),
            fate=Fate.GOES,
            withheld=("claimed_by", "key"),
            periods=(
                Period(
                    fields=(WHOLE,),
                    months=24,
                    since=_("after the message was written"),
                    reason=_("They show what people were told, and when, should there be a question."),
                    due=lambda limit: Q(created_at__lt=limit) & ~Q(delivery__in=("waiting", "handing-over")),
                ),
            ),
        ),
        Holding(
            model="post.Correspondent",
            name=_("How you want your post"),
            whose=with_account(),
            fate=Fate.GOES,
            withheld=("uid",),
            periods=(
                Period(
                    fields=("email", "language", "zone", "refused"),
                    since=_("until you close your account or are erased"),
                    reason=_("What you refused must be remembered, or you would get it again."),
                ),
            ),
        ),
        Holding(
            model="post.Subscription",
            name=_("Subscriptions to the news"),
            whose=lambda subject: Q(email__iexact=subject.email),
            fate=Fate.GOES,
            withheld=("uid",),
            periods=(
                Period(
                    fields=(WHOLE,),
                    months=1,
                    since=_("after it was ended, or asked for and never confirmed"),
                    reason=_("A month is long enough to confirm, and to see that it ended."),
                    due=lambda limit: Q(ended_at__lt=limit) | Q(confirmed_at__isnull=True, asked_at__lt=limit),
                ),
            ),
        ),
        Holding(
            model="webhooks.Hook",
            name=_("Webhooks that you set up"),
            whose=of_account("person"),
            fate=Fate.GOES,
            withheld=("secret", "uid"),
            periods=(
                Period(
                    fields=(WHOLE,),
                    months=12,
                    since=_("after it was stopped"),
                    reason=_("Whoever set it up can look up why it stopped."),
                    due=lambda limit: Q(stopped_at__lt=limit),
                ),
            ),
        ),
        Holding(
            model="post.Announcement",
            name=_("Announcements that you wrote"),
            whose=of_account("created_by"),
            fate=Fate.STAYS,
            keeps=("subject", "body", "translations", "reason", "about", "segment"),
            why=_("What the network announced is its record. Your name is taken off."),
            periods=(
                Period(
                    fields=("subject", "body", "translations", "reason", "about", "segment"),
                    since=_("for good"),
                    reason=_("What the network announced is its record, and names nobody by itself."),
                ),
            ),
        ),
        Holding(
            model="post.Letter",
            name=_("Mails in the mailbox of the demonstration"),
            whose=lambda subject: Q(recipients__icontains=subject.email),
            fate=Fate.GOES,
            periods=(
                Period(
                    fields=(WHOLE,),
                    months=1,
                    since=_("after the mail was written"),
                    reason=_("Demonstrations need no archive."),
                    due=lambda limit: Q(at__lt=limit),
                ),
            ),
        ),
    )
)
