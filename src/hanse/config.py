"""The one place where the environment is read: `HANSE_*` variables become a frozen `Config`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "HANSE_"
DEMO_KEY = "a-key-for-demonstrations-only-never-for-a-server-that-others-reach"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SECOND_FACTOR = ("required", "optional")


class ConfigError(Exception):
    """A setting is missing, unknown or cannot be read; the message says which and how to mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityServer:
    """An identity provider of a city, as HANSE_OIDC names it; those that administrators add stand in the database."""

    key: str
    name: str
    server: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...]
    organisation: str = ""
    only: bool = False


def _setting(default: Any, *, says: str, example: str) -> Any:
    return field(default=default, metadata={"says": says, "example": example})


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything an administrator decides, typed. Each field is the variable `HANSE_<NAME>`."""

    secret_key: str = _setting(
        "",
        says="Signs sessions and links. Demanded unless HANSE_DEMO is on. Keep it secret and keep it the same.",
        example="50 random characters",
    )
    demo: bool = _setting(
        False,
        says="On a machine of one's own: pages explain errors, mail goes to files, no secret key is needed.",
        example="yes",
    )
    base_url: str = _setting(
        "http://127.0.0.1:8000",
        says="The address people reach the site under; feeds, mails, QR codes and the sitemap carry it.",
        example="https://year.example.org",
    )
    allowed_hosts: tuple[str, ...] = _setting(
        (),
        says="Host names the site answers to, separated by commas. The host of HANSE_BASE_URL is always one.",
        example="year.example.org,www.example.org",
    )
    database_url: str = _setting(
        "",
        says="Where the data is kept. Empty: SQLite in the data folder.",
        example="postgres://hanse:secret@127.0.0.1:5432/hanse",
    )
    data_dir: Path = _setting(
        Path("var"),
        says="Folder for the SQLite file, uploads, collected static files and mail written in demonstrations.",
        example="/var/lib/hanse",
    )
    email_url: str = _setting(
        "",
        says="Mail server as smtp://user:password@host:port or smtps://. Empty: mail is written to files.",
        example="smtps://hanse:secret@mail.example.org:465",
    )
    from_email: str = _setting(
        "hanse@localhost",
        says="Sender of every mail.",
        example="secretariat@example.org",
    )
    behind_proxy: bool = _setting(
        False,
        says="A proxy in front sets X-Forwarded-Proto and X-Forwarded-For; trust the last one.",
        example="yes",
    )
    language: str = _setting(
        "en",
        says="Language for readers whose browser asks for none that is offered.",
        example="ko",
    )
    today: date | None = _setting(
        None,
        says="Show all pages as of this day, for demonstrations and rehearsals. Empty: the real day.",
        example="2023-05-16",
    )
    second_factor: str = _setting(
        "",
        says="Whether the secretariat has to sign in with a second factor: required or optional. Empty: required, but optional where HANSE_DEMO is on.",
        example="required",
    )
    remember_days: int = _setting(
        30,
        says="For how many days “keep me signed in” lasts on a device of one's own. Elsewhere a session ends with the browser, or after 12 hours.",
        example="14",
    )
    oidc: tuple[IdentityServer, ...] = _setting(
        (),
        says="Identity providers of cities (OpenID Connect) as a JSON list of objects with key, name, server, client_id, client_secret, domains, and where wanted organisation and only. Administrators can also add them on the site.",
        example='[{"key": "kampala", "name": "Kampala", "server": "https://id.kampala.example", "client_id": "hanse", "client_secret": "…", "domains": ["kampala.example"], "organisation": "kampala"}]',
    )
    log_level: str = _setting(
        "INFO",
        says="How much the server writes to standard error: DEBUG, INFO, WARNING or ERROR.",
        example="WARNING",
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """Read every `HANSE_*` variable; raise `ConfigError` for unknown names and unreadable values."""
        known = {PREFIX + f.name.upper(): f for f in fields(cls)}
        unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
        if unknown:
            raise ConfigError(f"Unknown setting {', '.join(unknown)}. Known are: {', '.join(sorted(known))}.")
        values = {
            f.name: _read(name, environ[name], f.name) for name, f in known.items() if environ.get(name, "").strip()
        }
        config = cls(**values)
        config._check()
        return config

    def _check(self) -> None:
        if not self.secret_key and not self.demo:
            raise ConfigError(
                "HANSE_SECRET_KEY is empty. Set it to 50 or more random characters "
                "(`hanse secret` prints some), or set HANSE_DEMO=yes on a machine of your own."
            )
        if self.log_level not in LOG_LEVELS:
            raise ConfigError(f"HANSE_LOG_LEVEL is {self.log_level}; use one of {', '.join(LOG_LEVELS)}.")
        if self.second_factor not in ("", *SECOND_FACTOR):
            raise ConfigError(f"HANSE_SECOND_FACTOR is {self.second_factor}; use {' or '.join(SECOND_FACTOR)}.")
        if not 1 <= self.remember_days <= 365:
            raise ConfigError(f"HANSE_REMEMBER_DAYS is {self.remember_days}; use a number from 1 to 365.")
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ConfigError(f"HANSE_BASE_URL is {self.base_url}; write it in full, such as https://year.example.org.")

    @property
    def secure(self) -> bool:
        """Whether people reach the site by https, so that cookies and redirects may insist on it."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def demands_second_factor(self) -> bool:
        """Whether the secretariat is let in with a second factor only."""
        return self.second_factor == "required" or (not self.second_factor and not self.demo)

    @property
    def hosts(self) -> list[str]:
        """All host names the site answers to."""
        own = urlsplit(self.base_url).hostname or ""
        local = ["127.0.0.1", "localhost", "[::1]"] if self.demo else []
        return [*dict.fromkeys([own, *self.allowed_hosts, *local])]

    @property
    def database(self) -> str:
        """The database's address, SQLite in the data folder unless another is named."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'hanse.sqlite3').absolute()}"


def _read(name: str, raw: str, attribute: str) -> Any:
    """Turn one variable into the type of its field."""
    text = raw.strip()
    if attribute in ("demo", "behind_proxy"):
        return _yes_or_no(name, text)
    if attribute == "allowed_hosts":
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if attribute == "data_dir":
        return Path(text)
    if attribute == "log_level":
        return text.upper()
    if attribute == "second_factor":
        return text.lower()
    if attribute == "remember_days":
        if not text.isascii() or not text.isdigit():
            raise ConfigError(f"{name} is {text}; write a number of days.")
        return int(text)
    if attribute == "oidc":
        return _identity_servers(name, text)
    if attribute == "base_url":
        return text.rstrip("/")
    if attribute == "today":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ConfigError(f"{name} is {text}; write a day as 2023-05-16, or leave it empty.") from None
    return text


def _yes_or_no(name: str, text: str) -> bool:
    if text.lower() in ("yes", "true", "on", "1"):
        return True
    if text.lower() in ("no", "false", "off", "0"):
        return False
    raise ConfigError(f"{name} is {text}; write yes or no.")


def _identity_servers(name: str, text: str) -> tuple[IdentityServer, ...]:
    try:
        given = json.loads(text)
    except json.JSONDecodeError as fault:
        raise ConfigError(f"{name} is no JSON: {fault}.") from None
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise ConfigError(f"{name} is not a list of objects; write [{{…}}, {{…}}].")
    servers = tuple(_identity_server(name, one, place) for place, one in enumerate(given, 1))
    for what in ([one.key for one in servers], [domain for one in servers for domain in one.domains]):
        twice = sorted({value for value in what if what.count(value) > 1})
        if twice:
            raise ConfigError(f"{name} has {', '.join(twice)} more than once; keys and domains belong to one server.")
    return servers


def _identity_server(name: str, given: Mapping[str, Any], place: int) -> IdentityServer:
    """One object of the list; every fault names its place in it."""
    names = {f.name for f in fields(IdentityServer)}
    missing = sorted({"key", "name", "server", "client_id", "client_secret", "domains"} - given.keys())
    if missing or given.keys() - names:
        wrong = f"lacks {', '.join(missing)}" if missing else f"has unknown {', '.join(sorted(given.keys() - names))}"
        raise ConfigError(f"{name}, object {place}, {wrong}. Known are: {', '.join(sorted(names))}.")
    domains = given["domains"]
    texts = [given[n] for n in ("key", "name", "server", "client_id", "client_secret")]
    if not all(isinstance(value, str) and value for value in texts):
        raise ConfigError(f"{name}, object {place}: key, name, server, client_id and client_secret are texts.")
    if not isinstance(domains, list) or not domains or not all(isinstance(d, str) and "." in d for d in domains):
        raise ConfigError(f'{name}, object {place}: domains is a list such as ["kampala.example"].')
    if not isinstance(given.get("only", False), bool):
        raise ConfigError(f"{name}, object {place}: only is true or false.")
    tidy = tuple(domain.lower().lstrip("@") for domain in domains)
    return IdentityServer(**{**given, "domains": tidy})


def reference() -> str:
    """All settings as a page of the handbook; `docs/reference/settings.md` holds just this."""
    lines = [
        "# Settings",
        "",
        "Read once from the environment when a process starts; unknown `HANSE_` names are refused.",
        "",
        "| variable | what it does | such as |",
        "| --- | --- | --- |",
    ]
    for setting in fields(Config):
        name, says, example = PREFIX + setting.name.upper(), setting.metadata["says"], setting.metadata["example"]
        lines.append(f"| `{name}` | {says} | `{example}` |")
    return "\n".join(lines) + "\n"
