"""The kinds of messages that the post itself sends."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from hanse.post.choices import Purpose
from hanse.post.kinds import MessageKind

DIGEST = MessageKind(
    key="post.digest",
    name=gettext_noop("Digest"),
    subject="News and notices since {since} ({count})",
    body="""Dear {name},

this is what could wait until now:

{messages}

You asked to get these together. [Change that]({choices}) whenever you like.
""",
    variables={
        "name": gettext_noop("the person's name, or their address"),
        "count": gettext_noop("how many messages"),
        "since": gettext_noop("the day of the first one"),
        "messages": gettext_noop("the messages, each with its beginning and a link"),
        "choices": gettext_noop("address of the page of choices"),
    },
    examples={
        "name": "Amara Nakato",
        "count": "3",
        "messages": "**The General Assembly has a new date**\n\nIt takes place from 25 to 27 October.",
        "choices": "https://year.example.org/post/choices/",
    },
    translations={
        "ko": (
            "{since} 이후의 소식과 알림 ({count})",
            """{name} 님, 안녕하세요.

그동안 모아 둔 소식입니다.

{messages}

이 소식들은 모아서 받기로 하셨습니다. 언제든지 [바꾸실 수 있습니다]({choices}).
""",
        )
    },
)

CONFIRM_SUBSCRIPTION = MessageKind(
    key="post.confirm-subscription",
    name=gettext_noop("Confirmation of a subscription"),
    subject="Do you want the news of the year?",
    body="""Good day,

somebody, we hope you, asked for the news of the year to be sent to {email}.

**[Yes, send them to me]({link})**

The link is good for seven days. If you did not ask for this, do nothing: nobody is subscribed without that link, and
your address is forgotten.
""",
    variables={
        "email": gettext_noop("the address that asked"),
        "link": gettext_noop("address of the page that confirms"),
    },
    examples={"email": "reader@example.org", "link": "https://year.example.org/post/subscribe/…/"},
    translations={
        "ko": (
            "올해의 소식을 받아 보시겠습니까?",
            """안녕하세요.

누군가 올해의 소식을 {email} 주소로 보내 달라고 신청했습니다. 본인이 신청하셨기를 바랍니다.

**[네, 받아 보겠습니다]({link})**

이 링크는 7일 동안 유효합니다. 신청하신 적이 없다면 아무것도 하지 않으셔도 됩니다. 이 링크를 누르지 않으면 구독되지
않으며, 주소는 지워집니다.
""",
        )
    },
)

YEAR_NEWS = MessageKind(
    key="post.year-news",
    name=gettext_noop("News of the year"),
    subject="{subject}",
    body="{body}\n",
    variables={
        "subject": gettext_noop("the subject of the announcement"),
        "body": gettext_noop("the words of the announcement"),
    },
    examples={"subject": "The calls of autumn", "body": "Three calls open in September."},
    purpose=Purpose.NEWS,
    may_wait=True,
)

NOTICE = MessageKind(
    key="post.notice",
    name=gettext_noop("Announcement that concerns its readers"),
    subject="{subject}",
    body="{body}\n\n---\n\n*{why}* {reason}\n",
    variables={
        "subject": gettext_noop("the subject of the announcement"),
        "body": gettext_noop("the words of the announcement"),
        "why": gettext_noop("“Why you get this:”"),
        "reason": gettext_noop("why nobody can refuse it, in the secretariat's words"),
    },
    examples={
        "subject": "Your vote at the General Assembly",
        "body": "The documents are on the page of the assembly.",
        "why": "Why you get this:",
        "reason": "You represent a member with a vote.",
    },
)

KINDS = (DIGEST, CONFIRM_SUBSCRIPTION, YEAR_NEWS, NOTICE)


def announcement_kind(purpose: str) -> MessageKind:
    """The kind under which an announcement is sent, which says whether it can be refused."""
    return NOTICE if purpose == Purpose.DUTY else YEAR_NEWS
