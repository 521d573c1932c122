"""The fault that every filter in an address shares."""

from collections.abc import Iterable

from django.utils.translation import gettext


class BadFilter(Exception):
    """An address asks for a filter or a value that nobody offered.

    `name` is the filter as it stands in the address, `value` what was asked (empty when the name itself is
    unknown), `offered` what could have been asked instead.
    """

    def __init__(self, name: str, value: str, offered: Iterable[str]) -> None:
        self.name, self.value, self.offered = name, value, tuple(offered)
        super().__init__(f"{name}={value}")

    @property
    def sentence(self) -> str:
        """What happened and what can be asked instead, for readers and programs alike."""
        offered = ", ".join(self.offered)
        if not self.value:
            said = gettext("There is no filter “%(name)s” here. There are: %(offered)s.")
        else:
            said = gettext("“%(value)s” is not offered for “%(name)s”. Offered: %(offered)s.")
        return said % {"name": self.name[:60], "value": self.value, "offered": offered}
