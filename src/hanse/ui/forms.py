"""How somebody wants to read: language, colours, time zone."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


def zones() -> list[tuple[str, str]]:
    """Time zones by their places, the device's own first."""
    places = sorted(
        z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "SystemV/", "posix/", "right/"))
    )
    return [("", str(_("As my device says"))), ("UTC", "UTC"), *((z, z.replace("_", " ")) for z in places)]


class ReadingForm(forms.Form):
    """Three choices, each kept in a cookie of its own and nowhere else."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    theme = forms.ChoiceField(
        label=_("Colours"),
        choices=[("", _("As my device says")), ("light", _("Light")), ("dark", _("Dark"))],
        required=False,
        widget=forms.RadioSelect,
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones,
        required=False,
        help_text=_("Hours are shown for this place first, then for the place of the activity."),
    )
