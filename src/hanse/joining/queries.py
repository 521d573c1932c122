"""What the pages of joining read beyond the queries of the members."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from hanse.accounts.models import User
from hanse.members.models import Organisation


def account_of(email: str) -> User | None:
    """The account with this address, open or closed."""
    return User.objects.filter(email__iexact=email).first()


def organisation_key(slug: str) -> tuple[int, str]:
    """An organisation's key and name; raises 404 where there is none."""
    found = Organisation.objects.filter(slug=slug).values_list("pk", "name").first()
    if found is None:
        raise Http404(_("There is no organisation “%(slug)s” here.") % {"slug": slug})
    return found
