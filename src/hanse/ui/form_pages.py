"""A page that holds one form and nothing else: a question, its fields, one main button, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What stands around the form.

    `back` is the address and the name of where one came from, `seen` the state that the reader saw, for the check of
    two who save at once, and `offered` what the fields that know a list named “organisations” offer while one types.
    """

    title: Words
    submit: Words
    back: tuple[str, Words]
    lead: Words = ""
    area: str = ""
    seen: str = ""
    kind: str = "main"
    offered: Sequence[tuple[str, str]] = ()
    has_files: bool = False


def show_form(
    request: HttpRequest, page: FormPage, form: BaseForm, *, fault: Words = "", status: int = 200, **more: Any
) -> HttpResponse:
    """Render it; a `fault` is a sentence above the form on why nothing was saved."""
    context = {"page": page, "form": form, "fault": fault, **more}
    return render(request, "ui/form_page.html", context, status=status)


def answer_form(request: HttpRequest, page: FormPage, form: BaseForm, save: Callable[[], Words]) -> HttpResponse:
    """Show the form; or do what was sent, say so, and lead back to where the reader came from.

    `save` does the one act and returns what is said of it. Where the act is refused, it puts the reason on the form
    instead: then the form comes again with it, and what was returned is not said.
    """
    if request.method != "POST":
        return show_form(request, page, form)
    said = save() if form.is_valid() else ""
    if form.errors:
        return show_form(request, page, form, status=422)
    messages.success(request, str(said))
    return redirect(page.back[0])
