"""The gate: which requests of a browser are let in, before anything is looked at or begun."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address
from secrets import token_urlsafe
from socket import getfqdn, gethostname
from typing import Final

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
NAME: Final = re.compile(r"\w[\w .'@-]{0,59}")
"""What a keyer may be called: letters of any script, digits, spaces and a few signs."""
_HOST: Final = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Gate:
    """What a request must have: the token in its path, a name of this machine as its host, and no foreign origin.

    `hosts` are the names the machine is called by; where `wide`, any address of numbers will do too, since a name that
    somebody else's server has been given for this machine is never one.
    """

    token: str
    hosts: frozenset[str]
    wide: bool = False

    def refusal(self, path: str, host: str, origin: str | None, *, window: bool = False) -> str:
        """Why a request is not let in, in words for whoever sent it; "" where it is.

        Args:
            path: the path asked for.
            host: the header that names the machine.
            origin: the header that names the page the request comes from, if there is one.
            window: whether a window is to be opened, for which a browser always names the page.
        """
        if not self._is_named(host):
            return "This machine is not called so."
        if not compare_digest(path.split("/")[1].encode() if "/" in path else b"", self.token.encode()):
            return "Use the whole address that `surveykit serve` printed; the long word in it lets you in."
        if (origin is None and window) or (origin is not None and origin != f"http://{host}"):
            return "A page from elsewhere asks for this."
        return ""

    def _is_named(self, host: str) -> bool:
        called = _HOST.fullmatch(host)
        name = called[1].strip("[]").casefold() if called else ""
        return name in self.hosts or (self.wide and _is_address(name))


def gate_for(host: str) -> Gate:
    """A gate for a machine that listens at an address, with a new token."""
    wide = not is_loopback(host)
    own = (host, gethostname(), getfqdn()) if wide else LOOPBACK
    return Gate(token_urlsafe(24), frozenset(_names((*own, *LOOPBACK))), wide)


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach an address."""
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def named(name: str) -> str:
    """The name of a keyer as it is kept, or "" where it cannot be one.

    Example:
        >>> named("  Kari  Nordmann "), named("x; rm -rf"), named("Ольга")
        ('Kari Nordmann', '', 'Ольга')
    """
    plain = " ".join(name.split())
    return plain if NAME.fullmatch(plain) else ""


def _names(names: Iterable[str]) -> Iterable[str]:
    return (name.casefold() for name in names if name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
