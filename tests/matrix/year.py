"""Who may open what of the room `year`."""

from tests.matrix.rows import everybody, only_mina, signed_in

ROWS = {
    **{f"api-1.0.0:{name}": everybody(401) for name in ("kept", "one_kept", "registrations", "one_registration")},
    **{f"api-1.0.0:{name}": everybody(405) for name in ("approve_it", "cancel", "decline_it", "register", "step")},
    "api-1.0.0:add": everybody(),
    "api-1.0.0:change": everybody(),
    "api-1.0.0:activities": everybody(),
    "api-1.0.0:activities_of_year": everybody(),
    "api-1.0.0:api-root": everybody(),
    "api-1.0.0:areas": everybody(),
    "api-1.0.0:index": everybody(),
    "api-1.0.0:networks": everybody(),
    "api-1.0.0:one_activity": everybody(),
    "api-1.0.0:one_network": everybody(),
    "api-1.0.0:one_organisation": everybody(),
    "api-1.0.0:one_year": everybody(),
    "api-1.0.0:openapi-json": everybody(),
    "api-1.0.0:organisations": everybody(),
    "api-1.0.0:years": everybody(),
    "year:about": everybody(),
    "year:accessibility": everybody(),
    "year:contact": everybody(),
    "year:gallery": everybody(),
    "year:health": everybody(),
    "year:heard": everybody(),
    "year:joined": everybody(),
    "year:to-register": only_mina(),
    "year:desk": signed_in(),
    "year:secretariat-desk": only_mina(),
    "year:home": everybody(),
    "year:organisation": everybody(),
    "year:privacy": everybody(),
    "year:robots": everybody(),
    "year:search": everybody(),
    "year:sitemap": everybody(),
    "year:sitemap-part": everybody(404),
}

POSTS: dict[str, frozenset[str]] = {}


def world() -> dict[str, str]:
    """The page of a city."""
    return {
        "year:organisation.slug": "kampala",
        "api-1.0.0:change.slug": "kampala",
        "api-1.0.0:one_kept.slug": "kampala",
        "api-1.0.0:one_organisation.slug": "kampala",
    }
