"""Calling an address that somebody gave us, without letting it reach what only this machine can reach."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.utils.translation import gettext, gettext_noop

TIMEOUT = 10  # seconds
LONGEST_ANSWER = 4096  # octets that are read of an answer
NO_ANSWER, ANSWERED = "No answer:", "Answered"  # the beginnings of faults, as they are kept


class NotCallable(Exception):
    """The address may not be called, or was not reached; the message says why."""


def check_address(url: str, *, allow_local: bool) -> tuple[str, int, str, str]:
    """Scheme, port, host and path of an address that may be called; raises `NotCallable`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotCallable(gettext_noop("The address cannot be read.")) from None
    if parts.scheme != "https" and not (allow_local and parts.scheme == "http"):
        raise NotCallable(gettext_noop("The address has to begin with https://."))
    if not parts.hostname or parts.username or parts.password:
        raise NotCallable(gettext_noop("The address needs a host, and no name or password."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, port or (443 if parts.scheme == "https" else 80), parts.hostname, path


def call(url: str, *, body: str, headers: Mapping[str, str], allow_local: bool) -> int:
    """POST a body and give the status of the answer; raises `NotCallable`. Redirects are not followed.

    The name is looked up once, every address it has must be public, and the connection goes to the one that was
    checked: a name that changes in between (DNS rebinding) reaches nothing inside.
    """
    scheme, port, host, path = check_address(url, allow_local=allow_local)
    address = _addresses(host, port, allow_local=allow_local)[0]
    connection = _Pinned(host, port, address, tls=scheme == "https")
    try:
        connection.request("POST", path, body=body.encode(), headers=dict(headers))
        response = connection.getresponse()
        response.read(LONGEST_ANSWER)
        return response.status
    except (OSError, http.client.HTTPException) as fault:
        raise NotCallable(f"{NO_ANSWER} {type(fault).__name__}.") from fault
    finally:
        connection.close()


def check_reach(url: str, *, allow_local: bool) -> None:
    """Raise `NotCallable` for an address that could never be called; one whose name nobody knows yet may come to be."""
    _scheme, port, host, _path = check_address(url, allow_local=allow_local)
    with contextlib.suppress(_Unknown):
        _addresses(host, port, allow_local=allow_local)


class _Unknown(NotCallable):
    """Nobody knows the host by this name, or nobody answers who would."""


def _addresses(host: str, port: int, *, allow_local: bool) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _Unknown(gettext_noop("The name of the host is not known.")) from None
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_local and not all(ipaddress.ip_address(a.partition("%")[0]).is_global for a in addresses):
        raise NotCallable(gettext_noop("The host is not on the public internet."))
    return addresses


def fault_words(fault: str) -> str:
    """Why a call failed, which is kept in English, in the reader's language; what a machine said stays as it is."""
    if fault.startswith(NO_ANSWER):
        return gettext("No answer: %(what)s") % {"what": fault.removeprefix(NO_ANSWER).strip()}
    if fault.startswith(ANSWERED):
        return gettext("It answered %(status)s") % {"status": fault.removeprefix(ANSWERED).strip()}
    return gettext(fault) if fault else ""


class _Pinned(http.client.HTTPConnection):
    """A connection to the one address that was checked, with the name of the host for TLS and for the Host header."""

    def __init__(self, host: str, port: int, address: str, *, tls: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.address = address
        self.tls = tls

    def connect(self) -> None:
        """Open the socket."""
        raw = socket.create_connection((self.address, self.port), TIMEOUT)
        self.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=self.host) if self.tls else raw
