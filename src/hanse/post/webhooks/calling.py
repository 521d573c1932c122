"""Calling an address that somebody gave us, without letting it reach what only this machine can reach."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

TIMEOUT = 10  # seconds
LONGEST_ANSWER = 4096  # octets that are read of an answer


class NotCallable(Exception):
    """The address may not be called, or was not reached; the message says why."""


def check_address(url: str, *, allow_local: bool) -> tuple[str, int, str, str]:
    """Scheme, port, host and path of an address that may be called; raises `NotCallable`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotCallable("The address cannot be read.") from None
    if parts.scheme != "https" and not (allow_local and parts.scheme == "http"):
        raise NotCallable("The address has to begin with https://.")
    if not parts.hostname or parts.username or parts.password:
        raise NotCallable("The address needs a host, and no name or password.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, port or (443 if parts.scheme == "https" else 80), parts.hostname, path


def call(url: str, *, body: str, headers: Mapping[str, str], allow_local: bool) -> int:
    """POST a body and give the status of the answer; raises `NotCallable`. Redirects are not followed.

    The name is looked up once, every address it has must be public, and the connection goes to the one that was
    checked: a name that changes in between (DNS rebinding) reaches nothing inside.
    """
    scheme, port, host, path = check_address(url, allow_local=allow_local)
    address = _public_address(host, port, allow_local=allow_local)
    connection = _Pinned(host, port, address, tls=scheme == "https")
    try:
        connection.request("POST", path, body=body.encode(), headers=dict(headers))
        response = connection.getresponse()
        response.read(LONGEST_ANSWER)
        return response.status
    except (OSError, http.client.HTTPException) as fault:
        raise NotCallable(f"No answer: {type(fault).__name__}.") from fault
    finally:
        connection.close()


def _public_address(host: str, port: int, *, allow_local: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotCallable("The name of the host is not known.") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_local and not all(ipaddress.ip_address(a.partition("%")[0]).is_global for a in addresses):
        raise NotCallable("The host is not on the public internet.")
    return addresses[0]


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
