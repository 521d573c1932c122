"""Words for keys that the accounts keep."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from hanse.accounts.choices import AreaKey
from hanse.accounts.operations.consents import ACCOUNT

register = template.Library()


@register.simple_tag
def area_names(*, keys: Iterable[str]) -> str:
    """Areas by their names."""
    names = {str(key): str(label) for key, label in AreaKey.choices}
    return ", ".join(names.get(key, key) for key in keys)


@register.simple_tag
def consent_name(*, purpose: str) -> str:
    """What a consent is for; other rooms' purposes speak for themselves."""
    return _("account") if purpose == ACCOUNT else purpose.replace("-", " ")
