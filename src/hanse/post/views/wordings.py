"""The words of messages: all of them, and each as a form with preview and history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.post.forms.wording import WordingForm, example_values, filled_with_examples
from hanse.post.kinds import MessageKind
from hanse.post.operations.wording import SavedByOthers, back_to_house, reword
from hanse.post.queries.wordings import Words, all_words, revisions_of, words_of
from hanse.post.rendering import letter_html, to_text
from hanse.ui import clock
from hanse.ui.filters import whole_number

Kinds = Sequence[MessageKind]


@require_safe
def listed(request: ActingRequest, kinds: Kinds) -> HttpResponse:
    """All kinds of messages, room by room."""
    codes = [code for code, _name in settings.LANGUAGES]
    rows = [(_(kind.name), kind, words) for kind, words in all_words(kinds, codes)]
    rows.sort(key=lambda row: (row[1].key.partition(".")[0], row[0]))
    return render(request, "post/wordings.html", {"rows": rows, "languages": dict(settings.LANGUAGES)})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: ActingRequest, key: str, language: str, kinds: Kinds) -> HttpResponse:
    """One kind in one language."""
    words = _get(key, language, kinds)
    if request.method != "POST":
        return _show(request, words, _fresh_form(request, words), seen=words.revision)
    raw = whole_number(request.POST.get("seen", ""))
    seen = -1 if raw is None else raw
    by, now = actor_of(request), clock.stamp()
    try:
        if "house" in request.POST:
            changed = back_to_house(kind=key, language=language, seen=seen, by=by, now=now)
            return _done(request, key, language, changed is not None)
        form = WordingForm(request.POST, kind=words.kind, language=language)
        if not form.is_valid():
            return _show(request, words, form, seen=seen, status=422)
        if "preview" in request.POST:
            return _show(request, words, form, seen=seen)
        clean = form.cleaned_data
        written = reword(
            kind=key, language=language, subject=clean["subject"], body=clean["body"], seen=seen, by=by, now=now
        )
        return _done(request, key, language, written is not None)
    except SavedByOthers as clash:
        # What was typed stays in the form; saving again keeps it, knowing theirs.
        form = WordingForm(request.POST, kind=words.kind, language=language)
        newest = clash.newest.revision if clash.newest else 0
        return _show(request, words_of(words.kind, language), form, seen=newest, status=409, theirs=clash.newest)


def _get(key: str, language: str, kinds: Kinds) -> Words:
    kind = next((kind for kind in kinds if kind.key == key), None)
    if kind is None:
        raise Http404(_("There is no kind of message “%(key)s”. The list shows all there are.") % {"key": key})
    if language not in dict(settings.LANGUAGES):
        offered = ", ".join(code for code, _name in settings.LANGUAGES)
        raise Http404(_("Messages are written in: %(languages)s.") % {"languages": offered})
    return words_of(kind, language)


def _fresh_form(request: ActingRequest, words: Words) -> WordingForm:
    """The words that count, or an earlier revision to be taken up again."""
    initial = {"subject": words.subject, "body": words.body}
    asked = request.GET.get("revision", "")
    for row in revisions_of(words.kind.key, words.language) if asked else ():
        if str(row.revision) == asked and not row.is_house:
            initial = {"subject": row.subject, "body": row.body}
    return WordingForm(initial=initial, kind=words.kind, language=words.language)


def _show(
    request: ActingRequest, words: Words, form: WordingForm, *, seen: int, status: int = 200, theirs: Any = None
) -> HttpResponse:
    kind = words.kind
    shown = form.cleaned_data if form.is_bound and form.is_valid() else {"subject": words.subject, "body": words.body}
    subject, body = filled_with_examples(kind, shown["subject"], shown["body"])
    examples = example_values(kind)
    context = {
        "words": words,
        "form": form,
        "seen": seen,
        "theirs": theirs,
        "name": _(kind.name),
        "language_name": dict(settings.LANGUAGES)[words.language],
        "languages": settings.LANGUAGES,
        "variables": [(name, _(says), examples[name]) for name, says in kind.variables.items()],
        "revisions": revisions_of(kind.key, words.language),
        "preview": {"subject": subject, "html": letter_html(body), "text": to_text(body)},
    }
    return render(request, "post/wording.html", context, status=status)


def _done(request: ActingRequest, key: str, language: str, changed: bool) -> HttpResponse:
    words = _("Kept. The next message of this kind has these words.") if changed else _("Nothing had changed.")
    messages.success(request, words)
    return redirect("letters:wording", key, language)
