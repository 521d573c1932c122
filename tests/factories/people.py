"""A person about whom every room knows something."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from hanse.accounts.models import User
from hanse.audit.operations import record
from hanse.calendar.models import Activity
from hanse.calendar.registration.models import Intake, Question, Registration, Upload
from hanse.members.models import Organisation
from hanse.post.models import Attachment, Message
from tests.factories.record import give_mandate, signed

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def make_user(**fields: Any) -> User:
    """Somebody with an account."""
    number = User.objects.count() + 1
    plain = {"email": f"nakato-{number}@example.org", "name": "Amara 나카토 Nakato"}
    return User.objects.create(**{**plain, **fields})


def make_registration(activity: Activity, person: User | None = None, **fields: Any) -> Registration:
    """A confirmed registration."""
    intake, _ = Intake.objects.get_or_create(activity=activity, defaults={"zone": "Asia/Seoul"})
    plain: dict[str, Any] = {
        "state": "confirmed",
        "person": person,
        "made_by": person,
        "name": person.name if person else "Farid Rahimi",
        "email": person.email if person else "farid@example.org",
        "office": "CIO",
        "organisation_name": "Kampala",
        "country": "UG",
        "answers": {"diet": "no fish"},
        "note": "sits in front",
        "arrival": Registration.objects.count() + 1,
        "created_at": NOW,
    }
    return Registration.objects.create(intake=intake, **{**plain, **fields})


def make_upload(registration: Registration) -> Upload:
    """A file that answers a question."""
    question, _ = Question.objects.get_or_create(
        intake=registration.intake, key="passport", defaults={"kind": "file", "label": "Passport"}
    )
    upload = Upload(
        registration=registration,
        question=question,
        name="passport/../Pass port.pdf",
        media_type="application/pdf",
        size=4,
        sha256="0" * 64,
        created_at=NOW,
    )
    upload.file.save(f"{uuid4()}.pdf", ContentFile(b"%PDF"), save=False)
    upload.save()
    return upload


def make_message(person: User | None, email: str, **fields: Any) -> Message:
    """A message with a ticket."""
    plain: dict[str, Any] = {
        "key": uuid4().hex,
        "kind": "registration.confirmed",
        "person": person,
        "email": email,
        "name": "Amara",
        "subject": "Your seat",
        "body": "Dear Amara",
        "created_at": NOW,
        "delivery": "sent",
    }
    message = Message.objects.create(**{**plain, **fields})
    Attachment.objects.create(message=message, name="ticket.pdf", media_type="application/pdf", content=b"%PDF-ticket")
    return message


def know_much_of(person: User, activity: Activity, organisation: Organisation) -> Registration:
    """Fill every room with something of somebody."""
    registration = make_registration(activity, person, organisation=organisation)
    make_upload(registration)
    make_message(person, person.email)
    give_mandate(person, organisation, office="Chief Information Officer", note="on leave in May")
    colleague = make_user(name="Ben Okello")
    give_mandate(colleague, organisation, role="staff", granted_by=str(signed(person)))
    by = signed(person, organisation.slug)
    record(at=NOW, by=by, verb="revise", kind="activity", key=activity.slug, label=activity.title)
    record(
        at=NOW,
        by=by,
        verb="register",
        kind="registration",
        key=str(registration.uid),
        label=person.name,
        changes={"email": ["", person.email], "state": ["draft", "confirmed"]},
        subject=person.pk,
        personal=("label", "email"),
    )
    record(
        at=NOW,
        by="Mina <mina@example.org>",
        verb="add",
        kind="person",
        key=str(person.pk),
        label=person.name,
        subject=person.pk,
        personal=("label",),
    )
    return registration


LONG_AGO = date(2020, 3, 1)
