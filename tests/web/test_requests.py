"""Where a request comes from: addresses behind proxies cannot be forged."""

import pytest
from django.test import RequestFactory

from qinqing.doors.web.requests import address_of


def asked(proxies, forwarded, direct="198.51.100.7", *, settings):
    settings.QINQING_PROXIES = proxies
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return address_of(RequestFactory().get("/", REMOTE_ADDR=direct, **more))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "198.51.100.7"), (0, "1.2.3.4", "198.51.100.7"), (0, "1.2.3.4, 5.6.7.8", "198.51.100.7"),
        (1, "203.0.113.9", "203.0.113.9"), (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"), (1, "", "198.51.100.7"),
        (1, None, "198.51.100.7"), (1, "1.2.3.4, rubbish", "198.51.100.7"), (1, ",,203.0.113.9,", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.1", "203.0.113.9"), (2, "203.0.113.9", "198.51.100.7"),
        (1, "2001:db8:0::1", "2001:db8::1"), (1, "<script>", "198.51.100.7"), (1, "127.0.0.1:80", "198.51.100.7"),
    ],
)  # fmt: skip
def test_the_address_is_counted_from_the_right(proxies, forwarded, address, settings):
    assert asked(proxies, forwarded, settings=settings) == address


def test_a_socket_has_no_address(settings):
    assert asked(0, None, direct="", settings=settings) == ""
