"""What kind of network address one is: of the public internet, of an inner network, or one that nothing is sent to.

The standard library's own answer (``is_global``) differs from one version of Python to the next, so that the networks
that matter are named here. Whatever is in doubt is refused.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Literal

Kind = Literal["public", "internal", "refused"]

_REFUSED = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # "this" network: connects to the machine itself
            "169.254.0.0/16",  # link-local: where clouds keep the credentials of machines
            "100.100.100.200/32",  # metadata of Alibaba Cloud
            "168.63.129.16/32",  # services of Azure for its machines
            "192.0.0.0/24",  # assigned to protocols; metadata of Oracle Cloud
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # relays of 6to4
            "198.18.0.0/15",  # measurements
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/3",  # to many at once, reserved, to all
            "fd00:ec2::/32",  # metadata of AWS
            "fd20:ce::/32",  # metadata of Google Cloud
        ),
    )
)
_INTERNAL = tuple(
    map(
        ip_network,
        (
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",  # behind a provider's address translation
            "::1/128",
            "fc00::/7",
        ),
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # of protocols: Teredo, which carries an IPv4 address
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which carries an IPv4 address
            "3fff::/20",  # documentation
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


def kind_of(address: str) -> Kind:
    """Return what kind of address the text ``address`` is; text that is none is refused."""
    try:
        found = ip_address(address)
    except ValueError:
        return "refused"
    if isinstance(found, IPv6Address):
        carried = _carried(found)
        return _kind_6(found) if carried is None else _kind_4(carried)
    return _kind_4(found)


def _carried(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that packets will really go to, where the IPv6 address only stands for it."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def _kind_4(address: IPv4Address) -> Kind:
    if any(address in network for network in _REFUSED):
        return "refused"
    if any(address in network for network in _INTERNAL):
        return "internal"
    return "public" if address.is_global else "refused"


def _kind_6(address: IPv6Address) -> Kind:
    if address.scope_id is not None or any(address in network for network in _REFUSED):
        return "refused"
    if any(address in network for network in _INTERNAL):
        return "internal"
    public = address in _PUBLIC_6 and not any(address in network for network in _NOT_PUBLIC_6)
    return "public" if public and address.is_global else "refused"
