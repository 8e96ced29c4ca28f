"""Which machines the instance may speak to when somebody gives it an address: the public Internet, and nothing else.

An address typed by an adviser must not become a way to ask questions inside the network of whoever hosts the instance. A
name is resolved once, every address it gives is looked at, and the connection goes to that very address: a second answer
of the name server, the trick of DNS rebinding, is never asked for.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from escale.fetching.problems import CannotFetch, Obstacle

type Resolver = Callable[[str, int], list[str]]
"""The addresses of a name."""

# What `is_global` lets through although nothing public answers there, or although it wraps another address.
NOT_PUBLIC = tuple(
    ip_network(block)
    for block in (
        "192.88.99.0/24",  # 6to4 relays
        "64:ff9b::/96",  # NAT64 wraps an IPv4 address: ours would unwrap it inside
        "64:ff9b:1::/48",
        "2002::/16",  # 6to4
        "2001::/32",  # Teredo
        "fec0::/10",  # site-local, of old
        "::/96",  # IPv4-compatible, of old
    )
)


def resolve(host: str, port: int) -> list[str]:
    """Ask the machine's own resolver, once. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def is_public(text: str) -> bool:
    """Whether an address is one of the public Internet; an IPv4 address inside an IPv6 one is judged as itself."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(address.version == block.version and address in block for block in NOT_PUBLIC)


@dataclass(frozen=True, kw_only=True)
class Door:
    """What may be reached. `allowed` are the hosts an operator trusts, "host" or "host:port", wherever they are."""

    allowed: frozenset[str] = frozenset()
    resolver: Resolver = field(default=resolve)

    @classmethod
    def from_setting(cls, hosts: Iterable[str]) -> "Door":
        return cls(allowed=frozenset(hosts))

    def trusts(self, host: str, port: int) -> bool:
        """Whether the operator named this host: on the ports of the web, or on the port named with it."""
        return f"{host}:{port}" in self.allowed or (port in {80, 443} and host in self.allowed)

    def address_of(self, host: str, port: int) -> str:
        """The one address to connect to. Raises `CannotFetch` when it isn't public, or isn't known."""
        try:
            found = self.resolver(host, port)
        except (OSError, UnicodeError) as problem:
            raise CannotFetch(Obstacle.UNREACHABLE) from problem
        if not found:
            raise CannotFetch(Obstacle.UNREACHABLE)
        # One private address among public ones is how a name server plays for time: the name is refused whole.
        if not self.trusts(host, port) and not all(map(is_public, found)):
            raise CannotFetch(Obstacle.FORBIDDEN)
        return found[0]
