"""Countries, their names in the reader's language, and the regions they lie in."""

import csv
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale
from django.conf import settings

# ISO 3166-1 alpha-2 against the sub-regions of the UN's M49 standard, and those against our nine regions.
_TABLE = Path(__file__).parent / "data" / "m49.csv"


@cache
def _regions() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["country"]: row["region"] for row in csv.DictReader(rows)}


def region_of(country: str) -> str:
    """The slug of the region a country lies in; empty for unknown codes and for Antarctica."""
    return _regions().get(country.upper(), "")


def is_country(code: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-2 code, in capitals."""
    return code in _regions()


def countries_in(region: str) -> frozenset[str]:
    """All countries of a region."""
    return frozenset(country for country, its in _regions().items() if its == region)


@cache
def _names(language: str) -> dict[str, str]:
    return dict(Locale.parse(language).territories)


def country_name(code: str, language: str = "en") -> str:
    """A country's name as CLDR has it; the code itself where CLDR has none."""
    return _names(language.split("-")[0]).get(code.upper(), code)


def country_codes() -> tuple[str, ...]:
    """Every code, in alphabetical order."""
    return tuple(_regions())


@cache
def country_words(code: str) -> str:
    """All that people call a country, in every language of the site: "South Korea", "Republic of Korea", "대한민국"."""
    if not is_country(code):
        return ""
    record = pycountry.countries.get(alpha_2=code)
    usual = [country_name(code, language) for language, _ in settings.LANGUAGES]
    return "\n".join([*usual, *(getattr(record, kind, "") for kind in ("name", "common_name", "official_name"))])
