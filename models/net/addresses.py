"""Which addresses are of the public internet. Whatever is not surely so is not."""

from __future__ import annotations

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

METADATA = frozenset(
    ip_address(text)
    for text in (
        "169.254.169.254",  # Amazon, Google, Azure, DigitalOcean, Oracle, OpenStack
        "169.254.170.2",  # Amazon ECS
        "169.254.170.23",  # Amazon EKS
        "168.63.129.16",  # Azure's host: an address that looks public
        "100.100.100.200",  # Alibaba
        "192.0.0.192",  # Oracle
        "fd00:ec2::254",  # Amazon
        "fd00:ec2::23",  # Amazon EKS
        "fd20:ce::254",  # Google
    )
)
"""Where clouds hand out credentials to whoever asks."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_NEVER: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # Teredo and other protocols
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, behind which any IPv4 address may be
        "3fff::/20",  # documentation
    )
)


def unwrapped(address: Address) -> Address:
    """The address that is reached: the IPv4 address in an IPv6 one that maps or translates it."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def flaw(address: Address) -> str:
    """What is wrong with an unwrapped address for whoever may reach the public alone; or empty."""
    if address in METADATA:
        return "hands out a cloud's credentials"
    if address.is_loopback or address.is_unspecified:
        return "is this machine"
    if address.is_link_local:
        return "is link-local"
    if address.is_multicast:
        return "is for many"
    inside = isinstance(address, IPv4Address) or address in _GLOBAL_UNICAST
    if not inside or not address.is_global or any(_within(address, net) for net in _NEVER):
        return "is private or reserved"
    return ""


def _within(address: Address, network: Network) -> bool:
    return address.version == network.version and address in network
