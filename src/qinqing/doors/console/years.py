"""The year that a page of reception days is asked for."""

from qinqing.doors.web.requests import Request
from qinqing.kernel.phrases import local


def asked_year(request: Request) -> int:
    """The year in the address, within twenty of this one; else this one."""
    text, now = request.GET.get("year", ""), local(request.at).year
    return int(text) if text.isascii() and text.isdigit() and abs(int(text[:6]) - now) <= 20 else now
