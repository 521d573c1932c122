"""What a page says of itself in its head: its one address, the same in other languages, and how to show a link to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import urlencode

from hanse.ui.addresses import Addresses
from hanse.ui.filters import whole_number

_LOCALES = {"en": "en_GB", "ko": "ko_KR"}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for messages and posts that lead to a page; `alt` says what stands in it."""

    url: str
    alt: str
    width: int
    height: int
    type: str = "image/png"


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """A page in a few words (ogp.me)."""

    title: str
    description: str
    url: str
    site_name: str
    language: str
    type: str = "website"
    picture: Picture | None = None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Property and content of each `<meta>`, without the empty ones."""
        others = [_LOCALES.get(code, code) for code, _ in settings.LANGUAGES if code != self.language]
        found = (
            ("og:type", self.type),
            ("og:title", self.title),
            ("og:description", shortened(self.description)),
            ("og:url", self.url),
            ("og:site_name", self.site_name),
            ("og:locale", _LOCALES.get(self.language, self.language)),
            *(("og:locale:alternate", locale) for locale in others),
            *self._picture(),
        )
        return tuple((name, content) for name, content in found if content)

    def _picture(self) -> tuple[tuple[str, str], ...]:
        if self.picture is None:
            return ()
        return (
            ("og:image", self.picture.url),
            ("og:image:type", self.picture.type),
            ("og:image:width", str(self.picture.width)),
            ("og:image:height", str(self.picture.height)),
            ("og:image:alt", self.picture.alt),
        )


@dataclass(frozen=True, slots=True)
class PageHead:
    """`alternates` are `(language, address)`, the language `x-default` for whoever reads none of ours."""

    canonical: str
    description: str
    alternates: tuple[tuple[str, str], ...]
    open_graph: tuple[tuple[str, str], ...]


def page_head(
    request: HttpRequest, *, title: str, description: str, site_name: str, language: str, picture: Picture | None = None
) -> PageHead:
    """The head of the page that is asked for. Filters and habits of mailing tools are no part of its one address."""
    number = request.GET.get("page", "")
    page = f"page={number}" if (whole_number(number) or 0) > 1 else ""
    base = f"{Addresses(settings.BASE_URL).base}{request.path}"
    canonical = in_language(base, language, page)
    shared = OpenGraph(title, description, canonical, site_name, language, picture=picture)
    return PageHead(canonical, shortened(description), alternates_of(base, page), shared.pairs)


def alternates_of(base: str, query: str = "") -> tuple[tuple[str, str], ...]:
    """The same page in every language."""
    languages = tuple((code, in_language(base, code, query)) for code, _ in settings.LANGUAGES)
    return (*languages, ("x-default", in_language(base, settings.LANGUAGE_CODE, query)))


def in_language(base: str, language: str, query: str = "") -> str:
    """An address in one language; the site's own language needs no mention."""
    lang = urlencode({"lang": language}) if language != settings.LANGUAGE_CODE else ""
    whole = "&".join(part for part in (query, lang) if part)
    return f"{base}?{whole}" if whole else base


def shortened(text: str) -> str:
    """No longer than others show, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) <= _LONGEST:
        return flat
    return flat[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
