"""What an organisation says of itself in other languages, and what others call it."""

from __future__ import annotations

from dataclasses import dataclass

from hanse.members.geography import sub_region
from hanse.members.identifiers import direction_of, language_name
from hanse.members.models import Organisation


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one language: its code and its own name, and which way it is written."""

    code: str
    language: str
    direction: str
    text: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """Whose it is, the identifier itself with what it means in words, and where it leads."""

    scheme: str
    value: str
    words: str = ""
    url: str = ""


def summaries_of(one: Organisation) -> dict[str, str]:
    """All texts about it, by language; English first."""
    texts = {"en": one.summary} | {code: fields.get("summary", "") for code, fields in (one.translations or {}).items()}
    return {code: text for code, text in texts.items() if text}


def texts_beside(one: Organisation, reader: str) -> tuple[Text, ...]:
    """The texts about it but the one that a reader of this language is shown."""
    texts, code = summaries_of(one), reader.split("-")[0]
    shown = code if code in texts else "en"
    return tuple(
        Text(code, language_name(code, code), direction_of(code), text)
        for code, text in sorted(texts.items())
        if code != shown
    )


def identifiers(one: Organisation, reader: str) -> tuple[Identifier, ...]:
    """Identifiers of the organisation and of the place where it is; only those that are known."""
    found = [
        Identifier("Wikidata", one.wikidata, url=f"https://www.wikidata.org/wiki/{one.wikidata}"),
        Identifier("GeoNames", str(one.geonames or ""), url=f"https://www.geonames.org/{one.geonames}"),
        Identifier("ROR", one.ror, url=f"https://ror.org/{one.ror}"),
        Identifier("ISO 3166", one.subdivision or one.country),
    ]
    code, name = sub_region(one.country, reader)
    return tuple(row for row in [*found, Identifier("UN M49", code, name)] if row.value)
