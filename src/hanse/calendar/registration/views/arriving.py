"""What the pages of registering share, whether somebody comes alone or with a delegation."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.forms import BaseForm

from hanse.calendar.registration.queries.arriving import FormPage
from hanse.calendar.registration.views.access import opened_token, uuid_of
from hanse.members.acting import ActingRequest


def around(page: FormPage) -> dict[str, Any]:
    """What stands around a form, or around the reason why there is none."""
    activity = page.terms.activity
    return {"page": page, "terms": page.terms, "activity": activity, "current_year": activity.year}


def around_form(request: ActingRequest, page: FormPage, form: BaseForm, *, fault: str) -> dict[str, Any]:
    """The form with its key, by which a double click is one act, and with when it was opened; both outlast a fault."""
    is_new = request.method != "POST"
    return {
        **around(page),
        "form": form,
        "fault": fault,
        "key": uuid4() if is_new else uuid_of(request.POST.get("key")) or uuid4(),
        "opened": opened_token(request) if is_new else request.POST.get("opened", "")[:200],
    }
