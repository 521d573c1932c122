"""Vocabulary of organisations and of the world's regions."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

# Languages in which profiles, and all texts of the year's files, may be written beside English.
PROFILE_LANGUAGES = ("ko", "fr", "es", "ar", "ru", "zh", "ja", "vi", "tr", "pt")


class Kind(models.TextChoices):
    """What an organisation is."""

    CITY = "city", _("City or local government")
    COMPANY = "company", _("Company")
    INSTITUTION = "institution", _("Institution")


class Subkind(models.TextChoices):
    """What sort of institution it is."""

    ACADEMIA = "academia", _("University or research")
    AGENCY = "agency", _("Agency or public body")
    INTERNATIONAL = "international", _("International organisation")


class Standing(models.TextChoices):
    """How an organisation stands to the network, as the public record shows."""

    MEMBER = "member", _("Member")
    PARTNER = "partner", _("Partner")
    OTHER = "other", _("Neither member nor partner on record")


class Category(models.TextChoices):
    """Categories of membership, as the network's statutes name them."""

    FULL = "full", _("Full member")
    ASSOCIATE = "associate", _("Associate member")
    FRIENDSHIP = "friendship", _("Friendship member")
    CORPORATE = "corporate", _("Corporate member")


class Region(models.TextChoices):
    """Parts of the world, grouped from the sub-regions of UN M49."""

    AFRICA = "africa", _("Africa")
    AMERICAS = "americas", _("Americas")
    CENTRAL_ASIA = "central-asia", _("Central Asia")
    EAST_ASIA = "east-asia", _("East Asia")
    EUROPE = "europe", _("Europe")
    MIDDLE_EAST = "middle-east", _("Middle East")
    OCEANIA = "oceania", _("Oceania")
    SOUTH_ASIA = "south-asia", _("South Asia")
    SOUTH_EAST_ASIA = "south-east-asia", _("South-East Asia")


class Relation(models.TextChoices):
    """Whether a regional network is the network's own or somebody else's that it supports."""

    OWN = "own", _("Network of its own")
    SUPPORTED = "supported", _("Outside network, supported")


class Place(models.TextChoices):
    """What an organisation is in a regional network."""

    MEMBER = "member", _("Member")
    PILOT = "pilot city", _("Pilot city")
    HOST = "host", _("Host of the regional office")
    COORDINATOR = "coordinator", _("Coordinator")


class MandateRole(models.TextChoices):
    """In which role somebody acts for an organisation."""

    HEAD = "head", _("Mayor or head")
    CIO = "cio", _("Chief information officer")
    CONTACT = "contact", _("Contact")
    DELEGATE = "delegate", _("Delegate")
    STAFF = "staff", _("Staff")


class MembershipStatus(models.TextChoices):
    """What a period of membership was. A period that begins as “ended” says who ended it and when."""

    APPLIED = "applied", _("Applied")
    ASSOCIATE = "associate", _("Accepted, approval pending")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")


# Who has one of these is a member on that day, whatever rights it has.
COUNTED = (MembershipStatus.ASSOCIATE, MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED)


class DecisionBody(models.TextChoices):
    """Who decided."""

    EXECUTIVE_COMMITTEE = "executive-committee", _("Executive Committee")
    GENERAL_ASSEMBLY = "general-assembly", _("General Assembly")
    SECRETARIAT = "secretariat", _("Secretariat")
    ORGANISATION = "organisation", _("The organisation itself")


class DuesState(models.TextChoices):
    """How an organisation stands with the dues of a year."""

    PAID = "paid", _("Paid")
    PARTLY = "partly", _("Partly paid")
    OWED = "owed", _("Owed")
    WAIVED = "waived", _("Waived")


class AgreementKind(models.TextChoices):
    """What kind of agreement the network has with somebody."""

    MOU = "mou", _("Memorandum of understanding")
    PARTNERSHIP = "partnership", _("Partnership")
    HOSTING = "hosting", _("Hosting")


class ApplicationState(models.TextChoices):
    """Where an application for membership stands."""

    SUBMITTED = "submitted", _("With the secretariat")
    ASKED = "asked", _("Question to the applicant")
    SCREENED = "screened", _("Before the committee")
    APPROVED = "approved", _("Approved")
    WELCOMED = "welcomed", _("Member")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Somebody still has to do something about these.
PENDING = (
    ApplicationState.SUBMITTED,
    ApplicationState.ASKED,
    ApplicationState.SCREENED,
    ApplicationState.APPROVED,
)


class StepKind(models.TextChoices):
    """What happened to an application."""

    SUBMITTED = "submitted", _("Submitted")
    ASKED = "asked", _("The secretariat asked")
    ANSWERED = "answered", _("The applicant answered")
    NOTE = "note", _("Note")
    SCREENED = "screened", _("Screened")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WELCOMED = "welcomed", _("Welcomed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Check(models.TextChoices):
    """What a screener looks at before the committee decides."""

    ELIGIBLE = "eligible", _("It is of the kind that this category is for")
    LETTER = "letter", _("The letter is signed by the head or by somebody authorised")
    CONTACT = "contact", _("The contact answers at an address of the organisation")
    NOT_THERE = "not-there", _("It is not in the directory under another name")


CHECKED = "checked:"  # before the names of checks in a step, which each reader reads in their own language


def checks_text(checks: Iterable[str]) -> str:
    """Checks as a step keeps them; nothing for none."""
    named = ",".join(checks)
    return f"{CHECKED}{named}" if named else ""


def checks_words(text: str) -> str:
    """What a step says, in the reader's language where it names checks."""
    names = text.removeprefix(CHECKED).split(",")
    if not text.startswith(CHECKED) or any(name not in Check.values for name in names):
        return text
    return ", ".join(str(Check(name).label) for name in names)
