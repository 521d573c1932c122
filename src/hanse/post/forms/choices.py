"""How somebody wants to be written to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.post.choices import Purpose, Rhythm
from hanse.post.kinds import MessageKind
from hanse.ui.forms import zones


class ChoicesForm(forms.Form):
    """Language, rhythm, and which news."""

    language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=lambda: [("", gettext("As each message comes")), *settings.LANGUAGES],
        required=False,
    )
    rhythm = forms.ChoiceField(
        label=_("What can wait comes"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("Digests come at seven in the morning, weekly ones on Monday. What cannot wait comes at once."),
    )
    zone = forms.ChoiceField(label=_("Your time zone"), choices=zones, required=False)
    wanted = forms.MultipleChoiceField(
        label=_("News you want"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    refuses_all = forms.BooleanField(
        label=_("No news at all"),
        required=False,
        help_text=_("What you must know, such as a seat or a deadline of yours, still reaches you."),
    )

    def __init__(self, *args: Any, kinds: Sequence[MessageKind], refused: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.news = [kind for kind in kinds if kind.purpose == Purpose.NEWS]
        # News that was refused and is not on offer any more stays refused.
        self.unknown = tuple(key for key in refused if key not in {kind.key for kind in self.news})
        field = self.fields["wanted"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(kind.key, gettext(kind.name)) for kind in self.news]
        field.initial = [kind.key for kind in self.news if kind.key not in refused]
        if not self.news:
            del self.fields["wanted"]

    def refused(self) -> tuple[str, ...]:
        """The kinds of news that were left unticked."""
        wanted = self.cleaned_data.get("wanted", [])
        return tuple(sorted({*self.unknown, *(kind.key for kind in self.news if kind.key not in wanted)}))
