"""What an account keeps of its person, what becomes of it on erasure, and for how long it stays."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanse.accounts.choices import Role
from hanse.accounts.models import User
from hanse.audit.holdings import (
    WHOLE,
    Fate,
    Holding,
    Outcome,
    Period,
    Room,
    Subject,
    of_account,
    of_address,
    with_account,
)

NOBODY = "erased@erased.invalid"
AS_LONG = _("as long as you have the account")
HOLDINGS = (
    Holding(
        model="account.EmailAddress",
        name=_("E-mail addresses of the account"),
        whose=of_account("user"),
        fate=Fate.GOES,
        periods=(Period(fields=("email",), since=AS_LONG, reason=_("It is how you sign in.")),),
    ),
    Holding(
        model="usersessions.UserSession",
        name=_("Devices on which you are signed in"),
        whose=of_account("user"),
        fate=Fate.GOES,
        withheld=("session_key", "data"),
        periods=(
            Period(
                fields=(WHOLE,),
                months=1,
                since=_("after the device was last seen"),
                reason=_("You can see where you are signed in, and sign out elsewhere."),
                due=lambda limit: Q(last_seen_at__lt=limit),
            ),
        ),
    ),
    Holding(
        model="mfa.Authenticator",
        name=_("Second factors and passkeys"),
        whose=of_account("user"),
        fate=Fate.GOES,
        withheld=("data",),
        periods=(Period(fields=("data",), since=AS_LONG, reason=_("They are how you prove that it is you.")),),
    ),
    Holding(
        model="socialaccount.SocialAccount",
        name=_("Sign-in with the identity provider of your city"),
        whose=of_account("user"),
        fate=Fate.GOES,
        periods=(
            Period(
                fields=("provider", "uid", "extra_data"), since=AS_LONG, reason=_("It is how your city says who you are.")
            ),
        ),
    ),
    Holding(
        model="accounts.AddressChange",
        name=_("Changes of address that you asked for"),
        whose=of_account("person"),
        fate=Fate.GOES,
        periods=(
            Period(
                fields=(WHOLE,),
                months=1,
                since=_("after the link has expired"),
                reason=_("It must be possible to see and to stop a change that you did not ask for."),
                due=lambda limit: Q(expires_at__lt=limit),
            ),
        ),
    ),
    Holding(
        model="accounts.Invitation",
        name=_("Invitations to have an account"),
        whose=lambda subject: of_address()(subject) | of_account("person")(subject),
        fate=Fate.GOES,
        periods=(
            Period(
                fields=(WHOLE,),
                months=3,
                since=_("after the invitation has expired"),
                reason=_("It shows who was asked, so that nobody is asked twice."),
                due=lambda limit: Q(expires_at__lt=limit),
            ),
        ),
    ),
    Holding(
        model="accounts.OneTimeLink",
        name=_("Links that let you in once"),
        whose=lambda subject: Q(about__iexact=subject.email)
        | (Q(about=str(subject.person)) if subject.person is not None else Q(pk__in=())),
        fate=Fate.GOES,
        withheld=("digest",),
        periods=(
            Period(
                fields=(WHOLE,),
                months=1,
                since=_("after the link has expired"),
                reason=_("A used link must be known, so that it lets nobody in again."),
                due=lambda limit: Q(expires_at__lt=limit),
            ),
        ),
    ),
    Holding(
        model="tokens.Token",
        name=_("Tokens with which your programs call the API"),
        whose=of_account("person"),
        fate=Fate.GOES,
        withheld=("digest",),
        periods=(
            Period(
                fields=(WHOLE,),
                months=12,
                since=_("after the token has expired or was revoked"),
                reason=_("It must be explicable which program did what."),
                due=lambda limit: Q(expires_on__lt=limit.date()) | Q(revoked_at__lt=limit),
            ),
        ),
    ),
    Holding(
        model="accounts.Consent",
        name=_("What you agreed to"),
        whose=with_account(),
        fate=Fate.BLANKED,
        blanks={"email": NOBODY},
        keeps=("purpose", "text", "text_version", "language"),
        why=_("That somebody agreed to which words, and when, stays for three years. Whose it was can be read no more."),
        periods=(
            Period(
                fields=(WHOLE,),
                months=36,
                since=_("after you withdrew it"),
                reason=_("We must be able to show that you had agreed, as long as it can be questioned."),
                due=lambda limit: Q(withdrawn_at__lt=limit),
            ),
        ),
    ),
    Holding(
        model="accounts.User",
        name=_("Your account"),
        whose=of_account("pk"),
        fate=Fate.BLANKED,
        blanks={
            "name": "(erased)", "addressed_as": "", "language": "", "zone": "", "birth_on": None, "areas": [],
            "last_login": None, "last_seen_on": None, "role": Role.PERSON, "is_active": False,
        },
        keeps=("email", "password"),
        why=_(
            "An empty account without name, address or way in remains, so that what refers to it stays in order. "
            "Nobody can tell whose it was."
        ),
        withheld=("password",),
        periods=(
            Period(
                fields=("email", "name", "addressed_as", "language", "zone", "birth_on", "role", "areas", "last_login",
                        "last_seen_on", "password"),
                since=_("as long as you have the account; 36 months after you were last seen, where nothing else needs it"),
                reason=_("The account is how you take part, and how we reach you."),
            ),
        ),
    ),
)  # fmt: skip


class AccountsRoom(Room):
    """Erasing somebody does more here than to delete and to empty."""

    def erase(self, subject: Subject, *, now: datetime, stamp: datetime) -> list[Outcome]:
        """Take everything off the account and every way into it; sessions end, because the password is another one."""
        for holding in self.installed():
            if holding.model == "accounts.Consent":
                holding.rows(subject).filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
        outcomes = super().erase(subject, now=now, stamp=stamp)
        if subject.person is not None:
            # The address is as random as unusable: one made of the key would tell which account it was.
            nobody = f"erased-{secrets.token_hex(8)}@erased.invalid"
            User.objects.filter(pk=subject.person).update(email=nobody, password=make_password(None))
        return outcomes


ROOM = AccountsRoom(HOLDINGS)
