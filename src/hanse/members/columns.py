"""Which fields of an organisation the files hold as plain text."""

PLAIN = (
    "slug",
    "name",
    "native_name",
    "kind",
    "subkind",
    "standing",
    "category",
    "city",
    "country",
    "subdivision",
    "website",
    "wikidata",
    "ror",
    "summary",
    "evidence",
    "source",
)
