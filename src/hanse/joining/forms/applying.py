"""The application: one form for each kind of member, and the answer to a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanse.members.choices import Category, Subkind
from hanse.members.forms.fields import countries, plain, text, web_address
from hanse.members.operations.applications import KEPT_FOR_YEARS, Asked
from hanse.members.uploads import NotTaken, Taken, take_letter
from hanse.ui.naming import NameField

LETTER_TYPES = "application/pdf,image/png,image/jpeg,image/webp"


def letter_field(label: Any, *, required: bool) -> forms.FileField:
    """The signed letter."""
    return forms.FileField(
        label=label,
        required=required,
        help_text=_("A PDF, or a photograph of the signed letter (PNG, JPEG or WebP), up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": LETTER_TYPES}),
    )


def taken(file: Any) -> Taken | None:
    """The letter as it is kept; refuses what is not one."""
    if file is None:
        return None
    try:
        return take_letter(file)
    except NotTaken as refusal:
        raise forms.ValidationError(str(refusal.reason)) from refusal


class ApplicationForm(forms.Form):
    """What every kind of member is asked."""

    category: Category
    name = NameField(label=_("Name of the organisation"), max_length=200, help_text=_("In English."))
    native_name = NameField(label=_("Name in its own script"), max_length=200, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=())
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    website = web_address(_("Website"))
    reasons = text(_("Why do you want to join?"), longest=3000, required=True, rows=5, help_text=_("What you hope for, and what you bring."))  # fmt: skip
    signatory = forms.CharField(label=_("Who signed the letter"), max_length=300)
    signatory_office = forms.CharField(label=_("Office of who signed"), max_length=200)
    letter = letter_field(_("Signed letter"), required=True)
    contact = NameField(label=_("Your name"), max_length=300)
    contact_office = forms.CharField(label=_("Your office"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("At an address of the organisation. You will sign in with it."),
    )
    agreed = forms.BooleanField(label=_("I agree"), help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *countries()]
        self.fields["agreed"].help_text = consent_words()

    def clean_letter(self) -> Taken | None:
        """Known by its first bytes, and not by its name."""
        return taken(self.cleaned_data["letter"])

    def asked(self, language: str) -> Asked:
        """The cleaned values."""
        clean = self.cleaned_data
        names = ("name", "native_name", "country", "city", "website", "signatory", "signatory_office", "contact", "contact_office", "email")  # fmt: skip
        return Asked(
            category=self.category,
            **{name: clean[name] for name in names},
            subkind=clean.get("subkind", ""),
            population=clean.get("population"),
            reasons=plain(clean["reasons"]),
            consent=consent_words(),
            language=language,
        )


class CityForm(ApplicationForm):
    """A city or local government."""

    population = forms.IntegerField(label=_("Population"), min_value=1, max_value=10**9, required=False)
    field_order = ("name", "native_name", "country", "city", "population", "website")


class FullForm(CityForm):
    """For full membership."""

    category = Category.FULL


class AssociateForm(CityForm):
    """For associate membership."""

    category = Category.ASSOCIATE


class FriendshipForm(ApplicationForm):
    """For institutions."""

    category = Category.FRIENDSHIP
    subkind = forms.ChoiceField(label=_("Sort of institution"), choices=Subkind.choices)
    field_order = ("name", "native_name", "subkind", "country", "city", "website")


class CorporateForm(ApplicationForm):
    """For companies."""

    category = Category.CORPORATE


FORMS: dict[str, type[ApplicationForm]] = {
    form.category.value: form for form in (FullForm, AssociateForm, FriendshipForm, CorporateForm)
}


class AnswerForm(forms.Form):
    """The answer to a question of the secretariat."""

    text = text(_("Your answer"), longest=3000, required=True)
    letter = letter_field(_("A new letter"), required=False)

    def clean_letter(self) -> Taken | None:
        """Known by its first bytes, and not by its name."""
        return taken(self.cleaned_data["letter"])


def consent_words() -> str:
    """What an applicant agrees to, as it is kept with the application; the period is that of the room's retention."""
    says = _("The secretariat and the Executive Committee read this application. Your name and address are used for it alone. The whole application, with the signed letter, your name and address, is erased %(years)s years after it was decided or withdrawn.")  # fmt: skip
    return str(says) % {"years": KEPT_FOR_YEARS}
