"""Identity providers of cities (OpenID Connect) that administrators add on the site."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentityProvider(models.Model):
    """Where people of some e-mail domains sign in. `organisation` is the address of theirs in the directory."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    server = models.URLField(_("issuer"), max_length=300)
    client_id = models.CharField(_("client ID"), max_length=191)
    sealed_secret = models.TextField(_("client secret, sealed"))
    organisation = models.CharField(_("address of the organisation"), max_length=100, blank=True)
    is_only_way = models.BooleanField(_("the only way in for its domains"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("since"))

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        verbose_name = _("identity provider")
        verbose_name_plural = _("identity providers")

    def __str__(self) -> str:
        return self.name


class ProviderDomain(models.Model):
    """An e-mail domain whose people sign in at a provider; it leads to one provider only."""

    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(_("e-mail domain"), max_length=253, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["domain"]
        verbose_name = _("e-mail domain")
        verbose_name_plural = _("e-mail domains")
        constraints = [
            models.CheckConstraint(condition=~models.Q(domain__contains="@"), name="accounts_domain_without_at")
        ]

    def __str__(self) -> str:
        return self.domain
