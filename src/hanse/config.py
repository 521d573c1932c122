"""The one place where the environment is read: `HANSE_*` variables become a frozen `Config`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PREFIX = "HANSE_"
DEMO_KEY = "a-key-for-demonstrations-only-never-for-a-server-that-others-reach"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LANGUAGES = ("en", "ko")
DATABASES = ("postgres", "postgresql", "sqlite")
SHORTEST_KEY = 32  # characters
SMTP = {"smtp": (25, False, False), "smtp+tls": (587, False, True), "smtps": (465, True, False)}
# Mail services that anymail speaks with, and what it calls user name, password and host of the address.
SERVICES = {
    "brevo": ("BREVO_API_KEY", "", ""),
    "mailgun": ("MAILGUN_API_KEY", "", "MAILGUN_SENDER_DOMAIN"),
    "mailjet": ("MAILJET_API_KEY", "MAILJET_SECRET_KEY", ""),
    "postmark": ("POSTMARK_SERVER_TOKEN", "", ""),
    "resend": ("RESEND_API_KEY", "", ""),
    "sendgrid": ("SENDGRID_API_KEY", "", ""),
    "sparkpost": ("SPARKPOST_API_KEY", "", ""),
}
SECOND_FACTOR = ("required", "optional")


class ConfigError(Exception):
    """A setting is missing, unknown or cannot be read; the message says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes, as Django and anymail need it said."""

    backend: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    use_ssl: bool = False
    use_tls: bool = False
    service: Mapping[str, str] = field(default_factory=dict)


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
        says="Mail server as smtps://user:password@host:port, smtp+tls:// (STARTTLS) or smtp://; or a mail service as postmark://token@, mailgun://key@domain, brevo://, mailjet://key:secret@, resend://, sendgrid:// or sparkpost://key@. Empty: mail stays in the mailbox page of the demonstration.",
        example="smtps://hanse:secret@mail.example.org:465",
    )
    from_email: str = _setting(
        "hanse@localhost",
        says="Sender of every mail.",
        example="secretariat@example.org",
    )
    bounce_email: str = _setting(
        "",
        says="Where mail that cannot be delivered comes back to; feed it to `hanse post bounce`. Empty: to the sender.",
        example="bounces@example.org",
    )
    email_per_minute: int = _setting(
        600,
        says="How many mails leave in a minute at most, three quarters of them news. 0: as many as the mail server takes. It counts only where there is a mail server.",
        example="120",
    )
    email_per_domain: int = _setting(
        60,
        says="How many news mails a minute go to one domain at most. 0: no limit.",
        example="20",
    )
    email_events_secret: str = _setting(
        "",
        says="user:password with which a mail service reports deliveries and bounces to /post/events/. Empty: nothing is listened to.",
        example="hanse:long-and-random",
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
        if not self.demo and len(self.secret_key) < SHORTEST_KEY:
            raise ConfigError(
                f"HANSE_SECRET_KEY has {len(self.secret_key)} characters, which can be guessed. "
                "Set it to 50 or more random ones (`hanse secret` prints some)."
            )
        if self.language not in LANGUAGES:
            raise ConfigError(f"HANSE_LANGUAGE is {self.language}; use one of {', '.join(LANGUAGES)}.")
        if self.log_level not in LOG_LEVELS:
            raise ConfigError(f"HANSE_LOG_LEVEL is {self.log_level}; use one of {', '.join(LOG_LEVELS)}.")
        _check_site(self.base_url)
        _check_database(self.database_url)
        _check_mail(self.email_url)
        if self.email_events_secret and ":" not in self.email_events_secret:
            raise ConfigError("HANSE_EMAIL_EVENTS_SECRET has no colon; write it as user:password.")
        if not re.fullmatch(r"[^@<>]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+", self.from_email):
            raise ConfigError(
                f"HANSE_FROM_EMAIL is {self.from_email}; write an e-mail address such as secretariat@example.org."
            )
        if self.second_factor not in ("", *SECOND_FACTOR):
            raise ConfigError(f"HANSE_SECOND_FACTOR is {self.second_factor}; use {' or '.join(SECOND_FACTOR)}.")
        if not 1 <= self.remember_days <= 365:
            raise ConfigError(f"HANSE_REMEMBER_DAYS is {self.remember_days}; use a number from 1 to 365.")

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
    def mail(self) -> MailServer:
        """The mail server or service; without one, mail stays in the house."""
        address = urlsplit(self.email_url)
        user, password = unquote(address.username or ""), unquote(address.password or "")
        if address.scheme in SMTP:
            port, use_ssl, use_tls = SMTP[address.scheme]
            host = address.hostname or ""
            return MailServer(
                "hanse.post.backends.smtp.EmailBackend", host, address.port or port, user, password, use_ssl, use_tls
            )
        if address.scheme in SERVICES:
            values = zip(SERVICES[address.scheme], (user, password, address.hostname or ""), strict=True)
            service = {name: value for name, value in values if name}
            return MailServer(f"anymail.backends.{address.scheme}.EmailBackend", service=service)
        return MailServer("hanse.post.backends.mailbox.EmailBackend")

    @property
    def database(self) -> str:
        """The database's address, SQLite in the data folder unless another is named."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'hanse.sqlite3').absolute()}"


def _check_site(base_url: str) -> None:
    address = urlsplit(base_url)
    full = f"HANSE_BASE_URL is {base_url}; write it in full, such as https://year.example.org."
    if address.scheme not in ("http", "https") or not address.hostname or address.username:
        raise ConfigError(full)
    _port("HANSE_BASE_URL", base_url)
    if address.path or address.query or address.fragment:
        raise ConfigError(
            f"HANSE_BASE_URL is {base_url}; the site stands at the root of a host name of its own: "
            f"write {address.scheme}://{address.netloc}."
        )


def _check_mail(email_url: str) -> None:
    address = urlsplit(email_url)
    if not email_url:
        return
    if address.scheme not in SMTP and address.scheme not in SERVICES:
        known = ", ".join([*SMTP, *SERVICES])
        raise ConfigError(f"HANSE_EMAIL_URL begins with {address.scheme or 'no scheme'}; use one of {known}.")
    if address.scheme in SMTP and not address.hostname:
        raise ConfigError("HANSE_EMAIL_URL names no mail server; write it such as smtps://user:password@host:465.")
    _port("HANSE_EMAIL_URL", email_url)


def _check_database(database_url: str) -> None:
    address = urlsplit(database_url)
    if not database_url:
        return
    such_as = "such as postgres://hanse:secret@127.0.0.1:5432/hanse, or leave it empty for SQLite"
    if address.scheme not in DATABASES:
        begins = f"begins with {address.scheme}:" if address.scheme else "has no scheme"
        raise ConfigError(f"HANSE_DATABASE_URL {begins}; PostgreSQL and SQLite are spoken here. Write it {such_as}.")
    if not address.path.strip("/"):
        raise ConfigError(f"HANSE_DATABASE_URL names no database; write it {such_as}.")
    _port("HANSE_DATABASE_URL", database_url)


def _port(name: str, url: str) -> int | None:
    """The port of an address; its text is not repeated, for it may hold a password."""
    try:
        return urlsplit(url).port
    except ValueError:
        raise ConfigError(f"{name} has a port that is no number from 0 to 65535; write it such as :5432.") from None


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
    if attribute in ("email_per_minute", "email_per_domain"):
        return _count(name, text)
    if attribute == "second_factor":
        return text.lower()
    if attribute == "remember_days":
        return _count(name, text)
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


def _count(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ConfigError(f"{name} is {text}; write a whole number such as 120.")
    return int(text)


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
