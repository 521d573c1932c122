"""What a registered person takes along: ticket, letter for a visa, the link to join, the certificate."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hanse.audit.actor import By
from hanse.calendar.registration import texts_day
from hanse.calendar.registration.choices import Attendance, State
from hanse.calendar.registration.choices_day import Way
from hanse.calendar.registration.forms.visa import VisaForm
from hanse.calendar.registration.hours import joining_hours, link_hours
from hanse.calendar.registration.models import Registration
from hanse.calendar.registration.operations.certificates import NoCertificate, issue_certificate, why_no_certificate
from hanse.calendar.registration.operations.checking_in import mark_online
from hanse.calendar.registration.operations.letters import note_visa_letter
from hanse.calendar.registration.passes.codes import plain_code, short_code, shown_code
from hanse.calendar.registration.passes.documents import certificate, visa_letter
from hanse.calendar.registration.passes.files import has_ticket, ticket_name, ticket_pdf, ticket_png
from hanse.calendar.registration.passes.links import join_key_opens
from hanse.calendar.registration.passes.tokens import address_of, seal, ticket_of
from hanse.calendar.registration.permissions import Visitor, is_own
from hanse.calendar.registration.permissions_day import may_make_visa_letter
from hanse.calendar.registration.queries.day import attendance_of, certificate_of, registration_of
from hanse.calendar.registration.views import day_words
from hanse.calendar.registration.views.access import by_of
from hanse.calendar.registration.views.day_access import with_registration
from hanse.calendar.registration.windows import is_called_off
from hanse.calendar.registration.words import moment_for, where_of
from hanse.engines.when import zone_of
from hanse.members.acting import ActingRequest
from hanse.typeset.cleaning import qr_svg
from hanse.typeset.passes import typeset_certificate, typeset_letter
from hanse.ui import clock
from hanse.ui.errors import explain
from hanse.ui.limits import limited

PDF = "application/pdf"
METHODS = require_http_methods(["GET", "HEAD", "POST"])
SETS = limited("typeset", per_minute=60)  # setting a sheet costs a third of a second of the server


@with_registration
@require_safe
def ticket_page(request: ActingRequest, one: Registration, visitor: Visitor) -> HttpResponse:
    """The ticket on a page, to be shown at the door as it is."""
    if refusal := _no_ticket(request, one):
        return refusal
    context = {
        **_context(one),
        "offers_letter": one.intake.offers_visa_letter and may_make_visa_letter(visitor, one),
        "qr": qr_svg(address_of(seal(ticket_of(one)), settings.BASE_URL), error="m", on_page=True),
    }
    return render(request, "registration/day/ticket.html", context)


@with_registration
@SETS
@require_safe
def ticket_pdf_file(request: ActingRequest, one: Registration, visitor: Visitor) -> HttpResponse:
    """The ticket as PDF."""
    return _no_ticket(request, one) or _file(ticket_pdf(one), f"{ticket_name(one)}.pdf", PDF)


@with_registration
@SETS
@require_safe
def ticket_png_file(request: ActingRequest, one: Registration, visitor: Visitor) -> HttpResponse:
    """The ticket as a picture."""
    return _no_ticket(request, one) or _file(ticket_png(one), f"{ticket_name(one)}.png", "image/png")


def _no_ticket(request: ActingRequest, one: Registration) -> HttpResponse | None:
    """Why there is no ticket, as a page; nothing where there is one."""
    if has_ticket(one):
        return None
    ways = [(_("The activity"), reverse("calendar:activity", args=[one.intake.activity.slug]))]
    if is_called_off(one.intake):
        return explain(request, 410, _("There is no ticket"), day_words.called_off(), ways)
    if one.state == State.CONFIRMED:
        says = _("You come online, so there is no ticket: the link to join opens the door.")
        return explain(
            request,
            404,
            _("There is no ticket"),
            says,
            [(_("Join online"), reverse("day:join", args=[one.uid])), *ways],
        )
    is_over = one.state in (State.CANCELLED, State.DECLINED, State.LAPSED)
    says = _("This registration is not confirmed (%(state)s), so it has no ticket.") % {
        "state": one.get_state_display()
    }
    return explain(request, 410 if is_over else 404, _("There is no ticket"), says, ways)


@with_registration
@SETS
@METHODS
def visa(request: ActingRequest, one: Registration, visitor: Visitor) -> HttpResponse:
    """A form whose answer is the letter itself: what is typed goes into it and is kept nowhere."""
    if not may_make_visa_letter(visitor, one):
        raise PermissionDenied(
            _("A letter for a visa is made by the person themself, or by the secretariat. Ask them to open this page.")
        )
    if is_called_off(one.intake):
        ways = [(_("The activity"), reverse("calendar:activity", args=[one.intake.activity.slug]))]
        return explain(request, 410, _("There is no letter for a visa"), day_words.called_off(), ways)
    if not one.intake.offers_visa_letter or not has_ticket(one):
        says = _("Letters for a visa are made for confirmed registrations in person, where the activity offers them.")
        raise Http404(says)
    now = request.reader.now
    activity = one.intake.activity
    today = now.astimezone(zone_of(activity.year.zone)).date()
    sent = request.POST if request.method == "POST" else None
    form = VisaForm(sent, initial={"office": one.office}, today=today, ends_on=activity.when.last_on)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {**_context(one), "form": form}
        return render(request, "registration/day/visa.html", context, status=status)
    # Midnight of its day is the letter's only time: the same passport on the same day makes the same bytes.
    made_at = now.replace(hour=0, minute=0, second=0, microsecond=0)
    letter = visa_letter(one, form.passport(), on=today, made_at=made_at, base_url=settings.BASE_URL)
    pdf = typeset_letter(letter)
    note_visa_letter(registration=one, by=by_of(request), now=clock.stamp())
    response = _file(pdf, f"visa-letter-{short_code(one.uid).lower()}.pdf", PDF)
    response.headers["Cache-Control"] = "no-store"
    return response


@never_cache
@limited("join", per_minute=60)
@METHODS
def join(request: ActingRequest, uid: UUID) -> HttpResponseBase:
    """Record that somebody joined, and lead them on; only in time. Who has no account brings a signed key.

    A mail scanner that opens the link of a letter has a key and presses nothing, so a key asks for the button.
    """
    key = request.GET.get("key", "")
    found = registration_of(uid) if key else None
    if found is not None and join_key_opens(key, found):
        return _join(request, found, by=f"{found.name or short_code(uid)}", asks=request.method != "POST")
    return _join_signed_in(request, uid)


@with_registration
def _join_signed_in(request: ActingRequest, one: Registration, visitor: Visitor) -> HttpResponse:
    if request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        return HttpResponse(status=204)  # the browser guesses that somebody may go there; nobody has
    return _join(request, one, by=by_of(request), asks=False, counts=is_own(visitor, one))


def _join(request: ActingRequest, one: Registration, *, by: By, asks: bool, counts: bool = True) -> HttpResponse:
    """`counts` is false for those who look at somebody else's link: the secretariat that tries it was not there."""
    now = request.reader.now
    activity, hours = one.intake.activity, link_hours(one.intake)
    zone = texts_day.place_zone(activity)
    if is_called_off(one.intake):
        return _not_now(request, one, 410, day_words.called_off())
    if one.state != State.CONFIRMED:
        return _not_now(request, one, 410, day_words.state_sentence(one.state))
    if hours.is_over(now):
        return _not_now(request, one, 410, _("The activity is over."))
    if hours.opens_at is None:
        return _not_now(request, one, 403, _("The day is not fixed yet. The link is shown here in time."))
    if hours.is_early(now):
        opens = moment_for(hours.opens_at, request.reader.zone, zone)
        return _not_now(request, one, 403, _("The link opens on %(moment)s. Come back then.") % {"moment": opens})
    if not activity.join_link:
        return _not_now(request, one, 404, _("The link is not known yet. The secretariat adds it before the start."))
    if asks:
        return render(request, "registration/day/join.html", _context(one))
    if counts and joining_hours(one.intake).is_open(now):
        mark_online(intake=one.intake, uid=one.uid, key=uuid4(), by=by, now=clock.stamp(), way=Way.JOINED)
    response = redirect(activity.join_link)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _not_now(request: ActingRequest, one: Registration, status: int, says: str) -> HttpResponse:
    ways = [(_("The activity"), reverse("calendar:activity", args=[one.intake.activity.slug]))]
    return explain(request, status, _("You cannot join now"), says, ways)


@with_registration
@METHODS
def certificate_page(request: ActingRequest, one: Registration, visitor: Visitor) -> HttpResponse:
    """Whether there is a certificate, and why not. The tick gives them all; whoever cannot wait presses the button."""
    now = request.reader.now
    known = attendance_of(one)
    reason = why_no_certificate(one, was_there=known.was_there, at=now)
    if request.method == "POST" and not reason:
        try:
            made = issue_certificate(registration=one, by=by_of(request), now=clock.stamp(), shown_at=now)
            return redirect("day:verified", made.code)
        except NoCertificate as refusal:
            reason = refusal.reason
    context = {**_context(one), "certificate": known.certificate, "says": _no_certificate(reason), "may": not reason}
    status = 409 if request.method == "POST" else 404 if reason == "not-offered" else 200
    return render(request, "registration/day/certificate.html", context, status=status)


def _no_certificate(reason: str) -> str:
    return {
        "not-offered": _("For this activity there are no certificates."),
        "not-over": _("Certificates are given when the activity is over."),
        "not-there": _(
            "Certificates are given to those who were let in at the door or joined online. If you were there, write to "
            "the secretariat: it can mark you."
        ),
        "no-name": _("A certificate needs a name. Give it on the page of the registration."),
    }.get(reason, "")


@never_cache
@require_safe
def verify(request: ActingRequest) -> HttpResponse:
    """A place to type the code of a certificate."""
    asked = request.GET.get("code", "")[:60]
    code = plain_code(asked)
    if code:
        return redirect("day:verified", code)
    return render(request, "registration/day/verify.html", {"asked": asked}, status=422 if asked else 200)


@never_cache
@limited("verify", per_minute=30)
@require_safe
def verified(request: ActingRequest, code: str) -> HttpResponse:
    """What a certificate certifies, for whoever has it in their hands."""
    found = certificate_of(plain_code(code))
    if found is None:
        return render(request, "registration/day/verify.html", {"asked": code, "unknown": True}, status=404)
    known = attendance_of(found.registration)
    is_good = known.was_there and found.registration.state == State.CONFIRMED
    context = {
        **_context(found.registration),
        "certificate": found,
        "code": shown_code(found.code),
        "given": texts_day.day_words(found.issued_at.date()),
        "is_online": known.came == {str(Attendance.ONLINE)},
        "is_good": is_good,
    }
    return render(request, "registration/day/verified.html", context, status=200 if is_good else 410)


@never_cache
@limited("verify", per_minute=30)
@require_safe
def certificate_pdf(request: ActingRequest, code: str) -> HttpResponse:
    """The certificate itself, in the language of the reader; the same for everybody, at any time."""
    found = certificate_of(plain_code(code))
    if found is None or not attendance_of(found.registration).was_there or found.registration.state != State.CONFIRMED:
        raise Http404(_("There is no certificate with this code, or it was withdrawn."))
    pdf = typeset_certificate(certificate(found, base_url=settings.BASE_URL))
    return _file(pdf, f"certificate-{shown_code(found.code).lower()}.pdf", PDF)


def _context(one: Registration) -> dict[str, Any]:
    activity = one.intake.activity
    return {
        "one": one,
        "activity": activity,
        "current_year": activity.year,
        "number": short_code(one.uid),
        "when": texts_day.full_date(activity),
        "where": where_of(activity),
    }


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response
