"""Devices that people signed in on before. A stranger has none of these cookies, so a stranger's failures lock no owner out."""

import secrets
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

COOKIE = "qinqing_device"
KNOWN_FOR = timedelta(days=180)
MOST = 8  # people who share a device, each known by it

# What a browser says of itself, the more telling first: most of them also call themselves Chrome and Safari.
BROWSERS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("wxwork", "企业微信"), ("QQBrowser", "QQ 浏览器"), ("360", "360 浏览器"),
    ("QAXBrowser", "奇安信浏览器"), ("UBrowser", "UC 浏览器"), ("UCBrowser", "UC 浏览器"), ("Edg", "Edge"), ("Firefox", "火狐"),
    ("Chrome", "Chrome"), ("Safari", "Safari"), ("Trident", "IE"), ("MSIE", "IE"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("OpenHarmony", "鸿蒙"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "安卓"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("UOS", "统信"), ("Kylin", "麒麟"), ("Linux", "Linux"),
)  # fmt: skip


def known(request: HttpRequest) -> dict[int, str]:
    """Who signed in on this device before, the last one first, each with a name of its own for the device."""
    try:
        rows = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=KNOWN_FOR)
        return {int(account): str(name) for account, name in rows}
    except (signing.BadSignature, TypeError, ValueError):
        return {}


def last_account(request: HttpRequest) -> int | None:
    """Who signed in here last, or whose expired page this is."""
    presumed: int | None = getattr(request, "presumed_account", None)
    return presumed or next(iter(known(request)), None)


def presume(request: HttpRequest, account: int) -> None:
    """What an expired page still posts belongs to this account, also on a device it never used before."""
    request.presumed_account = account


def remember(request: HttpRequest, account: int) -> str:
    """The cookie of this device from now on: it knows the account, and those before."""
    before = known(request)
    name = before.pop(account, "") or secrets.token_urlsafe(12)
    rows = [(account, name), *before.items()]
    return signing.dumps(rows[:MOST], salt=COOKIE)


def words_for(request: HttpRequest) -> str:
    """The device as its owner calls it: ``Chrome · Windows``."""
    told = request.META.get("HTTP_USER_AGENT", "")
    found = [next((zh for word, zh in table if word in told), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or "没有说明的设备"
