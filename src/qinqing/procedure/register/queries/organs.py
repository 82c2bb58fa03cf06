"""Organs and portfolios."""

from collections.abc import Mapping

from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.register.queries.table import WHERE, table
from qinqing.procedure.register.rules import OrganKind, OrganView, Piece, PostView


def organs(kind: str | None = None, *, active: bool | None = True) -> list[OrganView]:
    """Organs of a kind (None: all), by default those that are not abolished."""
    found = table().organs.values()
    return [one for one in found if kind in (None, one.kind) and active in (None, one.active)]


def organ(organ_id: int) -> OrganView:
    """The organ by id, abolished or not. Raises NotFound."""
    try:
        return table().organs[organ_id]
    except KeyError:
        raise NotFound from None


def organ_by_code(code: str) -> OrganView:
    """The organ by its code. Raises NotFound."""
    found = next((one for one in table().organs.values() if one.code == code), None)
    if found is None:
        raise NotFound
    return found


def successor(organ_id: int) -> int | None:
    """The organ itself while it is there, else whoever took over from it; None when nobody did."""
    found, seen = organ(organ_id), {organ_id}
    while not found.active:
        if found.successor is None or found.successor in seen:
            return None
        seen.add(found.successor)
        found = organ(found.successor)
    return found.id


def organ_names() -> Mapping[int, str]:
    """Every organ's name as pages and records show it, by id."""
    return table().names


def assignable() -> list[OrganView]:
    """The organs an appeal can be transferred to, 四(一)1."""
    return [one for one in table().organs.values() if one.assignable]


def is_assignable(organ_id: int) -> bool:
    """May an appeal be transferred to this organ?"""
    found = table().organs.get(organ_id)
    return found is not None and found.assignable


def is_place(organ_id: int | None) -> bool:
    """Is this organ a township or a park, where enterprises are?"""
    found = table().organs.get(organ_id or 0)
    return found is not None and found.kind in WHERE


def bureau() -> OrganView | None:
    """县工业信息化和商务局; None while the register has none."""
    return _the(OrganKind.BUREAU)


def office() -> OrganView | None:
    """县人民政府办公室; None while the register has none."""
    return _the(OrganKind.OFFICE)


def inspectorate() -> OrganView | None:
    """县人民政府督查室; None while the register has none."""
    return _the(OrganKind.INSPECTORATE)


def city_centre() -> OrganView | None:
    """市企业服务中心; None while the register has none."""
    return _the(OrganKind.CITY_CENTRE)


def _the(kind: OrganKind) -> OrganView | None:
    return next(iter(organs(kind)), None)


def posts(role: str | None = None, organ_id: int | None = None, *, active: bool | None = True) -> list[PostView]:
    """Posts by role and organ, by default those that still exist."""
    return [
        post
        for post in table().posts.values()
        if role in (None, post.role) and organ_id in (None, post.organ) and active in (None, post.active)
    ]


def post(post_id: int) -> PostView:
    """The post by id. Raises NotFound."""
    try:
        return table().posts[post_id]
    except KeyError:
        raise NotFound from None


def deputy_for(section: str) -> PostView | None:
    """The deputy mayor's post whose portfolio holds an industry, 谁分管谁负责; None when nobody's does."""
    return next((one for one in posts(Role.DEPUTY) if section and section in one.sections), None)


def match_organ(text: str) -> list[Piece]:
    """Which organs a text names: each name with candidates best first, and the lead among them marked.

    A piece that fits nothing comes back without candidates; ``piece.best`` is the organ where one stands out.
    """
    return table().matcher.match(text)
