"""The words of a kind of message, with their variables checked."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hanse.post.examples import example_values
from hanse.post.filling import faults_of, fill_body, fill_subject, variables_of
from hanse.post.kinds import MessageKind


class WordingForm(forms.Form):
    """A subject and a text. Unknown variables are refused; missing ones only if they are missing by mistake."""

    subject = forms.CharField(label=_("Subject"), max_length=300)
    body = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16, "class": "input input--tall"}),
        help_text=_("Markdown: an empty line begins a paragraph, **two stars** make bold, [words](address) a link."),
    )
    leaves_out = forms.BooleanField(
        label=_("Leave variables out on purpose"),
        required=False,
        help_text=_("The house's words use all of them, and readers may miss what is not there."),
    )

    def __init__(self, *args: Any, kind: MessageKind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.language = kind, language
        subject, body = kind.house_words(language)
        self.expected = list(dict.fromkeys([*variables_of(subject), *variables_of(body)]))

    def clean_subject(self) -> str:
        """One line, with known variables."""
        subject = " ".join(str(self.cleaned_data["subject"]).split())
        check_variables(subject, list(self.kind.variables))
        return subject

    def clean_body(self) -> str:
        """Line ends of one kind, with known variables."""
        body = str(self.cleaned_data["body"]).replace("\r\n", "\n").strip() + "\n"
        check_variables(body, list(self.kind.variables))
        return body

    def clean(self) -> dict[str, Any]:
        """Whether what the house's words use is all there."""
        clean = super().clean() or self.cleaned_data
        if "subject" in clean and "body" in clean and not clean.get("leaves_out"):
            used = {*variables_of(clean["subject"]), *variables_of(clean["body"])}
            if missing := [name for name in self.expected if name not in used]:
                self.add_error("body", _missing(missing))
        return clean


def check_variables(words: str, known: Sequence[str]) -> None:
    """Refuse variables that nobody fills, and name the one that was meant."""
    unknown, lonely = faults_of(words, known)
    faults = [_unknown(name, known) for name in unknown]
    if lonely:
        faults.append(
            gettext("A brace stands alone. Close it, or write it twice, as {{ or }}, if it is meant as a sign.")
        )
    if faults:
        raise ValidationError(faults)


def filled_with_examples(kind: MessageKind, language: str, subject: str, body: str) -> tuple[str, str]:
    """Subject and body as somebody would read them."""
    used = [*variables_of(subject), *variables_of(body)]
    values = {**{name: f"[{name}]" for name in used}, **example_values(kind, language)}
    return fill_subject(subject, values), fill_body(body, values)


def _unknown(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1)
    offered = ", ".join(f"{{{one}}}" for one in known) or gettext("none")
    if near:
        words = gettext("There is no variable {%(name)s}. Write {%(near)s}. There are: %(known)s.")
        return words % {"name": name[:60], "near": near[0], "known": offered}
    return gettext("There is no variable {%(name)s}. There are: %(known)s.") % {"name": name[:60], "known": offered}


def _missing(names: Sequence[str]) -> str:
    listed = ", ".join(f"{{{name}}}" for name in names)
    words = ngettext(
        "%(names)s is missing. Put it where it belongs, or tick “Leave variables out on purpose”.",
        "%(names)s are missing. Put them where they belong, or tick “Leave variables out on purpose”.",
        len(names),
    )
    return words % {"names": listed}
