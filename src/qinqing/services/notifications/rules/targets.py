"""Addresses that a program may call: no way around into the house's own network. Pure.

An address typed by an administrator, or answered by a name server, is a stranger's. What the operator of the machine
names in the environment is exempt: a gateway inside the government's network is the usual case.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

PORTS = {"https": 443, "http": 80}
MAIL_PORTS = frozenset({25, 465, 587})
HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\Z")
NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)\Z")
PORT = re.compile(r"[1-9][0-9]{0,4}\Z")
# Global by the standard's tables, and yet another network's own, or a cover for any address at all.
CLOSED = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3",
        "::/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "4000::/2", "8000::/1",
    )
)  # fmt: skip


class BadTarget(ValueError):
    """An address that is not called; says in Chinese what is the matter."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to call: over TLS or not, under which name, at which port, for which path."""

    secure: bool
    host: str
    port: int
    path: str = "/"

    @property
    def named(self) -> str:
        """As the operator's list of exempt places writes it."""
        return f"{self.host}:{self.port}"


def read_url(url: str, exempt: Collection[str] = ()) -> Target:
    """The target of an http(s) address. Raises BadTarget for any form that two programs may read in two ways."""
    if not url.isascii() or not url.isprintable() or any(one in url for one in ' \\"<>^`{|}'):
        raise BadTarget("网址里有空格、反斜杠、全角或其他不能用的字符")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise BadTarget("网址写法不对") from error
    if parts.scheme not in PORTS:
        raise BadTarget("网址须以 https:// 或 http:// 开头")
    if "@" in parts.netloc or "#" in url or "%" in parts.netloc:
        raise BadTarget("网址里不能有用户名、井号，主机名里不能有百分号")
    host, port = _host_and_port(parts.netloc, PORTS[parts.scheme])
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = Target(parts.scheme == "https", host, port, path)
    if port not in PORTS.values() and target.named not in exempt:
        raise BadTarget("端口只能是 80 或 443")
    return target


def mail_server(host: str, port: int, exempt: Collection[str] = ()) -> Target:
    """The target of a mail server. Raises BadTarget."""
    target = Target(port == 465, _host(host.lower()), port)
    if port not in MAIL_PORTS and target.named not in exempt:
        raise BadTarget("邮件服务器的端口只能是 25、465 或 587")
    return target


def refuse_inside(address: str) -> None:
    """Raises BadTarget for an address, as a name server gave it, that is not in the open internet."""
    found = ip_address(address)
    closed = any(found.version == one.version and found in one for one in CLOSED)
    if closed or not found.is_global or found.is_multicast or _covers(found):
        raise BadTarget("这个地址在内部网络里，不能发往那里；确需发往，请由运维人员在 QINQING_OUTGOING_INSIDE 里写明")


def refuse_literal(target: Target, exempt: Collection[str] = ()) -> None:
    """Raises BadTarget for a target that is written as an address of the inside, before anybody calls it."""
    if target.named not in exempt and (":" in target.host or NUMERIC.match(target.host.rsplit(".", 1)[-1])):
        refuse_inside(target.host)


def _covers(found: IPv4Address | IPv6Address) -> bool:
    return isinstance(found, IPv6Address) and bool(found.ipv4_mapped or found.sixtofour or found.teredo)


def _host_and_port(netloc: str, usual: int) -> tuple[str, int]:
    if netloc.startswith("["):
        inner, closed, rest = netloc[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")):
            raise BadTarget("网址写法不对")
        return _literal(inner), _port(rest[1:], usual) if rest else usual
    host, colon, port = netloc.partition(":")
    return _host(host.lower()), _port(port, usual) if colon else usual


def _port(text: str, usual: int) -> int:
    if not PORT.match(text) or int(text) > 65535:
        raise BadTarget("端口写法不对")
    return int(text)


def _host(host: str) -> str:
    if not HOST.match(host):
        raise BadTarget("主机名写法不对")
    return _literal(host) if NUMERIC.match(host.rsplit(".", 1)[-1]) else host


def _literal(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError as error:
        raise BadTarget("IP 地址写法不对，请写成 203.0.113.5 这样") from error
