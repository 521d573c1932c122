"""Expressions of interest for a demonstration, plainly marked as examples."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from hanse.accounts.models import User
from hanse.calendar.interest.models import Interest
from hanse.calendar.interest.operations.expressing import Wish, confirm_interest, express_interest
from hanse.calendar.models import Year

# Who, from where, in what, with which words; by an account of the cast where there is an address of one.
EXAMPLES = (
    (
        "Amara Nakato (example)",
        "amara@example.org",
        "UG",
        ("capacity",),
        "Two of our officials would join the training.",
    ),
    ("Kofi Mensah (example)", "kofi@example.org", "GH", ("regional", "networking"), "We host a forum in November."),
    ("Ingrid Solberg (example)", "ingrid@example.org", "NO", (), "Our institute writes about smart ports."),
    ("김하늘 (예시)", "haneul@example.org", "KR", ("prize",), "시상에 지원하려는 청년입니다."),
    ("Lucía Fernández (example)", "lucia@example.org", "MX", ("matchmaking",), "Sensors for rain and drains."),
)


def make_examples(now: datetime) -> int:
    """Keep what is missing of them; how many are new. Nothing happens before a year is loaded."""
    year = Year.objects.order_by("-number").first()
    if year is None:
        return 0
    made = 0
    for days, (name, email, country, areas, message) in enumerate(EXAMPLES, 3):
        key = uuid5(NAMESPACE_URL, f"example:{year.number}:{email}")
        if Interest.objects.filter(key=key).exists():
            continue
        person = User.objects.filter(email=email).values_list("pk", flat=True).first()
        wish = Wish(
            key=key,
            name=name,
            email=email,
            country=country,
            message=message,
            consent="Agreed (example).",
            language="ko" if country == "KR" else "en",
            areas=areas,
        )
        interest = express_interest(
            year=year.number, wish=wish, person=person, by="hanse examples", now=now - timedelta(days=days)
        )
        if person is None and days < 7:
            confirm_interest(uid=interest.uid, now=now - timedelta(days=days))
        made += 1
    return made
