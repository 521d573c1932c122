"""Forms as a browser would send them."""

from html.parser import HTMLParser
from typing import Any


class FormReader(HTMLParser):
    """Collects what a browser would send of a page's forms."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        name, kind = own.get("name") or "", own.get("type") or "text"
        if tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in own):
            self.found[name] = own.get("value") or ""
        elif tag == "textarea":
            self.area = name
            self.found[name] = ""
        elif tag == "select":
            self.select = name
            self.found.setdefault(name, "")
        elif tag == "option" and self.select and "selected" in own:
            self.found[self.select] = own.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] += data.removeprefix("\n")


def fields_of(html: str) -> dict[str, Any]:
    """What a browser would send of the page's forms."""
    reader = FormReader()
    reader.feed(html)
    return reader.found
