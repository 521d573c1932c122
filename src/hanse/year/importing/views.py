"""Pages of imports: a file, its columns, the preview, what was done, and undoing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.members.acting import ActingRequest, actor_of
from hanse.ui import clock
from hanse.ui.form_pages import FormPage, show_form
from hanse.ui.partials import wants_part
from hanse.ui.tables import ENCODINGS, NeedsEncoding, NeedsSheet, NotReadable, read_table, samples
from hanse.year.importing.choices import Fate, State
from hanse.year.importing.forms import MappingForm, ReadingForm, UploadForm
from hanse.year.importing.models import Run
from hanse.year.importing.operations import (
    STALLED_AFTER,
    UNDO_WITHIN,
    DoneAlready,
    TooOld,
    begin_run,
    carry_out_run,
    choose_reading,
    discard_run,
    go_on_with_run,
    map_columns,
    undo_run,
)
from hanse.year.importing.permissions import may_import, may_keep, offered_to
from hanse.year.importing.planning import fields_of, mapping_of, plan_of, refused_rows, table_of
from hanse.year.importing.queries import activities_for, run_called, runs_for

METHODS = require_http_methods(["GET", "HEAD", "POST"])
FATES = (Fate.REFUSE, Fate.CREATE, Fate.CHANGE, Fate.LEAVE)


def for_secretariat(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for the secretariat; nobody's cache keeps the answer."""

    @wraps(view)
    def answer(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied(_("Tables are imported by the secretariat. Send it yours, or sign in with the address of your office."))  # fmt: skip
        return view(request, *args, **kwargs)

    return never_cache(answer)


@for_secretariat
@METHODS
def listed(request: ActingRequest) -> HttpResponse:
    """Imports there have been, and the form that begins one."""
    offered, activities = offered_to(request.user), activities_for(request.user)
    if request.method != "POST":
        form = UploadForm(offered=offered, activities=activities)
        return render(request, "importing/list.html", {"form": form, "runs": runs_for(request.user)})
    form = UploadForm(request.POST, request.FILES, offered=offered, activities=activities)
    if not form.is_valid():
        return render(request, "importing/list.html", {"form": form, "runs": runs_for(request.user)}, status=422)
    clean = form.cleaned_data
    name, content = clean["file"]
    begun = begin_run(
        what=clean["what"],
        activity=clean["activity"],
        invites=clean.get("invites", False),
        name=name,
        content=content,
        by=actor_of(request),
        now=clock.stamp(),
    )
    return redirect("importing:columns", begun.uid)


@for_secretariat
@METHODS
def columns(request: ActingRequest, uid: UUID) -> HttpResponse:
    """Which column is what; before that, the encoding or the sheet where it is in doubt."""
    found = _run(request, uid)
    if found.state != State.OPEN:
        return redirect("importing:run", uid)
    try:
        table = table_of(found)
    except NeedsEncoding:
        choices = [(code, f"{ENCODINGS[code]}: {text}") for code, text in samples(bytes(found.content or b"")).items()]
        return _choose(request, found, "encoding", _("In which of these can it be read?"), choices)
    except NeedsSheet as several:
        return _choose(request, found, "sheet", _("Which sheet?"), [(name, name) for name in several.names])
    mapping = mapping_of(found, table)
    data = request.POST if request.method == "POST" else None
    form = MappingForm(data, fields=fields_of(found), table=table, mapping=mapping)
    page = FormPage(
        title=_("Which column is what?"),
        lead=_("Guessed from the headings. Behind each stand its first values."),
        submit=_("Look at what would happen"),
        back=(reverse("importing:list"), _("Imports")),
    )
    if data is None:
        return show_form(request, page, form)
    if not form.is_valid():
        return show_form(request, page, form, status=422)
    map_columns(uid=uid, mapping=form.mapping(), by=actor_of(request), now=clock.stamp())
    return redirect("importing:run", uid)


def _choose(request: ActingRequest, found: Run, what: str, label: str, choices: list[tuple[str, str]]) -> HttpResponse:
    data = request.POST if request.method == "POST" and "choice" in request.POST else None
    form = ReadingForm(data, label=label, choices=choices)
    if data is not None and form.is_valid():
        chosen = {what: form.cleaned_data["choice"]}
        try:
            read_table(bytes(found.content or b""), name=found.file_name, **chosen)
        except NotReadable as fault:
            form.add_error("choice", str(fault))
        else:
            choose_reading(uid=found.uid, **chosen, by=actor_of(request), now=clock.stamp())
            return redirect("importing:columns", found.uid)
    back = (reverse("importing:list"), _("Imports"))
    page = FormPage(title=found.file_name, submit=_("Go on"), back=back)
    return show_form(request, page, form, status=200 if data is None else 422)


@for_secretariat
@require_safe
def run(request: ActingRequest, uid: UUID) -> HttpResponse:
    """The preview of an import, or what it did."""
    found = _run(request, uid)
    if found.is_at_work:
        stands = found.moved_at is not None and clock.stamp() - found.moved_at > STALLED_AFTER
        return render(request, "importing/at_work.html", {"run": found, "stands": stands})
    if wants_part(request) and found.state != State.OPEN:
        return HttpResponse(headers={"HX-Refresh": "true"})  # the page that waited sees that the work is done
    if found.state != State.OPEN:
        until = found.done_at + UNDO_WITHIN if found.done_at else None
        traces = list(found.traces.exclude(stays=""))
        context = {"run": found, "traces": traces, "until": until, "may_undo": until and clock.stamp() < until}
        return render(request, "importing/done.html", {**context, "tally": _tally(found.counts)})
    try:
        plan = plan_of(found, now=request.reader.now)
    except (NeedsEncoding, NeedsSheet):
        return redirect("importing:columns", uid)
    fate = request.GET.get("fate", "")
    steps = [step for step in plan.steps if step.fate == fate] if fate in Fate.values else plan.steps
    page = Paginator(steps, 100).get_page(request.GET.get("page", "1"))
    context = {"run": found, "plan": plan, "page": page, "fate": fate, "tally": _tally(plan.counts)}
    return render(request, "importing/preview.html", context)


@for_secretariat
@require_POST
def do(request: ActingRequest, uid: UUID) -> HttpResponse:
    """Carry it out."""
    found = _run(request, uid)
    try:
        done = carry_out_run(uid=found.uid, by=actor_of(request), now=clock.stamp(), clock=request.reader.now)
    except (NeedsEncoding, NeedsSheet):
        return redirect("importing:columns", uid)
    except DoneAlready:
        messages.info(request, _("This import was carried out already. Nothing was done twice."))
    else:
        if done.state == State.DONE:
            messages.success(request, _("Imported."))
    return redirect("importing:run", uid)


@for_secretariat
@require_POST
def go_on(request: ActingRequest, uid: UUID) -> HttpResponse:
    """Give what stands still to a worker again."""
    found = _run(request, uid)
    try:
        go_on_with_run(uid=found.uid, now=clock.stamp())
    except DoneAlready:
        messages.info(request, _("It has come to its end in the meantime."))
    else:
        messages.success(request, _("It goes on where it stood."))
    return redirect("importing:run", uid)


@for_secretariat
@require_POST
def undo(request: ActingRequest, uid: UUID) -> HttpResponse:
    """Take it back."""
    found = _run(request, uid)
    try:
        done = undo_run(uid=found.uid, by=actor_of(request), now=clock.stamp(), clock=request.reader.now)
    except DoneAlready:
        messages.info(request, _("There is nothing to undo here any more."))
    except TooOld:
        messages.error(request, _("An import can be undone for thirty days, and these are over."))
    else:
        if done.state == State.UNDONE:
            messages.success(request, _("Undone."))
    return redirect("importing:run", uid)


@for_secretariat
@require_POST
def discard(request: ActingRequest, uid: UUID) -> HttpResponse:
    """Throw the file away."""
    found = _run(request, uid)
    try:
        discard_run(uid=found.uid, by=actor_of(request), now=clock.stamp())
    except DoneAlready:
        messages.info(request, _("This import was carried out already. Undo it instead."))
        return redirect("importing:run", uid)
    messages.success(request, _("The file was thrown away."))
    return redirect("importing:list")


@for_secretariat
@require_safe
def refused(request: ActingRequest, uid: UUID) -> HttpResponse:
    """The refused rows as CSV; no cell is a formula to a spreadsheet."""
    found = _run(request, uid)
    text = found.refused
    if found.state == State.OPEN:
        try:
            plan = plan_of(found, now=request.reader.now)
            text = refused_rows(plan.table, plan.steps)
        except (NeedsEncoding, NeedsSheet):
            return redirect("importing:columns", uid)
    if not text:
        raise Http404(_("No row was refused, or the rows are not kept any more."))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="refused.csv"'
    return response


def _run(request: ActingRequest, uid: UUID) -> Run:
    found = run_called(uid)
    if found is None:
        raise Http404(_("There is no such import. It may have been thrown away."))
    if not may_keep(request.user, found):
        raise PermissionDenied(_("This import belongs to another area. Ask an administrator."))
    return found


def _tally(counts: Any) -> list[tuple[str, str, int]]:
    return [(fate.value, str(fate.label), counts.get(fate.value, 0)) for fate in FATES]
