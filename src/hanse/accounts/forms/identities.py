"""An identity provider, as an administrator describes it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hanse.accounts.operations.identities import ProviderDraft

_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
# Where anybody can have a mailbox, a domain says nothing of whom somebody works for.
ANYBODYS = frozenset({"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "naver.com", "daum.net", "hanmail.net", "qq.com", "163.com", "gmx.de", "gmx.net", "web.de", "mail.ru", "yandex.ru", "proton.me", "protonmail.com"})  # fmt: skip
OURS = ("cancelled", "link", "prove")


class ProviderForm(forms.Form):
    """`adds` says that it is a new one, which also chooses its key and needs its secret."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As its people know it, such as “Kampala”."))
    key = forms.SlugField(
        label=_("Key"), max_length=40, help_text=_("A part of the callback address, which then stays. Such as kampala.")
    )
    server = forms.CharField(
        label=_("Issuer"),
        max_length=300,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}),
        help_text=_("The address before /.well-known/openid-configuration."),
    )
    client_id = forms.CharField(label=_("Client ID"), max_length=191)
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    domains = forms.CharField(
        label=_("E-mail domains"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One a line, such as kampala.example. Who enters an address there is led to the provider."),
    )
    organisation = forms.SlugField(
        label=_("Organisation"),
        max_length=100,
        required=False,
        help_text=_(
            "The last part of its address in the directory. With it, its people get an account by signing in; without it, only people who have an account can link it."
        ),
    )
    is_only_way = forms.BooleanField(
        label=_("The only way in"),
        required=False,
        help_text=_("Addresses at these domains get no code by e-mail."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, adds: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adds = adds
        if not adds:
            del self.fields["key"]
            self.fields["client_secret"].required = False
            self.fields["client_secret"].help_text = _("Left empty, the one that is there stays.")

    def clean_key(self) -> str:
        """A key whose address is not one of ours."""
        key = str(self.cleaned_data["key"]).lower()
        if key in OURS:
            raise ValidationError(_("This key is an address of the site itself. Choose another one."))
        return key

    def clean_server(self) -> str:
        """An https address; plain http on this machine only, and in demonstrations only."""
        address = str(self.cleaned_data["server"]).strip().rstrip("/").removesuffix("/.well-known/openid-configuration")
        parts = urlsplit(address)
        plain = settings.CONFIG.demo and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
        if (parts.scheme != "https" and not plain) or not parts.hostname or parts.query or parts.fragment:
            raise ValidationError(_("Write the address in full, such as https://id.kampala.example."))
        return address

    def clean_domains(self) -> tuple[str, ...]:
        """Domains of an organisation's own."""
        words = str(self.cleaned_data["domains"]).replace(",", "\n").replace(";", "\n").split()
        found = tuple(dict.fromkeys(word.lower().lstrip("@") for word in words))
        for domain in found:
            if not _DOMAIN.fullmatch(domain):
                says = _("“%(domain)s” is no e-mail domain. Write what stands after the @.")
                raise ValidationError(says, params={"domain": domain[:60]})
            if domain in ANYBODYS:
                says = _("Anybody can have an address at %(domain)s, so it cannot lead to one organisation.")
                raise ValidationError(says, params={"domain": domain})
        return found

    def draft(self, key: str = "") -> ProviderDraft:
        """The cleaned values as a draft."""
        clean = self.cleaned_data
        return ProviderDraft(
            key=clean.get("key", key),
            name=clean["name"],
            server=clean["server"],
            client_id=clean["client_id"],
            client_secret=clean["client_secret"],
            domains=clean["domains"],
            organisation=clean["organisation"],
            is_only_way=clean["is_only_way"],
            is_active=clean["is_active"],
        )
