"""Bringing in earlier answers from a table: first what it would do, then, by another button, doing it."""

from __future__ import annotations

import base64
import csv
import io
import json
import zlib
from typing import Any

from defusedcsv import csv as defused
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanse.calendar.interest.forms import ImportForm
from hanse.calendar.interest.operations.importing import File, Row, import_interests, read_rows, refused_rows
from hanse.calendar.interest.queries.offers import offers_of
from hanse.calendar.interest.views.secretariat import METHODS, for_secretariat
from hanse.calendar.models import Year
from hanse.calendar.views.pages import the_year
from hanse.members.acting import ActingRequest, actor_of
from hanse.ui import clock
from hanse.ui.tables import NeedsEncoding, NeedsSheet, NotReadable

SALT = "hanse.interest.import"
AN_HOUR = 3600


@for_secretariat
@METHODS
def bring_in(request: ActingRequest, number: int) -> HttpResponse:
    """A file, what it would do, and doing it; rows that are refused can be taken away to be put right."""
    year = the_year(number)
    context: dict[str, Any] = {"current_year": year, "form": ImportForm()}
    if request.method != "POST":
        return render(request, "interest/import.html", context)
    if kept := request.POST.get("kept"):
        try:
            source, file = _unpacked(kept)
        except signing.BadSignature:
            fault = _("The preview is too old. Choose the file again.")
            return render(request, "interest/import.html", {**context, "fault": fault}, status=422)
        return _go_on(request, year, source, _rows(request, year, file, source))
    form = ImportForm(request.POST, request.FILES)
    rows = _looked_at(request, year, form)
    if rows is None:
        return render(request, "interest/import.html", {**context, "form": form}, status=422)
    context["kept"] = _packed(form.cleaned_data["source"], _file(form))
    context |= {"rows": rows, "new": sum(row.is_new for row in rows), "refused": sum(bool(row.faults) for row in rows)}
    return render(request, "interest/import.html", context)


def _go_on(request: ActingRequest, year: Year, source: str, rows: list[Row]) -> HttpResponse:
    if request.POST.get("do") == "refused":
        return _refused(rows, year.number)
    count = import_interests(year=year.number, rows=rows, by=actor_of(request), now=clock.stamp())
    said = ngettext("%(count)s expression of interest was kept.", "%(count)s expressions of interest were kept.", count)
    messages.success(request, said % {"count": count})
    return redirect("interest:list", year.number)


def _looked_at(request: ActingRequest, year: Year, form: ImportForm) -> list[Row] | None:
    """The rows of the file; `None` where the form now says why there are none."""
    if not form.is_valid():
        return None
    try:
        return _rows(request, year, _file(form), form.cleaned_data["source"])
    except NotReadable as fault:
        form.add_error("file", str(fault))
    except NeedsEncoding:
        form.add_error("encoding", _("The file is not in UTF-8. Choose its encoding, and the file once more."))
    except NeedsSheet as fault:
        says = _("The workbook has several sheets: %(names)s. Write the name of one, and choose the file once more.")
        form.add_error("sheet", says % {"names": ", ".join(fault.names)})
    return None


def _rows(request: ActingRequest, year: Year, file: File, source: str) -> list[Row]:
    offers = offers_of(year, now=request.reader.now)
    return read_rows(file, offers, source=source, today=request.reader.now.date())


def _file(form: ImportForm) -> File:
    clean = form.cleaned_data
    clean["file"].seek(0)
    return File(clean["file"].read(), clean["file"].name, clean["encoding"], clean["sheet"])


def _refused(rows: list[Row], number: int) -> HttpResponse:
    """The rows that would not be kept, with what is wrong; no cell is a formula to a spreadsheet."""
    text = io.StringIO()
    defused.writer(text, quoting=csv.QUOTE_MINIMAL).writerows(refused_rows(rows))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="interest-{number}-refused.csv"'
    return response


def _packed(source: str, file: File) -> str:
    content = base64.b85encode(zlib.compress(file.content, 9)).decode()
    return signing.dumps([source, file.name, file.encoding, file.sheet, content], salt=SALT, serializer=_Plain)


def _unpacked(kept: str) -> tuple[str, File]:
    """The source and the file of a preview; raises `BadSignature`."""
    source, name, encoding, sheet, content = signing.loads(kept, salt=SALT, max_age=AN_HOUR, serializer=_Plain)
    return source, File(zlib.decompress(base64.b85decode(content)), name, encoding, sheet)


class _Plain:
    """JSON, for a file that is packed already."""

    def dumps(self, thing: Any) -> bytes:
        return json.dumps(thing, separators=(",", ":")).encode("latin-1")

    def loads(self, octets: bytes) -> Any:
        return json.loads(octets.decode("latin-1"))
