"""Organisations and accounts that may be the same, each with the reasons.

Keys are made once for each row and put into a table, so that the work grows with the rows and not with their pairs.
Names that only resemble each other are compared within one country.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from hanse.accounts.models import User
from hanse.members.models import DistinctOrganisations, DistinctPeople, Mandate, MergedPerson, Organisation
from hanse.ui.folding import fold

_DATA = Path(__file__).resolve().parents[1] / "data"
# Words that say what it is and not which one; without them “City of Kampala” and “Kampala” are one name.
_BARE = frozenset((_DATA / "plain_words.txt").read_text(encoding="utf-8").split())
_ENDINGS = re.compile("(특별자치시|특별자치도|특별시|광역시|주식회사|시청|市)$")
_WORD = re.compile(r"[^\W_]+")
# Addresses that anybody can have say nothing of an organisation.
PUBLIC_MAIL = frozenset((_DATA / "public_mail.txt").read_text(encoding="utf-8").split())
NEAR = 0.88
MOST_IN_A_COUNTRY = 400
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Likeness:
    """An organisation that may be the one that somebody has before them, and why."""

    organisation: Organisation
    reasons: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations that may be one. `first` has the smaller key."""

    first: Organisation
    second: Organisation
    reasons: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class PeoplePair:
    """Two accounts that may belong to one person."""

    first: User
    second: User
    reasons: tuple[str, ...]
    weight: int


def bare_name(text: str) -> str:
    """A name as it is compared: folded, without what only says that it is a city or a company."""
    words = [_ENDINGS.sub("", word) for word in _WORD.findall(fold(text))]
    kept = [word for word in words if word and word not in _BARE]
    return " ".join(kept or words)


def host_of(website: str) -> str:
    """The host of an address on the web, without “www.”."""
    return (urlsplit(website).hostname or "").removeprefix("www.")


def mail_domain(email: str) -> str:
    """The domain of an e-mail address, unless anybody can have one there."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in PUBLIC_MAIL else domain


def organisation_pairs() -> tuple[Pair, ...]:
    """Pairs that may be one organisation, the likeliest first, without those that somebody said are two."""
    rows = list(Organisation.objects.only(*_COLUMNS).order_by("id"))
    domains = _domains()
    found: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    table: dict[tuple[str, str], list[Organisation]] = defaultdict(list)
    for one in rows:
        for key in _keys(one, domains.get(one.pk, ())):
            table[key].append(one)
    for (sort, value), same in table.items():
        for first, second in combinations(same, 2):
            if sort == "name" and first.country and second.country and first.country != second.country:
                continue
            reason, weight = _reason(sort, value)
            found[first.pk, second.pk][reason] = weight
    for first, second in _near(rows, found):
        found[first.pk, second.pk][_("Their names differ by a few letters only")] = 2
    said = set(DistinctOrganisations.objects.values_list("first_id", "second_id"))
    by_key = {one.pk: one for one in rows}
    pairs = [
        Pair(by_key[first], by_key[second], tuple(reasons), sum(reasons.values()))
        for (first, second), reasons in found.items()
        if (first, second) not in said
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.weight, pair.first.name, pair.second.name))[:MOST_SHOWN])


def like_this(
    *, name: str, native_name: str = "", website: str = "", email: str = "", country: str = ""
) -> tuple[Likeness, ...]:
    """Organisations of the directory that may be the one described, the likeliest first."""
    this = Organisation(name=name, native_name=native_name, website=website, country=country)
    keys = set(_keys(this, (mail_domain(email),)))
    domains, found = _domains(), []
    for one in Organisation.objects.only(*_COLUMNS).order_by("id"):
        shared = keys & set(_keys(one, domains.get(one.pk, ())))
        reasons = dict(_reason(sort, value) for sort, value in shared)
        if not reasons and one.country == country and _resemble(one, this):
            reasons[_("Their names differ by a few letters only")] = 2
        if reasons:
            found.append(Likeness(one, tuple(reasons), sum(reasons.values())))
    return tuple(sorted(found, key=lambda like: (-like.weight, like.organisation.name))[:10])


def people_pairs() -> tuple[PeoplePair, ...]:
    """Accounts that may belong to one person: the same name at one domain, or for one organisation."""
    people = list(User.objects.filter(is_active=True).only("id", "email", "name").order_by("id"))
    bodies: dict[int, set[int]] = defaultdict(set)
    for person, organisation in Mandate.objects.values_list("person_id", "organisation_id"):
        bodies[person].add(organisation)
    table: dict[str, list[User]] = defaultdict(list)
    for one in people:
        name = " ".join(sorted(_WORD.findall(fold(one.name))))
        if name:
            table[name].append(one)
    said = set(DistinctPeople.objects.values_list("first_id", "second_id"))
    pairs = []
    for same in table.values():
        for first, second in combinations(same, 2):
            if (first.pk, second.pk) not in said:
                reasons = _why_one_person(first, second, bodies)
                pairs.append(PeoplePair(first, second, tuple(reasons), sum(reasons.values())))
    return tuple(sorted(pairs, key=lambda pair: (-pair.weight, pair.first.name))[:MOST_SHOWN])


_COLUMNS = ("id", "slug", "name", "native_name", "aliases", "website", "wikidata", "geonames", "ror", "country", "kind", "translations")  # fmt: skip


def _keys(one: Organisation, domains: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in {bare_name(name) for name in one.names if name}:
        if name:
            yield "name", name
    singles = (("wikidata", one.wikidata), ("ror", one.ror), ("geonames", str(one.geonames or "")))
    yield from ((sort, value) for sort, value in singles if value)
    if one.website:
        # Pages below one address, such as those of districts, are several organisations.
        yield "website", host_of(one.website) + urlsplit(one.website).path.rstrip("/")
    yield from (("mail", domain) for domain in domains if domain)


def _reason(sort: str, value: str) -> tuple[str, int]:
    says = {
        "name": (_("They are called the same: “%(value)s”"), 4),
        "wikidata": (_("They have the same Wikidata item, %(value)s"), 8),
        "ror": (_("They have the same ROR identifier, %(value)s"), 8),
        "geonames": (_("They have the same GeoNames identifier, %(value)s"), 8),
        "website": (_("They have the same website, %(value)s"), 5),
        "mail": (_("Their people write from the same domain, %(value)s"), 3),
    }
    words, weight = says[sort]
    return words % {"value": value}, weight


def _domains() -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Mandate.objects.filter(revoked_at__isnull=True).values_list("organisation_id", "person__email")
    for organisation, email in rows:
        if domain := mail_domain(email):
            found[organisation].add(domain)
    return found


def _near(
    rows: list[Organisation], found: dict[tuple[int, int], dict[str, int]]
) -> list[tuple[Organisation, Organisation]]:
    countries: dict[tuple[str, str], list[Organisation]] = defaultdict(list)
    for one in rows:
        if one.country:
            countries[one.country, one.kind].append(one)
    return [
        (first, second)
        for same in countries.values()
        if len(same) <= MOST_IN_A_COUNTRY
        for first, second in combinations(same, 2)
        if (first.pk, second.pk) not in found and _resemble(first, second)
    ]


def _resemble(first: Organisation, second: Organisation) -> bool:
    one, other = bare_name(first.name), bare_name(second.name)
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 3:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _why_one_person(first: User, second: User, bodies: dict[int, set[int]]) -> dict[str, int]:
    reasons = {_("They have the same name"): 3}
    domain = mail_domain(first.email)
    if domain and domain == mail_domain(second.email):
        reasons[_("Their addresses are at the same domain, %(value)s") % {"value": domain}] = 3
    if first.email.partition("@")[0].lower() == second.email.partition("@")[0].lower():
        reasons[_("Their addresses begin alike")] = 2
    if bodies[first.pk] & bodies[second.pk]:
        reasons[_("They act, or acted, for the same organisation")] = 4
    return reasons


def two_organisations(first: str, second: str) -> tuple[Organisation, Organisation] | None:
    """Two different organisations by their addresses, in the order asked for."""
    found = {one.slug: one for one in Organisation.objects.filter(slug__in=[first, second])}
    return (found[first], found[second]) if len(found) == 2 else None


def two_people(first: str, second: str) -> tuple[User, User] | None:
    """Two different open accounts by their e-mail addresses, in the order asked for."""
    found = {one.email: one for one in User.objects.filter(email__in=[first, second], is_active=True)}
    return (found[first], found[second]) if len(found) == 2 else None


def merged_already(first: str, second: str) -> tuple[Organisation, Organisation] | None:
    """The double and the one that is kept, where one of two addresses was merged into the other, or both into a third."""
    found = list(Organisation.everything.filter(slug__in=[first, second]).select_related("merged_into"))
    ends = {one.merged_into or one for one in found}
    double = next((one for one in found if one.merged_into is not None), None)
    return (double, ends.pop()) if first != second and len(found) == 2 and len(ends) == 1 and double else None


def merged_people_already(first: str, second: str) -> tuple[User, User] | None:
    """The closed account and the one that is kept, where one of two addresses went into the other."""
    pair = [first, second]
    rows = MergedPerson.objects.filter(double__email__in=pair, kept__email__in=pair).select_related("double", "kept")
    row = rows.first()
    return (row.double, row.kept) if row else None
