"""The fault that every filter in an address shares."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext

MOST_OFFERED = 30  # values named in a refusal
LONGEST_WORDS = 100  # characters of a search
# What mailings and other sites add to a link; it is nobody's filter, and no reason to turn a reader away.
_ADDED = frozenset({"fbclid", "gclid", "dclid", "msclkid", "igshid", "twclid", "mc_cid", "mc_eid", "ref", "_ga"})


LARGEST_KEY = 2**63 - 1  # a database holds no larger whole numbers


def whole_number(text: str) -> int | None:
    """A whole number from an address or a form; nothing where it is none, or one that no database could hold."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_KEY))
    number = int(text) if is_one else None
    return number if number is not None and number <= LARGEST_KEY else None


class BadFilter(Exception):
    """An address asks for a filter or a value that nobody offered.

    `name` is the filter as it stands in the address, `value` what was asked (empty when the name itself is
    unknown), `offered` what could have been asked instead; `says` is a sentence where no list can be offered.
    """

    def __init__(self, name: str, value: str, offered: Iterable[str] = (), *, says: str = "") -> None:
        self.name, self.value, self.offered, self.says = name, value, tuple(offered), says
        super().__init__(f"{name}={value}")

    @property
    def sentence(self) -> str:
        """What happened and what can be asked instead, for readers and programs alike."""
        if self.says:
            return self.says
        offered = ", ".join(self.offered[:MOST_OFFERED])
        if not self.value:
            said = gettext("There is no filter “%(name)s” here. There are: %(offered)s.")
        else:
            said = gettext("“%(value)s” is not offered for “%(name)s”. Offered: %(offered)s.")
        return said % {"name": self.name[:60], "value": self.value, "offered": offered}


def raise_together(faults: Sequence[BadFilter]) -> None:
    """All that is wrong with an address at once, so that nobody mends one value to hear of the next."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        first = faults[0]
        raise BadFilter(first.name, first.value, first.offered, says=" ".join(fault.sentence for fault in faults))


def _is_added(name: str) -> bool:
    """Whether a name in an address was added by a mailing tool or another site."""
    return name in _ADDED or name.startswith("utm_")


def wrong_names(query: Iterable[str], known: Collection[str], *, passing: Collection[str] = ()) -> list[BadFilter]:
    """Names in an address that are no filters, serve nothing else there, and were not added to it."""
    wrong = [name for name in query if name not in known and name not in passing and not _is_added(name)]
    return [BadFilter(name, "", known) for name in wrong]


def check_names(query: Iterable[str], known: Collection[str], *, passing: Collection[str] = ()) -> None:
    """Raise `BadFilter` for all of them at once."""
    raise_together(wrong_names(query, known, passing=passing))


def words_of(text: str, name: str = "q") -> str:
    """The words of a search, without blanks around them; raises `BadFilter` for what nobody would search."""
    text = text.strip()
    if len(text) > LONGEST_WORDS:
        words = gettext("Search for at most %(most)s characters; these are %(count)s.")
        raise BadFilter(name, text[:30], says=words % {"most": LONGEST_WORDS, "count": len(text)})
    check_signs(text, name)
    return text


def check_signs(text: str, name: str) -> None:
    """Refuse NUL, which no text has, no database keeps and no record takes; raises `BadFilter`."""
    if "\x00" in text:
        words = gettext("There is a sign in these words that no text has. Type them again.")
        raise BadFilter(name[:60], text[:30], says=words)


def no_country(code: str) -> BadFilter:
    """The refusal of what is no country's code."""
    words = gettext("“%(code)s” is not a country. Use the two letters of ISO 3166-1, such as KR, BR or UG.")
    return BadFilter("country", code[:20], says=words % {"code": code[:20]})
