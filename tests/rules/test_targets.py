"""No address leads around into the house's own network, however it is written. J1."""

from ipaddress import ip_address

import pytest

from qinqing.services.notifications.rules.outgoing import check_mail_server, check_url
from qinqing.services.notifications.rules.targets import BadTarget, Target, mail_server, read_url, refuse_inside

# Refused for what they are, before any name is looked up.
FORMS = [
    "http://127.1/", "http://0x7f000001/", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.0.0.1/",
    "http://127.0.1/", "http://①②⑦.⓪.⓪.①/", "http://１２７.0.0.1/", "http://127。0。0。1/", "http://127.0.0.1。/",
    "http://user@example.com/", "http://user:pw@example.com/", "http://example.com@127.0.0.1/",
    "http://example.com#@127.0.0.1/", "http://example.com/#x", r"http://example.com\@127.0.0.1/",
    r"http://127.0.0.1\.example.com/", "http:\\\\127.0.0.1/", "http://example.com:00000000080/", "http://example.com:+80/",
    "http://example.com:080/", "http://example.com:0/", "http://example.com:65536/", "http://example.com:22/",
    "http://example.com:8080/", "http://example.com:/", "http://example.com: 80/", "http://exa mple.com/",
    "http://example.com\t/", "http://example.com\n/", "http://example.com\x00/", "http://exa%6dple.com/",
    "http://[::1/", "http://::1/", "http://[::1]x/", "http://[fe80::1%25eth0]/", "http://[127.0.0.1.1]/",
    "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://example.com/", "javascript:alert(1)", "//example.com/",
    "example.com", "http:///", "http://./", "http://-example.com/", "http://example..com/", "HTTP+UNIX://x/", "",
    "http://256.1.1.1/", "http://1.2.3.4.5/", "http://127.0.0.0x1/",
]  # fmt: skip
# Well written, and inside: what a name server may answer, or an address itself.
ADDRESSES = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.100.100.200", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::", "2001::1", "2001:db8::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1",
]  # fmt: skip


def test_there_are_enough_of_them():
    assert len({*FORMS, *ADDRESSES}) >= 70


@pytest.mark.parametrize("url", FORMS)
def test_a_form_that_may_be_read_in_two_ways_is_refused(url):
    with pytest.raises(BadTarget):
        read_url(url)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_inside_is_refused(address):
    with pytest.raises(BadTarget, match="内部网络"):
        refuse_inside(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "114.114.114.114", "223.5.5.5", "2400:3200::1", "2606:4700::1111"])
def test_an_address_outside_is_called(address):
    refuse_inside(address)


def test_an_ordinary_address_is_read():
    assert read_url("https://Hooks.example.com/a/b?c=d") == Target(True, "hooks.example.com", 443, "/a/b?c=d")
    assert read_url("http://example.com") == Target(False, "example.com", 80, "/")
    assert read_url("https://[2400:3200::1]:443/") == Target(True, "2400:3200::1", 443, "/")


def test_a_place_that_the_operator_named_may_have_its_own_port():
    assert read_url("http://10.1.2.3:8080/sms", {"10.1.2.3:8080"}).port == 8080
    assert mail_server("mail.county", 2525, {"mail.county:2525"}).port == 2525
    with pytest.raises(BadTarget, match="25、465 或 587"):
        mail_server("mail.example.com", 80)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_inside_is_refused_when_it_is_typed(address):
    host = f"[{address}]" if ":" in address else address
    assert "内部网络" in check_url(f"https://{host}/hook")
    assert check_url(f"https://{host}/hook", {f"{ip_address(address)}:443"}) == ""
    if ":" not in address:
        assert "内部网络" in check_mail_server(address, 465)
        assert check_mail_server(address, 465, {f"{address}:465"}) == ""


@pytest.mark.parametrize(
    "url", ["https://223.5.5.5/", "https://[2400:3200::1]/", "https://example.com/", "https://1.example.cn/"]
)
def test_what_may_lie_outside_is_asked_for_when_it_is_called(url):
    assert check_url(url) == ""
