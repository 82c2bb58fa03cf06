"""Where a notice leads once it is out of the house: the page that the message leads to inside it."""

from collections.abc import Callable

from qinqing.services.notifications.rules.leading import web_address

PageOf = Callable[[str, str], str]
_pages: list[PageOf] = []


def lead_by(page_of: PageOf) -> None:
    """From now on this function tells the page of a message by its ``link`` and ``code``: its path, "" for none."""
    _pages[:] = [page_of]


def leads_to(site: str, link: str, code: str = "") -> str:
    """The web address of that page at the site that a channel names; the site itself where there is none.

    Nothing secret is in it: whoever opens it signs in, and reads what that post or enterprise may read then.
    """
    return web_address(site, _pages[0](link, code)) if site and link and _pages else site
