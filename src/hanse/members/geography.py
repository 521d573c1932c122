"""Countries, their names in the reader's language, and the regions they lie in."""

import csv
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale
from django.conf import settings

# ISO 3166-1 alpha-2 against the sub-regions of the UN's M49 standard, and those against our nine regions.
_TABLE = Path(__file__).parent / "data" / "m49.csv"


# The sub-regions of the table with their codes (https://unstats.un.org/unsd/methodology/m49/).
_CODES = {
    "Australia and New Zealand": "053", "Caribbean": "029", "Central America": "013", "Central Asia": "143",
    "Eastern Africa": "014", "Eastern Asia": "030", "Eastern Europe": "151", "Melanesia": "054", "Micronesia": "057",
    "Middle Africa": "017", "Northern Africa": "015", "Northern America": "021", "Northern Europe": "154",
    "Polynesia": "061", "South America": "005", "South-eastern Asia": "035", "Southern Africa": "018",
    "Southern Asia": "034", "Southern Europe": "039", "Western Africa": "011", "Western Asia": "145",
    "Western Europe": "155",
}  # fmt: skip


@cache
def _regions() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["country"]: row["region"] for row in csv.DictReader(rows)}


def region_of(country: str) -> str:
    """The slug of the region a country lies in; empty for unknown codes and for Antarctica."""
    return _regions().get(country.upper(), "")


@cache
def _sub_regions() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["country"]: row["sub_region"] for row in csv.DictReader(rows)}


def sub_region(country: str, language: str = "en") -> tuple[str, str]:
    """Code and name of the UN's sub-region in which a country lies; empty for unknown codes and for Antarctica."""
    code = _CODES.get(_sub_regions().get(country.upper(), ""), "")
    return code, _names(language.split("-")[0]).get(code, "")


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
