"""The form with which people register."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.accounts.permissions import is_secretariat
from hanse.calendar.registration.forms.questions import initial_answers
from hanse.calendar.registration.forms.registering import OWN, RegistrationForm, Shape, asks_age
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.drafting import save_draft
from hanse.calendar.registration.operations.registering import ask_by_address, submit_registration
from hanse.calendar.registration.queries.admitting import ABOUT_TIME
from hanse.calendar.registration.queries.arriving import FormPage, form_page
from hanse.calendar.registration.queries.terms import terms_of
from hanse.calendar.registration.refusals import NotOpen, Refused
from hanse.calendar.registration.views.access import (
    acting_key,
    by_of,
    opened_at,
    times,
    uuid_of,
)
from hanse.calendar.registration.views.arriving import around, around_form
from hanse.members.acting import ActingRequest
from hanse.ui.limits import limited

METHODS = require_http_methods(["GET", "HEAD", "POST"])
# Refusals that another choice in the form can mend, so that the form is shown with them.
MENDABLE = frozenset({"organisation", "officials", "members", "members-and-partners"})
TEMPLATE, REFUSED = "calendar/registration/form.html", "calendar/registration/refused.html"


@never_cache
@METHODS
def register(request: ActingRequest, slug: str) -> HttpResponse:
    """Show the form, keep it as a draft, or send it."""
    page = _page(request, slug)
    if page.there is not None:
        messages.info(request, _("You are registered already; this is it."))
        return redirect("registration:page", page.there.uid)
    if request.method == "POST":
        _check_still_signed_in(request)
        return _receive(request, page)
    if not page.admission.may and not _mends(request, page):
        return _refuse(request, page, status=403)
    return _show(request, page, _form(request, page, page.draft), draft=page.draft)


def _check_still_signed_in(request: ActingRequest) -> None:
    """A form that asked for no address was opened by somebody with an account, whose session has ended since.

    What they wrote is kept by `KeptFormMiddleware` until they have signed in again.
    """
    if not request.user.is_authenticated and "email" not in request.POST:
        raise PermissionDenied("")


def _page(request: ActingRequest, slug: str) -> FormPage:
    user: Any = request.user
    signed_in = user.is_authenticated
    sent = request.POST if request.method == "POST" else request.GET
    whom = sent.get("whom", "")
    mandates = request.mandates
    chosen = next((one.organisation for one in mandates if one.slug == whom), None)
    page = form_page(
        slug,
        person=user.pk if signed_in else None,
        email=user.email if signed_in else "",
        organisation=chosen if whom else acting_key(request),
        now=request.reader.now,
        secretariat=is_secretariat(user),
        zone=request.reader.zone,
        code=_code(request),
        draft=uuid_of(sent.get("draft")),
    )
    if page is None:
        raise Http404(_("“%(slug)s” takes no registrations here.") % {"slug": slug})
    return page


def _code(request: ActingRequest) -> str:
    """The code of an invitation: that of the form, or of the link where the form does not say."""
    return str(request.POST.get("code", request.GET.get("code", "")))[:40]


def _mends(request: ActingRequest, page: FormPage) -> bool:
    """Whether the form helps all the same: somebody who acts for several can choose another organisation in it."""
    return bool(request.mandates) and page.admission.code in MENDABLE


def _shape(request: ActingRequest, page: FormPage) -> Shape:
    mandates = request.mandates
    return Shape(
        terms=page.terms,
        bodies=tuple((one.organisation, one.slug, one.name) for one in mandates),
        signed_in=request.user.is_authenticated,
        code=_code(request),
        asks_age=asks_age(page.terms),
        asks_code=page.who.invitation is None
        and bool(page.terms.is_by_invitation or page.has_codes or page.code_fault),
    )


def _form(
    request: ActingRequest, page: FormPage, draft: Registration | None, *, sent: bool = False
) -> RegistrationForm:
    kept = {upload.question.key: upload.name for upload in draft.uploads.select_related("question")} if draft else {}
    return RegistrationForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        shape=_shape(request, page),
        kept_files=kept,
        initial=_initial(request, page, draft),
    )


def _initial(request: ActingRequest, page: FormPage, draft: Registration | None) -> dict[str, Any]:
    user: Any = request.user
    body = page.who.organisation
    initial: dict[str, Any] = {
        "whom": body.slug if body is not None else OWN,
        "name": user.name if user.is_authenticated else "",
        "code": request.GET.get("code", "")[:40],
        "attendance": "in-person",
    }
    if draft is not None:
        plain = ("name", "office", "organisation_name", "country", "attendance", "born_on")
        initial |= {name: getattr(draft, name) for name in plain if getattr(draft, name)}
        initial |= initial_answers(list(page.terms.questions.all()), draft.answers)
        initial["consent"] = bool(draft.consent)
    return initial


def _show(
    request: ActingRequest,
    page: FormPage,
    form: RegistrationForm,
    *,
    draft: Registration | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        **around_form(request, page, form, fault=fault),
        "draft": draft,
        "notice": page.code_fault if request.method != "POST" and page.code_fault else page.admission.reason,
        "has_files": any(question.kind == "file" for question in page.terms.questions.all()),
    }
    return render(request, TEMPLATE, context, status=status)


def _refuse(
    request: ActingRequest, page: FormPage, *, status: int, reason: str = "", draft: Registration | None = None
) -> HttpResponse:
    is_for_others = not page.admission.may and page.admission.code not in ABOUT_TIME
    context = {
        **around(page),
        "reason": reason or (page.code_fault if is_for_others else "") or page.admission.reason,
        "code": page.admission.code,
        "asks_code": page.admission.code == "invited" or page.has_codes or bool(page.code_fault),
        "is_for_others": is_for_others,
        "draft": draft,
    }
    return render(request, REFUSED, context, status=status)


def _receive(request: ActingRequest, page: FormPage) -> HttpResponse:
    form = _form(request, page, page.draft, sent=True)
    is_valid = form.is_valid()
    if not request.user.is_authenticated:
        if not is_valid:
            return _show(request, page, form, status=422)
        answer: HttpResponse = _ask(request, page, form)
        return answer
    if "keep" in request.POST:
        draft = _keep(request, page, form)
        messages.success(request, _("Kept as a draft. Nothing was sent yet."))
        for says in form.lost():
            messages.warning(request, says)
        return redirect(f"{request.path}?draft={draft.uid}")
    if not is_valid:
        # What was typed, and the files that a browser would not send again, are not lost by a slip in one field.
        draft = _keep(request, page, form)
        return _show(request, page, _form(request, page, draft, sent=True), draft=draft, status=422)
    return _submit(request, page, form)


def _submit(request: ActingRequest, page: FormPage, form: RegistrationForm) -> HttpResponse:
    user: Any = request.user
    try:
        taken = submit_registration(
            intake=page.terms.pk,
            sent=form.submission(email=user.email, zone=_zone(request)),
            person=user.pk,
            by=by_of(request, organisation=form.organisation),
            key=uuid_of(request.POST.get("key")),
            draft=uuid_of(request.POST.get("draft")),
            opened_at=opened_at(request),
            **times(request),
        )
    except Refused as refusal:
        draft = _keep(request, page, form)
        if isinstance(refusal, NotOpen):
            return _refuse(request, page, status=409, reason=refusal.sentence, draft=draft)
        fresh = _form(request, page, draft, sent=True)
        return _show(request, page, fresh, draft=draft, fault=refusal.sentence, status=409)
    if not taken.is_new:
        messages.info(request, _("You are registered already; this is it."))
    return redirect("registration:page", taken.registration.uid)


def _keep(request: ActingRequest, page: FormPage, form: RegistrationForm) -> Registration:
    user: Any = request.user
    return save_draft(
        intake=page.terms.pk,
        sent=form.submission(email=user.email, zone=_zone(request)),
        person=user.pk,
        by=by_of(request, organisation=form.organisation),
        draft=uuid_of(request.POST.get("draft")),
        **times(request),
    )


@limited("registration-by-address", per_minute=10)
def _ask(request: ActingRequest, page: FormPage, form: RegistrationForm) -> HttpResponse:
    """Whether the address is known here, the answer is the same."""
    try:
        ask_by_address(
            intake=page.terms.pk,
            sent=form.submission(email=form.cleaned_data["email"].lower(), zone=_zone(request)),
            by="Somebody by an address",
            key=uuid_of(request.POST.get("key")),
            opened_at=opened_at(request),
            **times(request),
        )
    except NotOpen as refusal:
        return _refuse(request, page, status=409, reason=refusal.sentence)
    except Refused as refusal:
        return _show(request, page, form, fault=refusal.sentence, status=409)
    return redirect("registration:sent", page.terms.activity.slug)


@require_safe
def sent(request: ActingRequest, slug: str) -> HttpResponse:
    """What to do now: look into the mailbox."""
    terms = terms_of(slug, now=request.reader.now, secretariat=is_secretariat(request.user))
    if terms is None:
        raise Http404(_("“%(slug)s” takes no registrations here.") % {"slug": slug})
    context = {"terms": terms, "activity": terms.activity, "current_year": terms.activity.year}
    return render(request, "calendar/registration/sent.html", context)


def _zone(request: ActingRequest) -> str:
    return str(request.reader.zone)
