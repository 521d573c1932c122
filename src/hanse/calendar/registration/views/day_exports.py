"""Registrations as a file. The file is the answer to a form, so that nobody gets it by following a link."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hanse.accounts.permissions import is_secretariat
from hanse.calendar.registration.exporting import Column, columns, csv_lines, write_workbook
from hanse.calendar.registration.forms.export import ExportForm
from hanse.calendar.registration.models import Intake
from hanse.calendar.registration.operations.letters import note_export
from hanse.calendar.registration.permissions_day import may_run_day
from hanse.calendar.registration.queries.day import intake_of_activity
from hanse.calendar.registration.queries.exports import Wanted, export_count, export_rows, questions_of
from hanse.calendar.registration.texts_day import place_zone
from hanse.calendar.registration.views.day_access import the_intake
from hanse.members.acting import ActingRequest, acting_of, actor_of
from hanse.ui import clock
from hanse.ui.languages import wording
from hanse.ui.limits import limited

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Reach:
    """What of an activity's registrations somebody may take away: all, or those of the organisation they act for."""

    organisation: int | None
    name: str

    @property
    def is_whole(self) -> bool:
        """Whether it is everything."""
        return self.organisation is None


def reach_of(request: ActingRequest, intake: Intake | None) -> Reach:
    """Everything for the secretariat, one's own for organisations; nothing for others."""
    if intake is not None and may_run_day(request.user, intake):
        return Reach(None, "")
    acting = acting_of(request)
    sends = acting and intake and export_count(intake, Wanted(acting.organisation))
    if acting is None or not sends:
        raise PermissionDenied(
            _("Lists of registrations are for the secretariat, and for organisations that send people, of those alone.")
        )
    return Reach(acting.organisation, acting.name)


@never_cache
@limited("export", per_minute=20)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: ActingRequest, slug: str) -> HttpResponseBase:
    """A form that says what the file will hold, and the file."""
    intake = the_intake(slug) if is_secretariat(request.user) else intake_of_activity(slug)
    reach, intake = reach_of(request, intake), intake or the_intake(slug)
    form = ExportForm(request.POST if request.method == "POST" else None)
    offered = columns(questions_of(intake), zone=place_zone(intake.activity), whole=reach.is_whole)
    if request.method == "POST" and form.is_valid():
        wanted = Wanted(reach.organisation, tuple(form.cleaned_data["states"]))
        return _file(request, intake, wanted, offered, form.cleaned_data["kind"], reach)
    context: dict[str, Any] = {
        "form": form,
        "activity": intake.activity,
        "current_year": intake.activity.year,
        "reach": reach,
        "columns": offered,
        "count": export_count(intake, Wanted(reach.organisation)),
    }
    return render(request, "registration/day/export.html", context, status=422 if request.method == "POST" else 200)


def _file(
    request: ActingRequest, intake: Intake, wanted: Wanted, offered: list[Column], kind: str, reach: Reach
) -> HttpResponseBase:
    """The record stands before the first line leaves the house."""
    note_export(
        activity=intake.activity,
        what=f"registrations ({kind})",
        people=export_count(intake, wanted),
        filters={"states": ", ".join(wanted.states), "organisation": reach.name},
        by=actor_of(request),
        now=clock.stamp(),
    )
    rows = export_rows(intake, wanted)
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(offered, rows), content_type="text/csv; charset=utf-8")
    else:
        made = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it when the last of it is sent
        write_workbook(made, offered, rows, name=wording(intake.activity, "title"))
        made.seek(0)
        response = FileResponse(made, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{intake.activity.slug}-registrations.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response
