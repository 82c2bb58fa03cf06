"""Where a notice can reach somebody, and how that is shown to others. Pure."""

import re

from qinqing.services.notifications.rules.media import Medium

MOBILE = re.compile(r"1[3-9][0-9]{9}\Z")
MAIL = re.compile(r"[^\s@<>,;:\"\\()\[\]]{1,64}@[a-zA-Z0-9-]{1,63}(\.[a-zA-Z0-9-]{1,63})+\Z")


def address(medium: Medium, *, phone: str = "", email: str = "") -> str:
    """The address over a medium, as far as it can be one; empty otherwise."""
    if medium == Medium.MAIL:
        found = email.strip()
        return found if MAIL.match(found) else ""
    digits = re.sub(r"[\s-]", "", phone).removeprefix("+86")
    return digits if MOBILE.match(digits) else ""


def veiled(found: str) -> str:
    """Enough to recognise one's own: ``138****1234``, ``w***@example.com``."""
    name, sign, house = found.rpartition("@")
    return f"{name[:1]}***@{house}" if sign else f"{found[:3]}****{found[-4:]}"
