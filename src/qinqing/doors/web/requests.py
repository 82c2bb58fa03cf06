"""A request as the views see it: who acts, and when. Set by the middleware before any view runs."""

from datetime import datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from qinqing.kernel.actors import Actor

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """``actor`` is PUBLIC for strangers; ``at`` is the one reading of the clock for this request."""

    actor: Actor
    at: datetime
    htmx: "HtmxDetails"


def address_of(request: HttpRequest) -> str:
    """The client's address: counted from the right of X-Forwarded-For past our own proxies
    (``QINQING_PROXIES``, default none, then the header is ignored), "" over a socket without one."""
    direct = request.META.get("REMOTE_ADDR", "")
    proxies = getattr(settings, "QINQING_PROXIES", 0)
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if proxies and len(hops) >= proxies:
        return _plain(hops[-proxies]) or _plain(direct)
    return _plain(direct)


def _plain(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


def same_origin(request: HttpRequest) -> bool:
    """Did a page of ours send this? By Origin, else by Sec-Fetch-Site, else by Referer; silence means no."""
    origin = request.META.get("HTTP_ORIGIN")
    if origin is not None:
        return urlsplit(origin).netloc == request.get_host()
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.META.get("HTTP_REFERER", "")).netloc == request.get_host()


def local(url: str | None, otherwise: str = "/") -> str:
    """The address if it stays on this site, else ``otherwise``."""
    if url and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        return url
    return otherwise


def page_before(request: HttpRequest, otherwise: str) -> str:
    """The page of ours the reader came from."""
    parts = urlsplit(request.META.get("HTTP_REFERER", ""))
    if not parts.netloc or parts.netloc != request.get_host():
        return otherwise
    return local(parts.path + (f"?{parts.query}" if parts.query else ""), otherwise)
