"""A place one can go: entries of menus, tabs and breadcrumbs."""

from typing import NamedTuple


class Link(NamedTuple):
    """``badge`` is a count or a few words; ``active`` marks where the reader is."""

    label: str
    url: str = ""
    badge: str | int = ""
    active: bool = False


PORTAL = (
    ("首页", "/"),
    ("反映诉求", "/appeals/new"),
    ("查询进度", "/track"),
    ("接待日安排", "/days/"),
    ("活动方案", "/plan"),
    ("使用帮助", "/help"),
)


def portal(path: str, *, signed_in: bool) -> list[Link]:
    """The public menu, with 我的企业 for whoever is signed in."""
    places = [*PORTAL, ("我的企业", "/my/")] if signed_in else list(PORTAL)
    return [Link(label, url, active=path == url or (url != "/" and path.startswith(url))) for label, url in places]
