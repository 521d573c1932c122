"""The regional networks."""

from hanse.members.models import RegionalNetwork


def network_names() -> dict[str, str]:
    """Codes and short names, in order."""
    return dict(RegionalNetwork.objects.values_list("code", "short_name"))


def networks() -> list[RegionalNetwork]:
    """All regional networks."""
    return list(RegionalNetwork.objects.all())
