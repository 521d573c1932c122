"""Every component in every state, for the page `/ui/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hanse.ui.templatetags.ui import AREAS, GLYPHS, STATES, button, glyph, notice, sign, state


@dataclass(frozen=True, slots=True)
class Chapter:
    """A component with its specimens."""

    name: str
    says: str
    specimens: tuple[tuple[str, SafeString], ...]


class SpecimenForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Title"), help_text=_("One or two sentences, as you would tell a colleague."))
    text = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    email = forms.EmailField(label=_("E-mail"))
    choice = forms.ChoiceField(label=_("Colours"), choices=[("light", _("Light")), ("dark", _("Dark"))])
    ways = forms.MultipleChoiceField(
        label=_("How"),
        choices=[("online", _("Online")), ("there", _("In person"))],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label=_("Keep"), required=False)


def specimen_forms() -> dict[str, forms.Form]:
    """The same form fresh and with faults; ids differ, since both stand on one page."""
    wrong = SpecimenForm({"email": "nobody", "choice": "dark"}, auto_id="wrong_%s")
    wrong.full_clean()
    return {"fresh": SpecimenForm(auto_id="fresh_%s"), "wrong": wrong}


def specimen_page() -> object:
    """The second of three pages."""
    return Paginator(range(30), 10).page(2)


def gallery_context() -> dict[str, Any]:
    """Everything that `ui/gallery.html` shows of the house itself; rooms add what is theirs."""
    return {"chapters": specimens(), "forms": specimen_forms(), "page": specimen_page(), "areas": AREAS}


def specimens() -> tuple[Chapter, ...]:
    """All chapters of the gallery."""
    return (
        Chapter(
            "sign",
            gettext("The eight programmes; a word stands beside each."),
            tuple((a, mark_safe(f'<span data-area="{a}">{sign(area=a)} {a}</span>')) for a in AREAS),
        ),
        Chapter("glyph", gettext("The few small marks."), tuple((g, glyph(name=g)) for g in GLYPHS)),
        Chapter(
            "state", gettext("One word of state with a shape."), tuple((s, state(word=s, shape=s)) for s in STATES)
        ),
        Chapter(
            "button",
            gettext("Actions; one main action a page."),
            tuple(
                (k or "plain border", button(label=gettext("Send"), kind=k))
                for k in ("", "main", "firm", "small", "plain")
            ),
        ),
        Chapter(
            "notice",
            gettext("A sentence that should not be missed."),
            (
                ("notice", notice(title=gettext("Kept"), text=gettext("Your answers are safe."))),
                (
                    "error",
                    notice(
                        title=ngettext("One answer needs a change", "%(number)s answers need a change", 1)
                        % {"number": 1},
                        text=gettext("15 words too many. Shorten the text to 120 words."),
                        kind="error",
                    ),
                ),
            ),
        ),
    )
