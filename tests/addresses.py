"""Every address the doors answer to, as the resolver knows them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern


class Address(NamedTuple):
    """One address: the door's name, its own name, and the pattern as it is written."""

    door: str
    name: str
    pattern: URLPattern


def addresses_of(resolver: Any, door: str = "") -> Iterator[Address]:
    """All of them, in the order in which they are tried."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield Address(door, one.name or "", one)
        else:
            yield from addresses_of(one, one.namespace or door)
