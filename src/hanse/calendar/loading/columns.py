"""What each column may hold. A checker gives the value in its one written form, or says what is wrong."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from hanse.calendar.loading.faults import did_you_mean
from hanse.members.geography import is_country
from hanse.members.identifiers import is_language, is_ror, is_subdivision


class Wrong(ValueError):
    """A value cannot stand in its column; the message is a sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Gives a value in its one written form, or raises `Wrong`; `says` tells people what it takes."""

    says: str
    check: Callable[[str], str]

    def __call__(self, value: str) -> str:
        return self.check(value)


def taking(says: str) -> Callable[[Callable[[str], str]], Checker]:
    """Make a checker of a function."""
    return lambda check: Checker(says, check)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, whether it must be filled, and how a value is checked.

    A newer one is written only where some row fills it, so that files from before it stay as they are.
    """

    name: str
    check: Checker
    required: bool = False
    optional: bool = False  # left out of an export in which no row fills it

    def clean(self, value: str) -> str:
        """The value as it is written once and for all; raises `Wrong`."""
        if not value:
            if self.required:
                raise Wrong("It is empty, and must be filled.")
            return ""
        return self.check(value)


def text(longest: int = 300) -> Checker:
    """Text up to a length, with line ends of one kind."""

    @taking(f"text, at most {longest:,} characters")
    def check(value: str) -> str:
        plain = value.replace("\r\n", "\n").replace("\r", "\n")
        if len(plain) > longest:
            raise Wrong(f"It has {len(plain)} characters; {longest} fit. Shorten it.")
        return plain

    return check


def one_of(values: Iterable[str]) -> Checker:
    """One word of a list."""
    offered = tuple(values)

    @taking("one of: " + ", ".join(f"`{value}`" for value in offered))
    def check(value: str) -> str:
        if value not in offered:
            raise Wrong(f"“{value[:40]}” is not known here. {did_you_mean(value, offered)}")
        return value

    return check


@taking("small letters, digits and single hyphens")
def slug(value: str) -> str:
    """Part of an address."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value) or len(value) > 100:
        raise Wrong(f"“{value[:40]}” cannot stand in an address. Use small letters a to z, digits and single hyphens.")
    return value


def several(check_one: Checker) -> Checker:
    """Values joined by semicolons, each once."""

    @taking(f"{check_one.says}; several are joined by semicolons")
    def check(value: str) -> str:
        return ";".join(dict.fromkeys(check_one(part.strip()) for part in value.split(";") if part.strip()))

    return check


@taking("two letters by ISO 3166, such as `KR`")
def country(value: str) -> str:
    """ISO 3166-1 alpha-2."""
    if not is_country(value.upper()):
        raise Wrong(f"“{value[:20]}” is no country code. Use two letters by ISO 3166, such as KR, BR or UG.")
    return value.upper()


@taking("part of a country by ISO 3166-2, such as `KR-11`")
def subdivision(value: str) -> str:
    """ISO 3166-2."""
    if not is_subdivision(value.upper()):
        raise Wrong(f"“{value[:20]}” is no code of a state or province. Use ISO 3166-2, such as KR-11 or BR-SP.")
    return value.upper()


@taking("identifier of ror.org, such as `04h699437`")
def ror(value: str) -> str:
    """The identifier of a research organisation."""
    bare = value.removeprefix("https://ror.org/").lower()
    if not is_ror(bare):
        raise Wrong(f"“{value[:40]}” is no ROR identifier. Copy it from ror.org, such as 04h699437.")
    return bare


@taking("language by BCP 47, such as `ko`")
def language(value: str) -> str:
    """BCP 47."""
    if not is_language(value):
        raise Wrong(f"“{value[:20]}” is no language. Use BCP 47, such as ko, fr or pt-BR.")
    return value


def number(lowest: float, highest: float, *, whole: bool = False) -> Checker:
    """A number within bounds."""

    @taking(f"{'whole number' if whole else 'number'} from {lowest:g} to {int(highest)}")
    def check(value: str) -> str:
        try:
            found = int(value) if whole else float(value)
        except ValueError:
            raise Wrong(
                f"“{value[:20]}” is not a number. Write it such as {int(lowest) if whole else '37.5660'}."
            ) from None
        if not lowest <= found <= highest:
            raise Wrong(f"{value[:20]} lies outside {lowest:g} to {highest:g}. Check the number.")
        return str(found)

    return check


@taking("address on the web, in full")
def url(value: str) -> str:
    """An address on the web."""
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError:
        raise Wrong(
            f"“{value[:60]}” is not an address on the web. Write it in full, such as https://example.org/page."
        ) from None
    return text(500)(value)


@taking("e-mail address")
def email(value: str) -> str:
    """An e-mail address."""
    try:
        validate_email(value)
    except ValidationError:
        raise Wrong(f"“{value[:60]}” is not an e-mail address. Write it such as desk@example.org.") from None
    return value


@taking("UUID; left empty, one is made")
def uid(value: str) -> str:
    """A UUID."""
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise Wrong(f"“{value[:40]}” is not a UUID. Leave it empty, and one will be made.") from None


@taking("day, such as `2023-02-21`")
def day(value: str) -> str:
    """A day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise Wrong(f"“{value[:20]}” is not a day. Write it as 2023-02-21.") from None


@taking("instant with its offset, such as `2023-09-25T18:00:00+09:00`")
def instant(value: str) -> str:
    """An instant with its offset from UTC."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Wrong(f"“{value[:40]}” is not an instant. Write it with its offset, as 2023-09-25T18:00:00+09:00.")
    return found.astimezone(UTC).isoformat()


@taking("day with its hour on the clock of the place, such as `2023-02-21 14:00`")
def local_hour(value: str) -> str:
    """A day with its hour, on the clock of the place."""
    try:
        return datetime.strptime(value, "%Y-%m-%d %H:%M").strftime("%Y-%m-%d %H:%M")  # noqa: DTZ007  # a local clock
    except ValueError:
        raise Wrong(f"“{value[:40]}” is not a day with an hour. Write it as 2023-02-21 14:00.") from None


@taking("IANA time zone, such as `Asia/Seoul`")
def zone(value: str) -> str:
    """An IANA time zone."""
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        raise Wrong(f"“{value[:40]}” is no time zone. Write it such as Asia/Seoul.") from None
    return value
