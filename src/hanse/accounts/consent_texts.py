"""What people agree to when they get an account, in their own language; the record keeps the words as they were read."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def account_text() -> str:
    """The text of the consent to an account."""
    return _(
        "The network's secretariat keeps my name, my e-mail address and what I do on this site, to run the activities that I take part in. It gives them to nobody else unless I ask for it. I can read, correct and take away my data at any time on the page “My account”, and with the account this consent ends."
    )


def language() -> str:
    """The language in which the reader has just read it."""
    return (get_language() or "en").split("-")[0]
