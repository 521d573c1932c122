"""The fault that every filter in an address shares."""

from collections.abc import Iterable


class BadFilter(Exception):
    """An address asks for a filter or a value that nobody offered.

    `name` is the filter as it stands in the address, `value` what was asked (empty when the name itself is
    unknown), `offered` what could have been asked instead.
    """

    def __init__(self, name: str, value: str, offered: Iterable[str]) -> None:
        self.name, self.value, self.offered = name, value, tuple(offered)
        super().__init__(f"{name}={value}")
