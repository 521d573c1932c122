"""Pages of the house itself."""

from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hanse.ui.forms import ReadingForm
from hanse.ui.kept import kept_form, way_in
from hanse.ui.middleware import THEME_COOKIE, ZONE_COOKIE
from hanse.ui.requests import Request

A_DAY = 24 * 3600
A_YEAR = 365 * A_DAY


# Exempt: the form changes three cookies that only say how a page looks. A forged request could do no harm,
# and without a token every page is the same for all readers, so that browsers may keep it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: Request) -> HttpResponse:
    """Choose language, colours and time zone."""
    if request.method == "POST":
        form = ReadingForm(request.POST)
        if form.is_valid():
            return _remember(request, form)
    else:
        reader = request.reader
        form = ReadingForm(initial={"language": get_language(), "theme": reader.theme, "zone": reader.zone})
    status = 422 if form.errors else 200
    return render(request, "ui/reading.html", {"form": form, "next": _next(request)}, status=status)


def _remember(request: Request, form: ReadingForm) -> HttpResponse:
    response = redirect(_next(request) or "ui:reading")
    names = {"language": settings.LANGUAGE_COOKIE_NAME, "theme": THEME_COOKIE, "zone": ZONE_COOKIE}
    for field, cookie in names.items():
        if field not in request.POST:
            continue
        if value := form.cleaned_data[field]:
            response.set_cookie(cookie, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
        else:
            response.delete_cookie(cookie, samesite="Lax")
    return response


def _next(request: Request) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return _without_language(target) if safe and "language" in request.POST else target if safe else ""


def _without_language(target: str) -> str:
    """Whoever chooses a language means it for the page that they come from, too, whatever its address says."""
    parts = urlsplit(target)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "lang"]
    return urlunsplit(parts._replace(query=urlencode(kept)))


@never_cache
@require_safe
def kept(request: Request) -> HttpResponse:
    """What somebody sent while signed out, to be sent on."""
    if not request.user.is_authenticated:
        return redirect(way_in())
    form = kept_form(request)
    if form is None:
        raise Http404(
            _("Nothing is kept here. What you write is kept for two hours, in the browser that you wrote it in.")
        )
    return render(request, "ui/kept.html", {"kept": form})


@cache
def _icon() -> bytes:
    return (Path(__file__).parent / "static" / "ui" / "favicon.ico").read_bytes()


@require_safe
def favicon(request: Request) -> HttpResponse:
    """The mark for whoever asks for it without having read a page, as calendar programs and old browsers do."""
    response = HttpResponse(_icon(), content_type="image/x-icon")
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return response
