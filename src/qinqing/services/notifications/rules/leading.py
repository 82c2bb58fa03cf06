"""Web addresses that go out with a notice."""

import re

ROOT = re.compile(r"https?://[^/?#\s]+/?\Z")


def web_address(site: str, path: str) -> str:
    """The address of one of our pages. ``site`` as it is where there is no page, or where it is a page of somebody else's."""
    return site.rstrip("/") + path if path and ROOT.match(site) else site
