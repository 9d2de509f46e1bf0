"""Where phones in the room find this computer, without asking anything outside."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address

import psutil

_VIRTUAL = (
    "docker",
    "br-",
    "veth",  # with Windows' vEthernet
    "virbr",
    "vmnet",
    "vboxnet",
    "virtualbox",
    "vmware",
    "cni",
    "flannel",
    "tun",
    "tap",
    "utun",
    "wg",
    "zt",
)
_PROBES = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "192.0.2.1")


def addresses() -> list[str]:
    """Return this machine's private addresses, the likeliest one for a room of phones first.

    The likeliest is the one the system would send from: connecting a UDP socket picks it and sends nothing.
    """
    routed = [address for probe in _PROBES if (address := _source(probe))]
    names = _interfaces()
    found = [a for a in dict.fromkeys([*routed, *names]) if _useful(a)]
    return sorted(found, key=lambda a: (names.get(a, "").casefold().startswith(_VIRTUAL), a not in routed))


def _source(probe: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.connect((probe, 9))
        except OSError:
            return None
        return str(sock.getsockname()[0])


def _interfaces() -> dict[str, str]:
    try:
        up = {name for name, state in psutil.net_if_stats().items() if state.isup}
        every = psutil.net_if_addrs()
    except (OSError, AttributeError):  # some sandboxes hide the interfaces
        return {}
    return {a.address: name for name in every if name in up for a in every[name] if a.family == socket.AF_INET}


def _useful(address: str) -> bool:
    ip = IPv4Address(address)
    return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast)


def base_url(host: str, port: int, public_url: str | None = None) -> str:
    """Return the address that goes on the wall, without a slash at its end."""
    if public_url:
        return public_url.rstrip("/")
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - compared, not bound
        host = next(iter(addresses()), "127.0.0.1")
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}" if port == 80 else f"http://{shown}:{port}"
