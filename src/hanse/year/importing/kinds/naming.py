"""Of whom a row tells: the address and the name, as every table of people gives them."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from hanse.ui.naming import plain_name
from hanse.year.importing.plans import Step


def email_and_name(given: Mapping[str, str], step: Step) -> tuple[str, str]:
    """Both as they are kept; what is no address refuses the row."""
    email = given.get("email", "").lower()
    try:
        validate_email(email)
    except ValidationError:
        step.refuse("email", _("This is no e-mail address. Write one such as amara@example.org."))
    return email, plain_name(given.get("name", ""))
